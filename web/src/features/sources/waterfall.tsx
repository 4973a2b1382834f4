import type { BridgeStep } from '@outlay/shared/api'
import { useId } from 'react'
import { useWidth } from '../../components/charts/use-size.ts'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatMoneyExact } from '../../lib/format.ts'
import { HEIGHT, namesFit, WaterfallDrawing } from './waterfall-drawing.tsx'
import { toBars } from './waterfall-model.ts'

const COLUMNS = [{ label: 'Step' }, { label: 'Amount', num: true }]

interface WaterfallProps {
  readonly title: string
  readonly sentence: string
  readonly steps: readonly BridgeStep[]
  readonly currency: string
  readonly asTable: boolean
  readonly onAsTable: (asTable: boolean) => void
}

/** Two totals and the steps between them, each standing on the one before. */
export function Waterfall({ title, sentence, steps, currency, asTable, onAsTable }: WaterfallProps) {
  const id = useId()
  const [ref, width] = useWidth<HTMLDivElement>(720)
  // On a phone the steps have no room for their names: the table stands below them.
  const tabled = asTable || !namesFit(width, steps.length)
  return (
    <figure className="chart" aria-labelledby={`${id}name`} aria-describedby={`${id}text`}>
      <figcaption className="chart-head">
        <span id={`${id}name`} className="card-title">
          {title}
        </span>
        <span className="chart-unit">{currency}, all metrics</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => onAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      <div ref={ref} hidden={asTable} style={{ minHeight: HEIGHT }}>
        <WaterfallDrawing bars={toBars(steps)} width={width} currency={currency} />
      </div>
      <p id={`${id}text`} className="chart-sentence">
        {sentence}
      </p>
      <div className={tabled ? 'table-scroll' : 'sr-only'}>
        <table className="table">
          <caption className="sr-only">{title}</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {steps.map((step) => (
              <tr key={step.id}>
                <th scope="row">{step.label}</th>
                <td className="num">
                  <data value={step.amount}>{formatMoneyExact(step.amount, currency)}</data>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
