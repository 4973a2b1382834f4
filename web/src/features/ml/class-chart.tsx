import { ML_CLASSES, type MlClass, type MlSummaryAnswer } from '@outlay/shared/ml'
import { Chart } from '../../components/charts/chart.tsx'
import { type ModelPoint, toChartModel } from '../../components/charts/chart-model.ts'
import type { Slot } from '../../lib/colors.ts'
import { METRIC_LABEL } from '../../lib/labels.ts'
import { chartKindOf, granularityOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

/** A class keeps its colour on every visit; "other" is grey as everywhere. */
const SLOTS: Readonly<Record<MlClass, Slot>> = {
  training: 1,
  inference: 2,
  notebooks: 3,
  data: 4,
  storage: 5,
  tokens: 6,
  other: 'other',
}

/** ML cost by class over the period; the classes add up to the total. */
export function ClassChart({ answer }: { readonly answer: MlSummaryAnswer }) {
  const view = useView()
  const setView = useSetView()
  const { meta, classes } = answer
  const label = (key: string) => classes.find(({ class: id }) => id === key)?.label ?? key
  const granularity = granularityOf(view, meta)
  const model = toChartModel({
    ...{ granularity, start: meta.start, end: meta.end },
    points: answer.series.map(
      ({ period, class: key, cost }): ModelPoint => ({ period, key, kind: 'value', cost }),
    ),
    dataThrough: meta.dataThrough,
    partialFrom: meta.partialFrom,
    label: ({ key }) => label(key),
    slots: () => new Map(ML_CLASSES.map((id) => [id, SLOTS[id]])),
  })
  return (
    <Chart
      title="ML cost by what it is for"
      unit={`${METRIC_LABEL[meta.basis.metric]}, ${meta.currency}`}
      model={model}
      currency={meta.currency}
      kind={chartKindOf(view, meta)}
      asTable={view.chart === 'table'}
      onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
    />
  )
}
