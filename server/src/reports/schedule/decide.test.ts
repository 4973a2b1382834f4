import { expect, test } from 'vitest'
import { type DueInput, decideDue } from './decide.ts'

/** Mondays at 08:00 in Berlin: week 47 is due on 23 November at 07:00 UTC. */
const input: DueInput = {
  kind: 'week',
  timetable: { day: 'monday', time: '08:00', timezone: 'Europe/Berlin' },
  now: new Date('2026-11-23T07:00:00Z'),
  firstSeen: new Date('2026-01-01T00:00:00Z'),
  isMade: () => false,
  dataThrough: '2026-11-22',
}

const made = (...keys: string[]) => ({ isMade: (key: string) => keys.includes(key) })
const sends = (key: string, trigger = 'schedule') => ({ what: 'send', trigger, period: { key } })

test.each<[string, Partial<DueInput>, object]>([
  ['is sent at its time when Sunday is complete', {}, sends('2026-W47')],
  ['a restart at that time sends nothing again', made('2026-W47'), { what: 'nothing' }],
  [
    'a second before, the week before it is the last that was due',
    { now: new Date('2026-11-23T06:59:59Z'), ...made('2026-W46') },
    { what: 'nothing' },
  ],
  ['waits while Sunday is not complete', { dataThrough: '2026-11-20' }, { what: 'wait' }],
  [
    'waits no longer than 24 hours',
    { dataThrough: '2026-11-20', now: new Date('2026-11-24T07:00:00Z') },
    sends('2026-W47'),
  ],
  [
    'is never sent without one complete day of its week',
    { dataThrough: '2026-11-15', now: new Date('2026-11-27T07:00:00Z') },
    { what: 'wait' },
  ],
  ['has no data at all', { dataThrough: null }, { what: 'wait' }],
  [
    'after three weeks without a server only the newest is caught up',
    { now: new Date('2026-12-16T12:00:00Z'), dataThrough: '2026-12-14', ...made('2026-W46') },
    sends('2026-W50', 'catch-up'),
  ],
  [
    'a schedule that is new has missed nothing',
    { now: new Date('2026-11-26T12:00:00Z'), firstSeen: new Date('2026-11-25T09:00:00Z') },
    { what: 'nothing' },
  ],
])('%s', (_name, given, expected) => {
  expect(decideDue({ ...input, ...given })).toMatchObject(expected)
})
