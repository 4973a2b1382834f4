import { formatMoney } from '../../lib/format.ts'
import type { ChartModel } from './chart-model.ts'
import { periodNote, periodTitle } from './describe.ts'
import { PeriodNote } from './period-note.tsx'
import { SeriesName } from './series-name.tsx'
import { Swatch } from './swatch.tsx'

const ROWS_MAX = 9

interface ReadoutProps {
  readonly model: ChartModel
  readonly index: number
  readonly currency: string
}

/** The amounts of one period, total first, in the order of the stack. Spoken when it changes. */
export function Readout({ model, index, currency }: ReadoutProps) {
  const total = model.totals[index] ?? null
  const rows = model.series.filter(({ amounts }) => Number(amounts[index] ?? 0) !== 0).slice(0, ROWS_MAX)
  return (
    <div className="readout" role="status" aria-live="polite">
      <p className="readout-head">
        {periodTitle(model, index)}
        <PeriodNote note={periodNote(model, index)} />
      </p>
      {total === null ? (
        <p className="muted">No data yet</p>
      ) : (
        <dl>
          <dt className="readout-total">Total</dt>
          <dd className="readout-total">{formatMoney(total, currency)}</dd>
          {rows.map((series) => (
            <ReadoutRow key={series.key} series={series} index={index} currency={currency} />
          ))}
        </dl>
      )}
    </div>
  )
}

function ReadoutRow({
  series,
  index,
  currency,
}: Omit<ReadoutProps, 'model'> & { series: ChartModel['series'][number] }) {
  return (
    <>
      <dt>
        <Swatch slot={series.slot} /> <SeriesName series={series} />
      </dt>
      <dd>{formatMoney(series.amounts[index] ?? '0', currency)}</dd>
    </>
  )
}
