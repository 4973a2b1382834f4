import type { Annotation } from '@outlay/shared/saved'
import type { ChartModel } from '../../components/charts/chart-model.ts'

/** A chart with a flag on the period of each note, numbered in the order of the notes. */
export function withFlags(model: ChartModel, notes: readonly Annotation[]): ChartModel {
  const flags = notes.flatMap(({ day }, position) => {
    const index = model.periods.findLastIndex((period) => period <= day)
    return index === -1 ? [] : [{ index, number: position + 1 }]
  })
  return flags.length === 0 ? model : { ...model, flags }
}
