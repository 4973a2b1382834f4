import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import { addDays } from '@outlay/shared/period'
import { useNavigate } from '@tanstack/react-router'
import { Chart } from '../../components/charts/chart.tsx'
import { type ChartModel, periodsBetween, type Series } from '../../components/charts/chart-model.ts'
import { addAmounts } from '../../lib/amounts.ts'
import { formatDay, formatMoney } from '../../lib/format.ts'
import { rangeText } from '../../lib/period.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

const PARTS = [
  { key: 'onDemand', label: 'On demand, could be committed', slot: 'other' },
  { key: 'used', label: 'Committed, used', slot: 1 },
  { key: 'unused', label: 'Committed, unused', slot: 2 },
] as const

/** What could be committed, what is, and what is paid for nothing, day by day. */
export function SpendChart({ answer }: { readonly answer: CommitmentsAnswer }) {
  const { meta } = answer
  const view = useView()
  const setView = useSetView()
  const navigate = useNavigate()
  const model = toModel(answer)
  if (model.series.length === 0)
    return (
      <section className="card">
        <h2 className="card-title">Eligible spend a day</h2>
        <p className="commit-none">
          No line of this period carries a cost under a commitment or is known to be one that could.{' '}
          {answer.overall.untold > 0 && safeBaseInWords(answer)}
        </p>
      </section>
    )
  return (
    <section className="card">
      <Chart
        title="Eligible spend a day"
        unit={`Effective, ${meta.currency} a day`}
        model={model}
        currency={meta.currency}
        kind="bar"
        asTable={view.chart === 'table'}
        onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
        onPickPeriod={(index) => {
          const day = model.periods[index] ?? meta.start
          const period = rangeText({ start: day, end: addDays(day, 1) })
          void navigate({
            to: '/explore',
            search: {
              ...view,
              period,
              by: 'commitmentStatus',
              charges: 'usage',
              metric: 'effective',
              local: {},
            },
          })
        }}
      />
      <p className="card-note">{safeBaseInWords(answer)}</p>
    </section>
  )
}

function safeBaseInWords({ safeBase, overall, meta }: CommitmentsAnswer): string {
  if (overall.untold > 0)
    return 'The safe base is unknown: the bill has no usage types that tell which usage a commitment could cover.'
  if (safeBase === null)
    return 'There is no safe base: on some complete day nothing that could be committed ran on demand.'
  const floor = `${formatMoney(safeBase.cost, meta.currency)} a day (${formatDay(safeBase.day, 'year')})`
  return `Safe base: on demand never fell below ${floor}. Hours inside a day may be lower; the planner looks at them.`
}

function toModel({ daily, meta, safeBase }: CommitmentsAnswer): ChartModel {
  const periods = periodsBetween(meta.start, meta.end, 'daily')
  const byDay = new Map(daily.map((row) => [row.day, row]))
  const last = daily.at(-1)?.day ?? meta.start
  const series: Series[] = PARTS.map(({ key, label, slot }) => {
    const amounts = periods.map((day) => byDay.get(day)?.[key] ?? (day > last ? null : '0'))
    return { key, label, slot, amounts, total: addAmounts(amounts.filter((amount) => amount !== null)) }
  })
  const totals = periods.map((_, index) => {
    const known = series.map(({ amounts }) => amounts[index] ?? null).filter((amount) => amount !== null)
    return known.length === 0 ? null : addAmounts(known)
  })
  const partial = periods.findIndex((day) => meta.partialFrom !== null && day >= meta.partialFrom)
  return {
    granularity: 'daily',
    periods,
    series: series.filter(({ total }) => total !== '0'),
    totals,
    wholeIndex: 0,
    partialIndex: partial === -1 ? periods.length : partial,
    ...(safeBase !== null && { level: { value: Number(safeBase.cost), label: 'Safe base' } }),
  }
}
