import { expect, test } from 'vitest'
import { mayHearFrom } from './quiet-hours.ts'

const NIGHT = { channel: null, from: '22:00', until: '07:00', timezone: 'Europe/Berlin' }
const settings = (given: Partial<Parameters<typeof mayHearFrom>[2]>) => ({
  trialDays: 14,
  keepDays: 400,
  escalate: null,
  quiet: [],
  digest: [],
  ...given,
})

test.each([
  ['at day', '2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z'],
  ['at night', '2026-11-23T22:30:00Z', '2026-11-24T06:00:00.000Z'],
  ['in the night that has 25 hours', '2026-10-25T00:30:00Z', '2026-10-25T06:00:00.000Z'],
  ['in the night that has 23 hours', '2026-03-29T00:30:00Z', '2026-03-29T05:00:00.000Z'],
  ['at the minute at which it ends', '2026-11-23T06:00:00Z', '2026-11-23T06:00:00.000Z'],
])('a channel with quiet hours hears %s', (_, now, from) => {
  expect(mayHearFrom('slack:#ml', new Date(now), settings({ quiet: [NIGHT] })).toISOString()).toBe(from)
})

test.each([
  ['an end that the clocks jump over', '02:30', '2026-03-28T23:30:00Z', '2026-03-29T01:00:00.000Z'],
  ['an end that comes twice, the first time', '02:30', '2026-10-24T22:30:00Z', '2026-10-25T00:30:00.000Z'],
])('quiet hours with %s', (_, until, now, from) => {
  const quiet = [{ ...NIGHT, until }]

  expect(mayHearFrom('slack:#ml', new Date(now), settings({ quiet })).toISOString()).toBe(from)
})

test('quiet hours of another channel do not count, and a name may lack its #', () => {
  const now = new Date('2026-11-23T23:30:00Z')
  const quiet = [{ ...NIGHT, channel: 'slack:ml' }]

  expect(mayHearFrom('slack:#ads', now, settings({ quiet }))).toEqual(now)
  expect(mayHearFrom('slack:#ml', now, settings({ quiet })).toISOString()).toBe('2026-11-24T06:00:00.000Z')
})

test.each([
  ['before its time', '2026-11-23T05:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['at its time, for the day after', '2026-11-23T08:00:00Z', '2026-11-24T08:00:00.000Z'],
])('a digest leaves once a day: %s', (_, now, from) => {
  const digest = [{ channel: 'slack:#ml', time: '09:00', timezone: 'Europe/Berlin' }]

  expect(mayHearFrom('slack:#ml', new Date(now), settings({ digest })).toISOString()).toBe(from)
})
