/** A commitment that covers `covered` dollars of on-demand usage an hour, for `covered × (1 − discount)` an hour. */
export interface CommitmentPlan {
  /** On-demand dollars an hour that it can cover. */
  readonly covered: number
  /** Paid an hour. */
  readonly hourly: number
  /** Mean saving an hour over the series. */
  readonly saving: number
  /** Share of it that the series uses. */
  readonly utilisation: number
}

/**
 * The commitment that saves most on a series of hourly on-demand costs: covering `u` costs `u(1 − d)` each hour and
 * saves `min(h, u)`, so that the best `u` is the `d`-quantile of the series (newsvendor; a block is worth buying while its
 * utilisation is above `1 − d`).
 */
export function bestCommitment(series: readonly number[], discount: number): CommitmentPlan {
  return planOf(series, discount, quantileBelow(series, discount))
}

/** What covering `u` saves on a series. */
export function planOf(series: readonly number[], discount: number, covered: number): CommitmentPlan {
  const used = mean(series.map((cost) => Math.min(cost, covered)))
  const hourly = covered * (1 - discount)
  return {
    covered,
    hourly,
    saving: used - hourly,
    utilisation: covered === 0 ? 0 : used / covered,
  }
}

/** Smallest value with at least the share `u` of the series at or below it. */
function quantileBelow(series: readonly number[], share: number): number {
  const sorted = series.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}

/** What a plan saves an hour if usage falls by a share after the purchase; negative when it costs more than it saves. */
export function savingIfUsageFalls(
  series: readonly number[],
  discount: number,
  covered: number,
  by: number,
): number {
  return planOf(
    series.map((cost) => cost * (1 - by)),
    discount,
    covered,
  ).saving
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
