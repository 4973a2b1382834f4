import { groupBy } from '@outlay/shared/group-by'
import { type Amount, addAmounts, subtractAmounts } from '@outlay/shared/money'
import type { CostGroup } from './answer.ts'

/** Cost Explorer rounds each group by itself, so sums over different groupings differ in the last digits. */
const TOLERANCE = 0.01

/** Service and day on which two groupings of the same costs differ, which means that AWS refreshed in between. */
export function disagreement(a: readonly CostGroup[], b: readonly CostGroup[]): string | undefined {
  const totals = [sumsOf(a), sumsOf(b)] as const
  for (const key of new Set([...totals[0].keys(), ...totals[1].keys()])) {
    const difference = subtractAmounts(totals[0].get(key) ?? '0', totals[1].get(key) ?? '0')
    if (Math.abs(Number(difference)) > TOLERANCE) return `${key}: ${difference}`
  }
  return undefined
}

function sumsOf(groups: readonly CostGroup[]): Map<string, Amount> {
  const byKey = groupBy(groups, ({ day, service, currency }) => `${service} on ${day} in ${currency}`)
  return new Map([...byKey].map(([key, rows]) => [key, addAmounts(rows.map(({ unblended }) => unblended))]))
}
