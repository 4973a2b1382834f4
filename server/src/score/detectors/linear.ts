import { mean, sum } from '../../detect/stats/quantile.ts'

const DAYS = 60

/** Least squares through the last 60 days, carried on. */
export function linearForecast(values: readonly number[], horizon: number): readonly number[] {
  const recent = values.slice(-DAYS)
  const middle = (recent.length - 1) / 2
  const level = mean(recent)
  const spread = sum(recent.map((_, day) => (day - middle) ** 2))
  const slope = spread === 0 ? 0 : sum(recent.map((value, day) => (day - middle) * (value - level))) / spread
  return Array.from({ length: horizon }, (_, step) => level + slope * (recent.length + step - middle))
}
