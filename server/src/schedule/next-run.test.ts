import type { CollectRun } from '@outlay/shared/collect'
import { expect, test } from 'vitest'
import { cronFault } from './cron.ts'
import { DEFAULT_SCHEDULE, isCatchUp, nextRunAt } from './next-run.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const HALF_HOUR = 30 * 60_000

function ended(
  startedAt: string,
  kind: string | null = null,
  endedAt: string | null = startedAt,
): CollectRun {
  return {
    id: startedAt,
    trigger: 'schedule',
    startedAt,
    endedAt,
    state: kind === null ? 'ok' : 'failed',
    rows: 0,
    rowsApplied: 0,
    billed: {},
    requests: 0,
    freeRequests: 0,
    requestCost: '0',
    parts: [],
    fault: kind === null ? null : { kind, message: '', vendorCode: null, grant: null, help: '' },
  }
}

const next = (runs: readonly CollectRun[], schedule = DEFAULT_SCHEDULE, source = 'payer') =>
  nextRunAt({ source, schedule, runs, now: NOW })

test('a source that never ran runs now, and so does one whose process was ended', () => {
  expect(next([])).toEqual(NOW)
  expect(next([ended('2026-11-23T11:00:00Z', null, null)])).toEqual(NOW)
})

test('else it runs within half an hour of its time, always the same', () => {
  const time = next([ended('2026-11-23T05:20:00Z')])
  const late = (time?.getTime() ?? 0) - Date.parse('2026-11-24T05:17:00Z')

  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(HALF_HOUR)
  expect(next([ended('2026-11-23T05:20:00Z')])).toEqual(time)
})

test('sources do not start together', () => {
  const times = ['a', 'b', 'c', 'd'].map((source) =>
    next([ended('2026-11-23T05:20:00Z')], '0 5 * * *', source)?.getTime(),
  )

  expect(new Set(times).size).toBe(4)
})

test('many missed runs are one run, due since the first of them', () => {
  const due = next([ended('2026-11-02T05:20:00Z')])

  expect(due && due < new Date('2026-11-03T05:50:00Z')).toBe(true)
  expect(due && isCatchUp(due, NOW)).toBe(true)
})

test('a run that began early for its jitter does not run twice', () => {
  const due = next([ended('2026-11-23T05:17:01Z')])

  expect(due && due >= new Date('2026-11-24T05:17:00Z')).toBe(true)
})

test('off means by hand only', () => {
  expect(next([], 'off')).toBeNull()
})

test.each([
  ['upstream', ['upstream'], '2026-11-23T06:30:00Z'],
  ['throttled, the second in a row', ['throttled', 'upstream'], '2026-11-23T07:30:00Z'],
  ['the third', ['upstream', 'upstream', 'upstream'], '2026-11-23T09:30:00Z'],
])('a fault that passes is tried again: %s', (_case, kinds, expected) => {
  const runs = kinds.map((kind) => ended('2026-11-23T05:20:00Z', kind, '2026-11-23T05:30:00Z'))

  expect(next(runs)).toEqual(new Date(expected))
})

test.each(['auth', 'permission', 'not_enabled', 'quota', 'budget', 'bad_request'])(
  '%s waits for the regular time',
  (kind) => {
    expect(next([ended('2026-11-23T05:20:00Z', kind)])).toEqual(next([ended('2026-11-23T05:20:00Z')]))
  },
)

test('whoever fails all day is not asked more often than every schedule', () => {
  const runs = Array.from({ length: 5 }, () => ended('2026-11-23T05:20:00Z', 'upstream'))

  expect(next(runs)).toEqual(next([ended('2026-11-23T05:20:00Z')]))
})

test.each([
  ['0 5 * * *', null],
  ['*/15 * * * *', null],
  ['0 5 * * 1-5', null],
  ['0 5 * *', /five fields/],
  ['0 0 5 * * *', /five fields/],
  ['@daily', /five fields/],
  ['61 5 * * *', /./],
  ['0 5 30 2 *', /no day fits/],
])('%s as a schedule', (text, fault) => {
  if (fault === null) expect(cronFault(text)).toBeNull()
  else expect(cronFault(text)).toMatch(fault)
})
