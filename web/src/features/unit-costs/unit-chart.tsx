import type { UnitCostsAnswer } from '@outlay/shared/unit-costs'
import { Chart } from '../../components/charts/chart.tsx'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { manyOf, manyText } from './unit-words.ts'

interface UnitChartProps {
  readonly data: UnitCostsAnswer['data']
  readonly unit: string
  readonly meta: UnitCostsAnswer['meta']
}

const DIGITS = 10

/** The cost of a unit over time; a period without any quantity is a gap. */
export function UnitChart({ data, unit, meta }: UnitChartProps) {
  const view = useView()
  const setView = useSetView()
  const many = manyOf(meta.total.unitCost)
  const text = (value: number | null) => (value === null ? null : (value * many).toFixed(DIGITS))
  const amounts = data.map(({ unitCost }) => text(unitCost))
  const incomplete = data.findIndex(
    ({ daysKnown, days }, index) => daysKnown < days && index === data.length - 1,
  )
  const model: ChartModel = {
    granularity: meta.granularity,
    periods: data.map(({ period }) => period),
    series: [{ key: unit, label: unit, slot: 1, amounts, total: text(meta.total.unitCost) ?? '0' }],
    totals: amounts,
    wholeIndex: 0,
    partialIndex: incomplete === -1 ? data.length : incomplete,
  }
  return (
    <Chart
      title={`Cost of ${manyText(many, unit)}`}
      unit={meta.currency}
      model={model}
      currency={meta.currency}
      kind={data.length > 31 ? 'line' : 'bar'}
      asTable={view.chart === 'table'}
      onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
    />
  )
}
