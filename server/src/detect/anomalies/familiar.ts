const DAYS = 90
/** What reached this share of it before, on this many occasions, is part of how the series moves. */
const SHARE = 0.8
const OCCASIONS = 2
/** Days that lie apart as far as this are two occasions. */
const APART = 4

/** True when the series was off as far, the same way, twice in 90 days: jobs that run now and then are no news. */
export function isFamiliar(values: readonly number[], expected: readonly number[], index: number): boolean {
  const off = (day: number) => (values[day] ?? 0) - (expected[day] ?? Number.NaN)
  const excess = off(index)
  let occasions = 0
  let latest = Number.NEGATIVE_INFINITY
  for (let day = Math.max(0, index - DAYS); day < index - APART; day++) {
    const alike = excess > 0 ? off(day) >= SHARE * excess : off(day) <= SHARE * excess
    if (!alike) continue
    if (day - latest > APART) occasions += 1
    latest = day
  }
  return occasions >= OCCASIONS
}
