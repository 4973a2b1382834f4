import type { OverviewAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import { useNavigate } from '@tanstack/react-router'
import { Chart } from '../../components/charts/chart.tsx'
import { type ModelPoint, toChartModel } from '../../components/charts/chart-model.ts'
import { assignSlots } from '../../lib/colors.ts'
import { drillInto } from '../../lib/drill.ts'
import { formatCount } from '../../lib/format.ts'
import { METRIC_LABEL, valueLabel } from '../../lib/labels.ts'
import { rangeText } from '../../lib/period.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

interface DailyChartProps {
  readonly overview: OverviewAnswer
  readonly daily: OverviewAnswer['daily']
}

/** Daily cost by provider; a provider or a day opens in the Explorer. */
export function DailyChart({ overview, daily }: DailyChartProps) {
  const view = useView()
  const setView = useSetView()
  const navigate = useNavigate()
  const model = toDailyModel(overview, daily)
  const [start = '', end = ''] = [model.periods[0], model.periods.at(-1)]
  const range = { start, end: addDays(end, 1) }
  const explore = (search: typeof view) => void navigate({ to: '/explore', search })
  return (
    <Chart
      title={`Daily cost by provider, last ${formatCount(model.periods.length)} days`}
      unit={`${METRIC_LABEL[overview.basis.metric]}, ${overview.currency} a day`}
      model={model}
      currency={overview.currency}
      kind="bar"
      asTable={view.chart === 'table'}
      onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
      onPick={(key) => explore({ ...drillInto(view, 'provider', key), period: rangeText(range) })}
      onPickPeriod={(index) => {
        const day = model.periods[index] ?? start
        explore({ ...view, by: 'service', period: rangeText({ start: day, end: addDays(day, 1) }) })
      }}
    />
  )
}

function toDailyModel({ period }: OverviewAnswer, daily: OverviewAnswer['daily']) {
  const days = daily.map(({ day }) => day).sort()
  const [first = period.start, last = period.start] = [days[0], days.at(-1)]
  const points = daily.map(
    ({ day, group, cost }): ModelPoint => ({ period: day, key: group, kind: 'value', cost }),
  )
  return toChartModel({
    granularity: 'daily',
    start: first,
    end: addDays(last, 1),
    points,
    dataThrough: period.dataThrough,
    partialFrom: period.partialFrom,
    label: ({ key }) => valueLabel('provider', key),
    slots: (keys) => assignSlots('provider', keys),
  })
}
