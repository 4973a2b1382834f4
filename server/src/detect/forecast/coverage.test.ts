import { expect, test } from 'vitest'
import { sum } from '../stats/quantile.ts'
import { forecastUsage } from './usage.ts'

const WEEK = [1, 1.04, 0.98, 1.02, 0.96, 0.6, 0.55]
const KNOWN = 150
/** From the tenth of a month to its end. */
const REST = 20
const SERIES = 10

/** How the level moves: share of yesterday's that stays, and deviation of what is new. */
const LEVELS = [
  { stays: 0, moves: 0 },
  { stays: 0.97, moves: 0.012 },
  { stays: 1, moves: 0.025 },
] as const

test('75 to 90 % of the sums to the end of a month lie within the 80 % interval', () => {
  const normal = normals(11)
  const inside = LEVELS.flatMap((level) =>
    Array.from({ length: SERIES }, () => {
      const days = series(level, normal)
      const { means, sum: widths } = forecastUsage(days.slice(0, KNOWN), REST)
      return Math.abs(sum(days.slice(KNOWN)) - sum(means)) <= (widths[REST - 1]?.at80 ?? 0)
    }),
  )
  const coverage = inside.filter(Boolean).length / inside.length

  expect(coverage).toBeGreaterThanOrEqual(0.75)
  expect(coverage).toBeLessThanOrEqual(0.9)
}, 60_000)

function series({ stays, moves }: (typeof LEVELS)[number], normal: () => number): readonly number[] {
  let level = 0
  return Array.from({ length: KNOWN + REST }, (_, day) => {
    level = stays * level + moves * normal()
    return 100 * Math.exp(level) * (WEEK[day % 7] ?? 1) * (1 + 0.04 * normal())
  })
}

/** Normal deviates by Box and Muller from mulberry32. */
function normals(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}
