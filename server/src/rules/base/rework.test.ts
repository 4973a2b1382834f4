import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ReworkInput, rework } from './rework.ts'

const NONE = { low: 0, expected: 0, high: 0 }

const TRAINING: ReworkInput = {
  reclaimed: { min: 0.05, max: 0.2 },
  gang: 1,
  checkpointHours: null,
  checkpointCostHours: 5 / 60,
  taskHours: 24,
  floor: NONE,
}

/** Five minutes a checkpoint, a quarter of an hour to restart, one node: the figures of the rules guide. */
test.each([
  [0.05, 0.0034],
  [0.1, 0.0049],
  [0.2, 0.0072],
  [0.3, 0.0091],
  [0.6, 0.015],
])('at %d reclaimed a month the best interval loses %d', (max, share) => {
  expect(rework({ ...TRAINING, reclaimed: { min: max, max } }).share.expected).toBeCloseTo(share, 3)
})

test('the best interval is the root of twice the cost of a checkpoint over the rate', () => {
  const rate = -Math.log(0.8) / 730
  const { checkpointHours, interruptions } = rework(TRAINING)

  expect(checkpointHours).toBeCloseTo(Math.sqrt((2 * (5 / 60)) / rate), 6)
  expect(interruptions).toBeCloseTo(-Math.log(0.8), 6)
})

test('checkpoints that are written anyway cost nothing new', () => {
  const rate = -Math.log(0.8) / 730
  const { share, wallTime } = rework({ ...TRAINING, checkpointHours: 2 })

  expect(share.expected).toBeCloseTo(rate * (1 + 0.25), 8)
  expect(wallTime).toBeCloseTo(1 + share.expected, 8)
})

test('without checkpoints half of a task is lost', () => {
  const rate = -Math.log(0.8) / 730
  expect(rework({ ...TRAINING, checkpointCostHours: null }).share.expected).toBeCloseTo(rate * 12.25, 8)
})

test('sixteen nodes that start again together lose as often as sixteen times one', () => {
  const one = rework(TRAINING)
  const gang = rework({ ...TRAINING, gang: 16 })

  expect(gang.interruptions).toBeCloseTo(16 * one.interruptions, 8)
  expect(gang.share.expected).toBeGreaterThan(3.9 * one.share.expected)
})

test('a band without an upper end counts as forty per cent, an unknown one as five to twenty', () => {
  const open = rework({ ...TRAINING, reclaimed: { min: 0.2, max: null } })
  const closed = rework({ ...TRAINING, reclaimed: { min: 0.2, max: 0.4 } })

  expect(open).toEqual(closed)
  expect(rework({ ...TRAINING, reclaimed: null })).toEqual(rework(TRAINING))
})

test('the share never falls below its floor, and low, expected and high stay in order', () => {
  const share = fc.double({ min: 0, max: 0.5, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 64 }), fc.boolean(), (a, b, gang, checkpoints) => {
      const found = rework({
        reclaimed: { min: Math.min(a, b), max: Math.max(a, b) },
        gang,
        checkpointHours: null,
        checkpointCostHours: checkpoints ? 0.1 : null,
        taskHours: 3,
        floor: { low: 0.01, expected: 0.04, high: 0.12 },
      }).share
      expect(found.low).toBeGreaterThanOrEqual(0.01)
      expect(found.expected).toBeGreaterThanOrEqual(Math.max(0.04, found.low))
      expect(found.high).toBeGreaterThanOrEqual(Math.max(0.12, found.expected))
    }),
  )
})
