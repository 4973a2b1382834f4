import { afterEach, describe, expect, test } from 'vitest'
import { insertFacts } from '../../queries/fact-builder.ts'
import type { AlertRow } from '../alert-rows.ts'
import { type AlertsBed, dailyFacts, openAlertsBed } from '../test-kit.ts'
import { escalate, wake } from './decide-people.ts'

const SETTINGS = {
  ...{ trialDays: 14, keepDays: 400, quiet: [], digest: [] },
  escalate: { afterHours: 24, to: ['email:head@example.com'] },
}

function standing(given: Partial<AlertRow>): AlertRow {
  const message = { kind: 'budget', severity: 'critical', title: 'A', sentence: 'A.', headline: 'h' } as const
  return {
    ...{ id: 'alt_1', fingerprint: 'f', kind: 'budget', entity: 'all', team: null, rule: 'actual-100' },
    ...{
      period: '2026-11',
      severity: 'critical',
      state: 'open',
      reason: null,
      actor: null,
      snoozed_until: null,
    },
    ...{
      figure: null,
      escalated: false,
      created_at: '2026-11-23T10:00:00Z',
      updated_at: '2026-11-23T10:00:00Z',
    },
    message: { ...message, lines: [], fields: [], fixes: [], open: { label: 'o', url: null }, footer: 'f' },
    ...given,
  }
}

describe('an alert that nobody acknowledges', () => {
  test.each<readonly [string, string, Partial<AlertRow>, boolean]>([
    ['a second before its day is over', '2026-11-24T09:59:59Z', {}, false],
    ['when its day is over', '2026-11-24T10:00:00Z', {}, true],
    ['after a start at that moment, once it has', '2026-11-24T10:00:00Z', { escalated: true }, false],
    ['after three weeks without a server', '2026-12-14T10:00:00Z', {}, true],
    ['after a day of 23 hours', '2026-03-29T12:00:00Z', { created_at: '2026-03-28T12:00:00Z' }, true],
    ['within a day of 25 hours', '2026-10-25T11:00:00Z', { created_at: '2026-10-24T12:00:00Z' }, false],
    ['over a leap day', '2028-03-01T00:00:00Z', { created_at: '2028-02-29T00:00:00Z' }, true],
    ['by a clock that was set back', '2026-11-22T10:00:00Z', {}, false],
    ['where somebody has', '2026-11-25T10:00:00Z', { state: 'acknowledged' }, false],
  ])('goes on to others %s', (_, now, given, told) => {
    expect(escalate([standing(given)], new Date(now), SETTINGS).map(({ channel }) => channel)).toEqual(
      told ? ['email:head@example.com'] : [],
    )
  })
})

test.each([
  ['the second before its day', '2028-02-28T23:59:59Z', '2028-02-29', 0],
  ['as its leap day begins', '2028-02-29T00:00:00Z', '2028-02-29', 1],
  ['after three weeks without a server', '2026-12-14T10:00:00Z', '2026-11-26', 1],
  ['in week 53', '2026-12-31T00:00:00Z', '2026-12-31', 1],
])('a snooze ends: %s', (_, now, until, count) => {
  const row = standing({ state: 'snoozed', snoozed_until: until })

  expect(wake([row], new Date(now))).toHaveLength(count)
})

describe('a budget', () => {
  let bed: AlertsBed

  afterEach(() => bed.close())

  const thresholds = 'thresholds: [{ percent: 100, on: actual }]'
  const told = () =>
    bed.rows(
      `select period, count(*)::integer as n from alert where kind = 'budget' group by period order by period`,
    )
  /** Starts a server at a moment, after the bill has come up to a day. */
  async function start(now: string, from: string, end: string, billed: string): Promise<void> {
    await bed.db.writer.withTransaction((connection) =>
      insertFacts(connection, dailyFacts(from, end, billed)),
    )
    bed.now = new Date(now)
    await bed.alerting().tick()
    await bed.alerting().tick()
  }

  test('by weeks is told once in the month that has week 53, whatever the year, and again in the next', async () => {
    bed = await openAlertsBed(
      dailyFacts('2026-11-23', '2026-12-29', '10'),
      `budgets: [{ id: all, name: All, amount: 380, calendar: 4-4-5, ${thresholds} }]`,
    )
    await start('2027-01-03T12:00:00Z', '2026-12-29', '2027-01-01', '10')
    expect(await told()).toEqual([{ period: 'FY2026-P12', n: 1 }])

    await start('2027-01-06T12:00:00Z', '2027-01-01', '2027-01-04', '10')
    await start('2027-01-10T12:00:00Z', '2027-01-04', '2027-01-08', '100')

    expect(await told()).toEqual([
      { period: 'FY2026-P12', n: 1 },
      { period: 'FY2027-P01', n: 1 },
    ])
  })

  test('that is used up on a leap day is told of February, also after three weeks without a server', async () => {
    bed = await openAlertsBed(
      dailyFacts('2028-02-01', '2028-02-20', '10'),
      `budgets: [{ id: all, name: All, amount: 290, ${thresholds} }]`,
    )
    await start('2028-02-22T12:00:00Z', '2028-02-20', '2028-02-20', '10')
    expect(await told()).toEqual([])

    await start('2028-03-14T12:00:00Z', '2028-02-20', '2028-03-12', '10')

    expect(await told()).toEqual([{ period: '2028-02', n: 1 }])
    const [line] = await bed.rows('select message from alert')
    expect(String(line?.['message'])).toContain('29 Feb 2028')
  })
})
