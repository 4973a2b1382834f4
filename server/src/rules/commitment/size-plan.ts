import { bestCommitment, type CommitmentPlan, planOf } from './newsvendor.ts'

/** Hours of the last 14 days, whose quantile must carry the commitment as well. */
const RECENT_HOURS = 336
/** Daily lines hide the nights: what they show is covered to this part. */
const DAILY_SHARE = 0.8
/** Part of an hour's cost that may come from daily lines while the hour still counts as seen. */
const MOSTLY = 0.2

/** The latest stretch that is billed by the hour, where it is two weeks or longer; else all hours, from daily lines. */
export function hoursOf(row: { readonly hours: readonly number[]; readonly spread: readonly number[] }) {
  const lastDaily = row.spread.findLastIndex((part) => part > MOSTLY)
  const hourly = row.hours.slice(lastDaily + 1)
  return hourly.length >= RECENT_HOURS ? { hours: hourly, daily: false } : { hours: row.hours, daily: true }
}

export function shareOfDaily(daily: boolean): number {
  return daily ? DAILY_SHARE : 1
}

/** The optimum of all history, but no more than the last two weeks carry. */
export function sizePlan(
  hours: readonly number[],
  discount: number,
  daily: boolean,
  coverage: number,
): CommitmentPlan {
  const whole = bestCommitment(hours, discount).covered
  const recent = bestCommitment(hours.slice(-RECENT_HOURS), discount).covered
  const covered = Math.min(whole, recent) * shareOfDaily(daily) * coverage
  return planOf(hours, discount, covered)
}
