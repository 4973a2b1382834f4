import type { Range } from '../rule.ts'
import type { BucketFacts } from './bucket-inventory.ts'

/** Parts of the bytes not read for 30 and 90 days, by age and the reads of that age; null where those are unknown. */
export function unread(facts: BucketFacts | null): { unread30: Range; unread90: Range } | null {
  if (facts === null || facts.bands.length === 0 || facts.bands.some(({ reads }) => reads === null))
    return null
  const part = (age: number, months: number, factor: number) =>
    facts.bands
      .filter(({ from }) => from >= age)
      .reduce((sum, { share, reads }) => sum + share * (1 - Math.min(1, (reads ?? 0) * factor)) ** months, 0)
  const range = (age: number, months: number) => ({
    low: part(age, months, 2),
    expected: part(age, months, 1),
    high: part(age, months, 0.5),
  })
  const old = range(90, 3)
  const young = range(30, 1)
  return { unread30: { ...young, low: Math.min(young.low, old.low) }, unread90: old }
}
