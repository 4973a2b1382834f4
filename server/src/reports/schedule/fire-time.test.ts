import { parsePeriod, type ReportPeriod } from '@outlay/shared/report-periods'
import { scheduleInWords } from '@outlay/shared/report-schedule'
import { expect, test } from 'vitest'
import { fireTime, lastDue, nextDue, type Timetable } from './fire-time.ts'

const berlin: Timetable = { day: 'monday', time: '08:00', timezone: 'Europe/Berlin' }

function period(key: string): ReportPeriod {
  const found = parsePeriod(key)
  if (found === undefined) throw new Error(key)
  return found
}

test.each<[string, string, Partial<Timetable>, string]>([
  ['leaves on the Monday after the week', '2026-W47', {}, '2026-11-23T07:00:00.000Z'],
  ['or on a later day of that week', '2026-W47', { day: 'wednesday' }, '2026-11-25T07:00:00.000Z'],
  ['in summer time', '2026-W28', {}, '2026-07-13T06:00:00.000Z'],
  ['the day after clocks went forward', '2026-W13', {}, '2026-03-30T06:00:00.000Z'],
  ['the day after clocks went back', '2026-W43', {}, '2026-10-26T07:00:00.000Z'],
  [
    'a time that comes twice counts once',
    '2026-W42',
    { day: 'sunday', time: '02:30' },
    '2026-10-25T00:30:00.000Z',
  ],
  ['after week 53', '2026-W53', {}, '2027-01-04T07:00:00.000Z'],
  ['on a leap day', '2024-W08', { day: 'thursday' }, '2024-02-29T07:00:00.000Z'],
  ['a month, on a day of the month after it', '2026-10', { day: 5 }, '2026-11-05T07:00:00.000Z'],
  ['on the last day that every month has', '2024-01', { day: 28 }, '2024-02-28T07:00:00.000Z'],
  ['a month, on the first Monday after it', '2026-10', {}, '2026-11-02T07:00:00.000Z'],
  [
    'east of the date line before the day of UTC has begun',
    '2026-W47',
    { timezone: 'Pacific/Kiritimati' },
    '2026-11-22T18:00:00.000Z',
  ],
])('%s', (_name, key, given, expected) => {
  expect(fireTime(period(key), { ...berlin, ...given }).toISOString()).toBe(expected)
})

test('a time that the change of clocks leaves out comes once, within an hour of it', () => {
  const fires = fireTime(period('2026-W12'), { ...berlin, day: 'sunday', time: '02:30' })

  expect(['2026-03-29T00:30:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-29T01:30:00.000Z']).toContain(
    fires.toISOString(),
  )
})

test('every week of three years is due exactly once, in order', () => {
  let now = new Date('2024-01-01T00:00:00Z')
  const due: string[] = []
  while (now < new Date('2027-02-01T00:00:00Z')) {
    now = nextDue('week', berlin, now)
    due.push(lastDue('week', berlin, now).period.key)
  }
  expect(new Set(due).size).toBe(due.length)
  expect(due.slice(0, 2)).toEqual(['2023-W52', '2024-W01'])
  expect(due).toContain('2026-W53')
  expect(due).toHaveLength(162)
})

test('a schedule is told in words', () => {
  expect(scheduleInWords('week', berlin)).toBe('Mondays at 08:00, Europe/Berlin')
  expect(scheduleInWords('month', berlin)).toBe('First Monday of the month at 08:00, Europe/Berlin')
  const on = (day: number) => scheduleInWords('month', { ...berlin, day }).split(' at ')[0]
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 28].map(on).join(', ')).toBe(
    [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 28]
      .map(
        (day, index) => `On the ${day}${'st nd rd th th th th st nd rd th'.split(' ')[index]} of the month`,
      )
      .join(', '),
  )
})
