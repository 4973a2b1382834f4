import { addDays } from '@outlay/shared/period'
import { useNavigate } from '@tanstack/react-router'
import { Chart, type ChartProps } from '../../components/charts/chart.tsx'
import { drillInto } from '../../lib/drill.ts'
import { formatCount } from '../../lib/format.ts'
import { METRIC_LABEL } from '../../lib/labels.ts'
import { rangeText } from '../../lib/period.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import type { ShownDays } from './daily-model.ts'

interface DailyChartProps extends Pick<ChartProps, 'over' | 'tools'> {
  readonly shown: ShownDays
}

/** Daily cost up to the end of the month; a group or a day opens in the Explorer. */
export function DailyChart({ shown: { overview, split, model }, over, tools }: DailyChartProps) {
  const view = useView()
  const setView = useSetView()
  const navigate = useNavigate()
  const past = model.periods.slice(0, model.futureIndex)
  const [start = '', end = ''] = [past[0], past.at(-1)]
  const range = { start, end: addDays(end, 1) }
  const explore = (search: typeof view) =>
    void navigate({ to: '/explore', search: { ...search, local: {}, chart: null } })
  return (
    <Chart
      title={`Daily cost by ${split}, last ${formatCount(past.length)} days`}
      unit={`${METRIC_LABEL[overview.basis.metric]}, ${overview.currency} a day`}
      model={model}
      currency={overview.currency}
      kind="bar"
      over={over}
      tools={tools}
      asTable={view.chart === 'table'}
      onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
      onPick={(key) =>
        explore({ ...drillInto(view, split, key === '' ? null : key), period: rangeText(range) })
      }
      onPickPeriod={(index) => {
        const day = past[index]
        if (day !== undefined)
          explore({ ...view, by: 'service', period: rangeText({ start: day, end: addDays(day, 1) }) })
      }}
    />
  )
}
