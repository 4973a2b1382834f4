import type { ChartModel } from '../../components/charts/chart-model.ts'
import { addAmounts } from '../../lib/amounts.ts'

/** The model with each amount added to all before it, exact; periods without data stay without. */
export function toCumulative(model: ChartModel): ChartModel {
  return {
    ...model,
    series: model.series.map((series) => ({ ...series, amounts: running(series.amounts) })),
    totals: running(model.totals),
  }
}

function running(amounts: readonly (string | null)[]): readonly (string | null)[] {
  let sum = '0'
  return amounts.map((amount) => {
    if (amount === null) return null
    sum = addAmounts([sum, amount])
    return sum
  })
}
