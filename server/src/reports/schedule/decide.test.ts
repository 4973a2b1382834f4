import { expect, test } from 'vitest'
import { type DueInput, decideDue, missedPeriods } from './decide.ts'

/** Mondays at 08:00 in Berlin: week 47 is due on 23 November at 07:00 UTC. */
const input: DueInput = {
  kind: 'week',
  timetable: { day: 'monday', time: '08:00', timezone: 'Europe/Berlin' },
  now: new Date('2026-11-23T07:00:00Z'),
  firstSeen: new Date('2026-01-01T00:00:00Z'),
  isMade: () => false,
  oldestDay: '2026-01-01',
  deliveredThrough: '2026-11-22',
}

const made = (...keys: string[]) => ({ isMade: (key: string) => keys.includes(key) })
const madeUntil = (last: string) => ({ isMade: (key: string) => key <= last })
const at = (now: string) => ({ now: new Date(now) })
const sends = (key: string, trigger = 'schedule') => ({ what: 'send', trigger, period: { key } })

test.each<[string, Partial<DueInput>, object]>([
  ['is sent at its time when Sunday is delivered', {}, sends('2026-W47')],
  ['a restart at that time sends nothing again', made('2026-W47'), { what: 'nothing' }],
  [
    'a second before, the week before it is the last that was due',
    { ...at('2026-11-23T06:59:59Z'), ...made('2026-W46') },
    { what: 'nothing' },
  ],
  ['waits while Sunday is not delivered', { deliveredThrough: '2026-11-20' }, { what: 'wait' }],
  [
    'waits until a second before 24 hours are over',
    { deliveredThrough: '2026-11-20', ...at('2026-11-24T06:59:59Z') },
    { what: 'wait' },
  ],
  [
    'waits no longer than 24 hours',
    { deliveredThrough: '2026-11-20', ...at('2026-11-24T07:00:00Z') },
    sends('2026-W47'),
  ],
  [
    'is never sent without one day of its week',
    { deliveredThrough: '2026-11-15', ...at('2026-11-27T07:00:00Z') },
    { what: 'wait' },
  ],
  ['has no data at all', { deliveredThrough: null }, { what: 'wait' }],
  [
    'after three weeks without a server only the newest is caught up',
    { ...at('2026-12-16T12:00:00Z'), deliveredThrough: '2026-12-14', ...made('2026-W46') },
    sends('2026-W50', 'catch-up'),
  ],
  [
    'a schedule that is new has missed nothing',
    { ...at('2026-11-26T12:00:00Z'), firstSeen: new Date('2026-11-25T09:00:00Z') },
    { what: 'nothing' },
  ],
  [
    'week 53 is due on the first Monday of the year',
    { ...at('2027-01-04T07:00:00Z'), deliveredThrough: '2027-01-03', ...madeUntil('2026-W52') },
    sends('2026-W53'),
  ],
  [
    'on a leap day',
    {
      ...{ timetable: { ...input.timetable, day: 'thursday' as const }, ...at('2024-02-29T07:00:00Z') },
      ...{ firstSeen: new Date('2024-01-01'), deliveredThrough: '2024-02-25', ...madeUntil('2024-W07') },
    },
    sends('2024-W08'),
  ],
  [
    'the hour that clocks leave out in spring delays it by no week',
    {
      timetable: { day: 'sunday', time: '02:30', timezone: 'Europe/Berlin' },
      ...{ ...at('2026-03-29T01:30:00Z'), deliveredThrough: '2026-03-22', ...madeUntil('2026-W11') },
    },
    sends('2026-W12'),
  ],
  [
    'the hour that comes twice in autumn sends nothing the second time',
    {
      timetable: { day: 'sunday', time: '02:30', timezone: 'Europe/Berlin' },
      ...{ ...at('2026-10-25T01:30:00Z'), deliveredThrough: '2026-10-18', ...madeUntil('2026-W42') },
    },
    { what: 'nothing' },
  ],
])('%s', (_name, given, expected) => {
  expect(decideDue({ ...input, ...given })).toMatchObject(expected)
})

test.each<[string, Partial<DueInput>, readonly string[]]>([
  [
    'three weeks without a server miss all but the newest',
    { ...at('2026-12-16T12:00:00Z'), deliveredThrough: '2026-12-14', ...madeUntil('2026-W46') },
    ['2026-W47', '2026-W48', '2026-W49'],
  ],
  ['a server that ran has missed none', madeUntil('2026-W46'), []],
  [
    'over the end of a year with 53 weeks',
    { ...at('2027-01-13T12:00:00Z'), deliveredThrough: '2027-01-10', ...madeUntil('2026-W51') },
    ['2026-W52', '2026-W53'],
  ],
  [
    'what was due before the schedule was there is not missed',
    { firstSeen: new Date('2026-11-10') },
    ['2026-W46'],
  ],
  ['weeks before the data are not missed', { oldestDay: '2026-11-12' }, ['2026-W46']],
  [
    'weeks of which no day is delivered wait for it',
    { deliveredThrough: '2026-11-08', ...madeUntil('2026-W44') },
    ['2026-W45'],
  ],
  ['at most twelve are made up for', madeUntil('2025-W52'), weeks(35, 46)],
  ['without data there is nothing to make', { oldestDay: null, deliveredThrough: null }, []],
])('%s', (_name, given, expected) => {
  expect(missedPeriods({ ...input, ...given }).map(({ key }) => key)).toEqual(expected)
})

function weeks(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `2026-W${first + index}`)
}
