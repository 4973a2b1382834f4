import { expect, test } from 'vitest'
import { dueWindows } from './due-windows.ts'
import { testRun } from './test-context.ts'
import { days, months, snapshot } from './windows.ts'

const window = { key: 'any', since: '2026-11-01', until: '2026-11-02' }

function plan(now: string, range = {}) {
  const run = testRun(window, { now: `${now}T08:00:00Z`, range })
  run.remove()
  return run.plan
}

test('months are whole, up to today, and the last two may change', () => {
  const windows = months({ back: 12 })({}, plan('2026-11-23'))

  expect(windows).toHaveLength(13)
  expect(windows[0]).toEqual({ key: '2026-11', since: '2026-11-01', until: '2026-11-24', mayChange: true })
  expect(windows[1]).toEqual({ key: '2026-10', since: '2026-10-01', until: '2026-11-01', mayChange: true })
  expect(windows[12]).toEqual({ key: '2025-11', since: '2025-11-01', until: '2025-12-01', mayChange: false })
})

test('the first day of a month is asked for to its end', () => {
  expect(months({ back: 0 })({}, plan('2026-11-01'))).toMatchObject([
    { since: '2026-11-01', until: '2026-11-02' },
  ])
})

test('the last day of a month ends where the month ends', () => {
  expect(months({ back: 0 })({}, plan('2026-02-28'))).toMatchObject([
    { since: '2026-02-01', until: '2026-03-01' },
  ])
})

test('a person may ask for months farther back', () => {
  expect(months({ back: 1 })({}, plan('2026-11-23', { since: '2026-07-15' })).map(({ key }) => key)).toEqual([
    '2026-11',
    '2026-10',
    '2026-09',
    '2026-08',
    '2026-07',
  ])
})

test('windows of days lie on the same marks whatever the day', () => {
  const on = (day: string) => days({ back: 20, length: 7, changing: 3 })({}, plan(day))
  const keys = new Set([...on('2026-11-22'), ...on('2026-11-23'), ...on('2026-11-24')].map(({ key }) => key))

  // 20 days back touch at most four weeks
  expect(keys.size).toBeLessThanOrEqual(5)
  expect(on('2026-11-23')[0]?.until).toBe('2026-11-24')
  expect(on('2026-11-23').filter(({ mayChange }) => mayChange)).toHaveLength(1)
})

test('days without length are single days, of which the last may change', () => {
  const windows = days({ back: 3, changing: 2 })({}, plan('2026-11-23'))

  expect(windows.map(({ key, mayChange }) => `${key} ${mayChange}`)).toEqual([
    '2026-11-23 true',
    '2026-11-22 true',
    '2026-11-21 false',
    '2026-11-20 false',
  ])
})

test('a snapshot is due every day, or once in so many days', () => {
  const version = (day: string) => snapshot({ everyDays: 7 })({}, plan(day))[0]?.version

  expect(snapshot()({}, plan('2026-11-23'))).toEqual([
    { key: 'now', since: '2026-11-23', until: '2026-11-24', mayChange: true },
  ])
  const versions = Array.from({ length: 14 }, (_, day) =>
    version(`2026-11-${String(day + 1).padStart(2, '0')}`),
  )
  expect(new Set(versions).size).toBe(3)
})

const old = { key: '2026-08', since: '2026-08-01', until: '2026-09-01', mayChange: false }
const read = { estimated: false, collectedAt: '2026-11-20T00:00:00Z' }

test.each([
  ['never read', old, undefined, true],
  ['read, and settled', old, read, false],
  ['read, and estimated', old, { ...read, estimated: true }, true],
  ['read, and may change', { ...old, mayChange: true }, read, true],
  ['read in this version', { ...old, version: 'a', mayChange: true }, { ...read, version: 'a' }, false],
  ['read in another version', { ...old, version: 'b' }, { ...read, version: 'a' }, true],
  ['read before it had a version', { ...old, version: 'b' }, read, true],
])('a window that was %s', (_case, planned, previous, due) => {
  const remembered = previous === undefined ? {} : { '2026-08': previous }

  expect(dueWindows([planned], { range: {}, remembered })).toHaveLength(due ? 1 : 0)
})

test.each([
  ['since', { since: '2026-09-15' }, ['2026-11', '2026-10', '2026-09']],
  ['since and until', { since: '2026-08-15', until: '2026-10-01' }, ['2026-09', '2026-08']],
  ['until in the middle of a month', { since: '2026-09-01', until: '2026-10-02' }, ['2026-10', '2026-09']],
  ['until in the future', { since: '2026-11-01', until: '2027-01-01' }, ['2026-11']],
])('%s takes every window that it touches, newest first, read or not', (_case, range, expected) => {
  const planned = months({ back: 12 })({}, plan('2026-11-23', range)).toReversed()
  const remembered = Object.fromEntries(planned.map(({ key }) => [key, read]))

  expect(dueWindows(planned, { range, remembered }).map(({ key }) => key)).toEqual(expected)
})
