/** Quantile by linear interpolation between order statistics; NaN of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  // sorts by number, several times faster than with a comparison
  const sorted = Float64Array.from(values).sort()
  const position = (sorted.length - 1) * share
  const low = sorted[Math.floor(position)] ?? Number.NaN
  const high = sorted[Math.ceil(position)] ?? low
  return low + (high - low) * (position - Math.floor(position))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Median absolute deviation from `center`, scaled to the standard deviation of a normal distribution. */
export function deviation(values: readonly number[], center = median(values)): number {
  return 1.4826 * median(values.map((value) => Math.abs(value - center)))
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : sum(values) / values.length
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
