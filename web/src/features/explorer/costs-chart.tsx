import type { CostRow, CostsAnswer } from '@outlay/shared/api'
import type { Granularity } from '@outlay/shared/dimensions'
import { addDays, monthStart } from '@outlay/shared/period'
import type { Annotation } from '@outlay/shared/saved'
import { Chart } from '../../components/charts/chart.tsx'
import { type ChartModel, type ModelPoint, toChartModel } from '../../components/charts/chart-model.ts'
import { assignSlots } from '../../lib/colors.ts'
import { drillInto } from '../../lib/drill.ts'
import { dimensionLabel, METRIC_LABEL, valueLabel } from '../../lib/labels.ts'
import { type Range, rangeText } from '../../lib/period.ts'
import { chartKindOf, groupsOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'
import { withFlags } from '../saved/flags.ts'
import { AreaPlot } from './area-plot.tsx'
import { toCumulative } from './cumulative.ts'
import { pinnedOf } from './pins.ts'
import { UnusualNote } from './unusual-note.tsx'

interface CostsChartProps {
  readonly answer: CostsAnswer
  readonly granularity: Granularity
  readonly range: Range
  readonly names: ReadonlyMap<string, string>
  /** What happened on its days, flagged. */
  readonly notes: readonly Annotation[]
}

/** The answer over time, stacked by group; picking a series drills into it, picking a period narrows to it. */
export function CostsChart({ answer, granularity, range, names, notes }: CostsChartProps) {
  const view = useView()
  const setView = useSetView()
  const isSum = view.chart === 'area'
  const plain = withFlags(toCostsModel(answer, view, range, granularity, names), notes)
  const model = isSum ? toCumulative(plain) : plain
  const chosen = view.chart === 'line' || view.chart === 'bar' ? view.chart : chartKindOf(view, range)
  const noun = { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', total: 'Total' }[granularity]
  return (
    <>
      <Chart
        title={`${isSum ? 'Cost so far' : `${noun} cost`} by ${groupsOf(view)
          .map((dim) => dimensionLabel(dim).toLowerCase())
          .join(' and ')}`}
        unit={`${METRIC_LABEL[answer.meta.basis.metric]}, ${answer.meta.currency}`}
        model={model}
        currency={answer.meta.currency}
        kind={isSum ? 'bar' : chosen}
        draw={isSum ? AreaPlot : undefined}
        asTable={view.chart === 'table'}
        onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
        onPick={(key) => {
          if (view.by2 === null && isPickable(model, key))
            setView(drillInto(view, view.by, key === '' ? null : key))
        }}
        onPickPeriod={(index) => {
          const start = model.periods[index]
          if (start !== undefined)
            setView({ period: rangeText({ start, end: endOf(start, granularity) }), step: null })
        }}
      />
      <UnusualNote model={model} promoted={answer.meta.promoted ?? []} />
    </>
  )
}

/** The rows of `GET /costs` as the series of a chart; pairs of two dimensions become one series each. */
function toCostsModel(
  answer: CostsAnswer,
  view: Pick<View, 'by' | 'by2' | 'local'>,
  range: Range,
  granularity: Granularity,
  names: ReadonlyMap<string, string>,
): ChartModel {
  const dims = view.by2 === null || view.by2 === view.by ? [view.by] : [view.by, view.by2]
  const single = dims.length === 1
  const labels = new Map<string, string>()
  const points = answer.data.map((row): ModelPoint => {
    const key = keyOf(row, single)
    labels.set(
      key,
      row.group.map((value, index) => valueLabel(dims[index] ?? view.by, value, names)).join(' · '),
    )
    return { period: row.period, key, kind: kindOf(row), cost: row.cost }
  })
  return toChartModel({
    granularity,
    ...range,
    points,
    dataThrough: answer.meta.dataThrough,
    partialFrom: answer.meta.partialFrom,
    otherMembers: answer.meta.other?.members ?? 0,
    kept: single ? [...(answer.meta.promoted ?? []), ...pinnedOf(view)] : [],
    label: ({ key }) => labels.get(key) ?? key,
    slots: (keys) => assignSlots(single ? view.by : 'sku', keys),
  })
}

function keyOf(row: CostRow, single: boolean): string {
  return single ? (row.group[0] ?? '') : JSON.stringify(row.group)
}

function kindOf(row: CostRow): ModelPoint['kind'] {
  if (row.other === true) return 'other'
  return row.group.every((value) => value === null) ? 'absent' : 'value'
}

function isPickable(model: ChartModel, key: string): boolean {
  return model.series.some((series) => series.key === key && series.slot !== 'other')
}

function endOf(start: string, granularity: Granularity): string {
  if (granularity === 'monthly') return monthStart(start, 1)
  return addDays(start, granularity === 'weekly' ? 7 : 1)
}
