import { expect, test } from 'vitest'
import { planMonths } from './plan-months.ts'

const today = '2026-11-23'
const read = (estimated: boolean) => ({ estimated, collectedAt: '2026-11-20T00:00:00Z' })
const months = (names: readonly string[], estimated = false) =>
  Object.fromEntries(names.map((name) => [name, read(estimated)]))
const OLD = [
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
  '2026-11',
]

test('the first run takes thirteen months, newest first, up to today', () => {
  const plan = planMonths({ today, memory: { months: {} } })

  expect(plan).toHaveLength(13)
  expect(plan[0]).toEqual({ month: '2026-11', since: '2026-11-01', until: '2026-11-24' })
  expect(plan[1]).toEqual({ month: '2026-10', since: '2026-10-01', until: '2026-11-01' })
  expect(plan[12]).toEqual({ month: '2025-11', since: '2025-11-01', until: '2025-12-01' })
})

test.each([
  ['settled months are left alone', months(OLD), ['2026-11', '2026-10']],
  [
    'a month that was estimated is read again',
    { ...months(OLD), '2026-08': read(true) },
    ['2026-11', '2026-10', '2026-08'],
  ],
  [
    'a month that failed is read again',
    months(OLD.filter((name) => name !== '2026-03')),
    ['2026-11', '2026-10', '2026-03'],
  ],
])('%s', (_case, remembered, expected) => {
  expect(planMonths({ today, memory: { months: remembered } }).map(({ month }) => month)).toEqual(expected)
})

test.each([
  ['since', { since: '2026-09-15' }, ['2026-11', '2026-10', '2026-09']],
  ['since and until', { since: '2026-08-15', until: '2026-10-01' }, ['2026-09', '2026-08']],
  ['until in the middle of a month', { since: '2026-09-01', until: '2026-10-02' }, ['2026-10', '2026-09']],
  ['until in the future', { since: '2026-11-01', until: '2027-01-01' }, ['2026-11']],
])('%s takes every month that it touches, whole', (_case, range, expected) => {
  const plan = planMonths({ today, memory: { months: months(OLD) }, ...range })

  expect(plan.map(({ month }) => month)).toEqual(expected)
  expect(plan.every(({ since }) => since.endsWith('-01'))).toBe(true)
})

test('the first day of a month is asked for to its end', () => {
  expect(planMonths({ today: '2026-11-01', memory: { months: {} } })[0]).toMatchObject({
    since: '2026-11-01',
    until: '2026-11-02',
  })
})
