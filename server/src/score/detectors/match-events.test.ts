import { expect, test } from 'vitest'
import type { PlantedAnomaly } from './anomaly-truth.ts'
import { matchEvents, type RaisedEvent } from './match-events.ts'

const PLANT: PlantedAnomaly = {
  id: 'a',
  shape: 'spike',
  scope: { provider: 'AWS', subAccountId: 'Prod', currency: 'USD', lines: [{ service: 'S3' }] },
  firstDay: '2026-07-10',
  lastDay: '2026-07-12',
  impact: 100,
}

const event = (more: Partial<RaisedEvent> = {}): RaisedEvent => ({
  subAccount: 'prod',
  provider: 'aws',
  service: 'S3',
  team: null,
  currency: 'USD',
  start: '2026-07-11',
  last: '2026-07-11',
  detected: '2026-07-11',
  ...more,
})

test.each([
  ['the place and the days', event(), true],
  ['the account alone', event({ service: null }), true],
  ['another service', event({ service: 'EC2' }), false],
  ['another account', event({ subAccount: 'dev' }), false],
  ['another currency', event({ currency: 'EUR' }), false],
  ['days after it was over', event({ start: '2026-07-13', last: '2026-07-14' }), false],
  ['a team', event({ team: 'web', subAccount: null, service: null }), false],
])('an event that names %s', (_, raised, finds) => {
  expect(matchEvents([raised], [PLANT], '2026-08-01').found).toHaveLength(finds ? 1 : 0)
})

test('the delay counts settled days from 1, and a second event of the same plant is false', () => {
  const later = event({ detected: '2026-07-12' })
  const { found, vain, missed } = matchEvents([later, event()], [PLANT], '2026-08-01')

  expect(found).toMatchObject([{ delay: 2 }])
  expect(vain).toEqual([later])
  expect(missed).toEqual([])
})

test.each([
  ['on its first day', '2026-07-10', true],
  ['six days later', '2026-07-16', true],
  ['long before', '2026-07-01', false],
  ['long after', '2026-08-01', false],
])('the beginning of what stays is found by an event that begins %s: %s, %s', (_, start, finds) => {
  const begins = { ...PLANT, lastDay: null, onset: true } as const
  const raised = event({ start, last: '2026-09-01', detected: start })

  expect(matchEvents([raised], [begins], '2026-10-01').found).toHaveLength(finds ? 1 : 0)
})
