import { expect, test } from 'vitest'
import { type SpotSignals, spotEligibility } from './eligibility.ts'

/** A fleet of production that runs day and night, of which nothing is known. */
const PLAIN: SpotSignals = {
  restartable: false,
  lifetimeHours: null,
  newPerDay: 0,
  nonprod: false,
  uptime: 1,
  spotShare: 0,
  stateful: false,
  machines: 4,
  oldestDays: 200,
  scarce: false,
}

test.each<[string, Partial<SpotSignals>, number, number]>([
  ['nothing known', {}, 0, 1 / (1 + Math.exp(2))],
  ['batch work', { restartable: true }, 3, 1 / (1 + Math.exp(-1))],
  ['batch work at night', { restartable: true, uptime: 0.3 }, 4, 1 / (1 + Math.exp(-2))],
  ['runners outside production, by day', { restartable: true, nonprod: true, uptime: 0.3 }, 5, 0.9],
  ['a group that runs on spot in part', { spotShare: 0.4 }, 2, 0.5],
  ['short lives, many a day', { lifetimeHours: 5, newPerDay: 8, uptime: 0.2 }, 5, 0.9],
  ['a database outside production', { nonprod: true, stateful: true }, -2, 1 / (1 + Math.exp(4))],
  ['one old machine of production', { machines: 1 }, -5, 1 / (1 + Math.exp(7))],
  ['one young machine of production', { machines: 1, oldestDays: 5 }, -2, 1 / (1 + Math.exp(4))],
  ['one machine for tests', { machines: 1, nonprod: true }, 1, 1 / (1 + Math.exp(1))],
  ['scarce accelerators', { restartable: true, scarce: true }, 2, 0.5],
])('%s scores by its behaviour', (_, signals, score, probability) => {
  const found = spotEligibility({ ...PLAIN, ...signals })

  expect(found.score).toBe(score)
  expect(found.probability).toBeCloseTo(probability, 10)
})

test.each<[string, Partial<SpotSignals>, Partial<SpotSignals>]>([
  ['a life of exactly a day is not short', { lifetimeHours: 24 }, { lifetimeHours: 23.9 }],
  ['four new machines a day are no stream', { newPerDay: 4.9 }, { newPerDay: 5 }],
  ['on four fifths of the time is no burst', { uptime: 0.8 }, { uptime: 0.79 }],
  ['a trace of spot is no decision', { spotShare: 0.04 }, { spotShare: 0.05 }],
])('%s', (_, below, above) => {
  const score = (signals: Partial<SpotSignals>) => spotEligibility({ ...PLAIN, ...signals }).score
  expect(score(below)).toBe(0)
  expect(score(above)).toBeGreaterThan(0)
})

test('it names what spoke for and against', () => {
  const { reasons } = spotEligibility({ ...PLAIN, restartable: true, stateful: true })
  expect(reasons).toBe('+3 batch, training or build work, −3 keeps state')
})
