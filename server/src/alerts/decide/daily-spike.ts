import { addDays, type Day } from '@outlay/shared/period'
import type { SpendDay } from '../budgets/daily-spend.ts'

export interface Spike {
  readonly day: Day
  readonly cost: number
  /** Median of the same weekday in the four weeks before. */
  readonly usual: number
  readonly watched: boolean
}

const WEEKS = 4
/** Materiality of finops.md §6, in units of the currency. */
const EXCESS_MIN = 50

/**
 * Whether the day costs `percent` more than the median of its weekday in the four weeks before, and at least 50 more.
 * Undefined without all four of them.
 */
export function spikeOn(days: readonly SpendDay[], day: Day, percent: number): Spike | undefined {
  const byDay = new Map(days.map((each) => [each.day, each]))
  const today = byDay.get(day)
  const past = Array.from({ length: WEEKS }, (_, week) => byDay.get(addDays(day, -7 * (week + 1))))
  const costs = past
    .flatMap((each) => (each === undefined ? [] : [Number(each.cost)]))
    .toSorted((a, b) => a - b)
  if (today === undefined || costs.length < WEEKS) return undefined
  const usual = ((costs[1] ?? 0) + (costs[2] ?? 0)) / 2
  const isSpike = (cost: number) => cost >= usual * (1 + percent / 100) && cost - usual >= EXCESS_MIN
  const cost = Number(today.cost)
  return isSpike(cost) ? { day, cost, usual, watched: isSpike(Number(today.watched)) } : undefined
}
