import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ClassPrice, moveOf } from './break-even.ts'
import type { Band } from './bucket-inventory.ts'
import { planTransitions } from './plan.ts'
import type { PlanInput } from './plan-ages.ts'

const FREE = {
  put1k: 0,
  get1k: 0,
  transition1k: 0,
  retrievalGb: 0,
  minDays: 0,
  minObjectKib: 0,
  classOverheadKib: 0,
  standardOverheadKib: 0,
}
const standard: ClassPrice = { ...FREE, name: 'Standard', gb: 0.023 }
const infrequent: ClassPrice = {
  ...FREE,
  name: 'IA',
  gb: 0.0125,
  transition1k: 0.01,
  retrievalGb: 0.01,
  minDays: 30,
  minObjectKib: 128,
}
const instant: ClassPrice = {
  ...FREE,
  name: 'GIR',
  gb: 0.004,
  transition1k: 0.02,
  retrievalGb: 0.03,
  minDays: 90,
  minObjectKib: 128,
}

const AGES = [
  [0, 30],
  [30, 90],
  [90, 365],
  [365, null],
] as const

function input(
  shares: readonly number[],
  reads: readonly (number | null)[],
  more: Partial<PlanInput> = {},
): PlanInput {
  const bands: Band[] = AGES.map(([from, to], index) => ({
    from,
    to,
    share: shares[index] ?? 0,
    reads: reads[index] ?? null,
  }))
  return {
    bands,
    objectKib: 4096,
    reads: 0,
    gets: 0,
    standard,
    classes: [infrequent, instant],
    maxPaybackDays: 180,
    doubtful: () => false,
    ...more,
  }
}

test('old objects that nobody reads go to the coldest class that is read at once', () => {
  const plan = planTransitions(input([0.2, 0.1, 0.5, 0.2], [1, 1, 0, 0]))

  expect(plan?.steps.map(({ afterDays, to }) => [afterDays, to.name])).toEqual([[90, 'GIR']])
  // 70 % of a GB saves 0.019 each; what passes 90 days in a month (0.5 ÷ 275 × 30.4) costs 256 transitions a GB
  expect(plan?.net.expected).toBeCloseTo(0.7 * 0.019 - ((0.5 / 275) * 30.4 * 256 * 0.02) / 1000, 6)
  expect(plan?.oneOff).toBeCloseTo((0.7 * 256 * 0.02) / 1000)
})

test('what is read a little goes to the class with cheap retrieval first', () => {
  const plan = planTransitions(input([0.1, 0.4, 0.3, 0.2], [1, 0.8, 0.001, 0.001], { objectKib: 65_536 }))
  expect(plan?.steps.map(({ afterDays, to }) => [afterDays, to.name])).toEqual([[90, 'GIR']])
  const young = planTransitions(input([0.1, 0.4, 0.3, 0.2], [1, 0.3, 0.001, 0.001], { objectKib: 65_536 }))
  expect(young?.steps.map(({ afterDays, to }) => [afterDays, to.name])).toEqual([
    [30, 'IA'],
    [90, 'GIR'],
  ])
})

test('no step leaves a class before its minimum duration', () => {
  const long: ClassPrice = { ...infrequent, minDays: 100 }
  const plan = planTransitions(
    input([0.1, 0.4, 0.3, 0.2], [1, 0.3, 0.001, 0.001], { objectKib: 65_536, classes: [long, instant] }),
  )
  expect(plan?.steps).toHaveLength(1)
})

test.each([
  ['objects are small', input([0.1, 0.1, 0.4, 0.4], [0, 0, 0, 0], { objectKib: 38 })],
  ['old objects are read as much as new ones', input([0.1, 0.1, 0.4, 0.4], [1.6, 1.6, 1.6, 1.6])],
  [
    'old objects would lose when they are read twice as much',
    input([0.1, 0.1, 0.4, 0.4], [1.6, 1.6, 0.6, 0.6]),
  ],
  ['nothing is old', input([1, 0, 0, 0], [0, 0, 0, 0])],
  [
    'reads by age are unknown and the bucket is read all the time',
    input([0.1, 0.1, 0.4, 0.4], [null, null, null, null], { reads: 2 }),
  ],
  [
    'transitions pay back later than asked for',
    input([0.1, 0.1, 0.4, 0.4], [0, 0, 0, 0], { objectKib: 256, maxPaybackDays: 60 }),
  ],
])('there is no plan where %s', (_, bucket) => {
  expect(planTransitions(bucket)).toBeNull()
})

test('whatever the bucket, every step of a plan pays back and only gets colder', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.tuple(share, share, share, share),
      fc.tuple(share, share, share, share),
      fc.integer({ min: 16, max: 100_000 }),
      fc.integer({ min: 10, max: 400 }),
      (parts, reads, objectKib, maxPaybackDays) => {
        const total = parts.reduce((sum, part) => sum + part, 0)
        fc.pre(total > 0)
        const bucket = input(
          parts.map((part) => part / total),
          reads,
          { objectKib, maxPaybackDays },
        )
        const plan = planTransitions(bucket)
        if (plan === null) return
        expect(plan.net.expected).toBeGreaterThan(0)
        expect((plan.oneOff / plan.net.expected) * 30.4).toBeLessThanOrEqual(maxPaybackDays + 1e-6)
        expect(plan.net.low).toBeLessThanOrEqual(plan.net.expected)
        expect(plan.net.high).toBeGreaterThanOrEqual(plan.net.expected)
        expect(plan.net.high).toBeLessThanOrEqual(standard.gb)
        const prices = plan.steps.map(({ to }) => to.gb)
        expect(prices).toEqual(prices.toSorted((a, b) => b - a))
        for (const step of plan.steps) {
          expect(step.paybackDays).toBeLessThanOrEqual(maxPaybackDays)
          const best = moveOf(standard, step.to, standard, { objectKib, reads: 0, gets: 0 })
          expect(best.net).toBeGreaterThan(0)
        }
      },
    ),
  )
})
