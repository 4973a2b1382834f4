import { expect, test } from 'vitest'
import type { Backtest } from './backtest.ts'
import { backtestOf, backtestReport, withBacktest } from './backtest-report.ts'
import type { Labelled, PastClaim } from './label.ts'

const claim = (rule: string): PastClaim => ({
  rule,
  stage: 'delete',
  currency: 'USD',
  card: rule,
  resources: ['a'],
  counted: 100,
  monthlyCost: 100,
  commitment: null,
})
const labelled = (
  rule: string,
  outcome: Labelled['outcome'],
  claimed: number,
  realised: number,
): Labelled => ({
  claim: claim(rule),
  outcome,
  claimed,
  realised,
  oracle: null,
})
const found = (...all: Labelled[]): Backtest => ({
  months: [
    {
      day: '2026-06-30',
      until: '2026-08-29',
      labelled: all,
      hindsight: { units: 3, later: 1, older: 1 },
      metricDays: 12,
    },
  ],
  errors: [],
})

test('shares are of the dollars that can be told', () => {
  const report = backtestReport(
    found(
      labelled('IDLE-01', 'held', 60, 30),
      labelled('IDLE-01', 'refuted', 20, 0),
      labelled('IDLE-01', 'unknown', 20, 0),
    ),
    '2026-11-23',
    'a data folder',
  )
  expect(report).toContain('| IDLE-01 | 3 | 100 | 75 % | 0 % | 25 % | 20 % | 30 | 0.38 |  |')
  expect(report).toContain('of 3 deliveries of the bill 1 came later')
})

test('the backtest takes its place in the page and leaves the rest', () => {
  const page = '# Score\n\n## In total\n\ntable\n'
  const first = withBacktest(page, '## Backtest\n\none')
  expect(first).toBe('# Score\n\n## In total\n\ntable\n\n## Backtest\n\none\n')
  expect(withBacktest(first, '## Backtest\n\ntwo')).toBe(
    '# Score\n\n## In total\n\ntable\n\n## Backtest\n\ntwo\n',
  )
  expect(backtestOf(first)).toBe('## Backtest\n\none')
  expect(withBacktest('# New\n', backtestOf(first))).toBe('# New\n\n## Backtest\n\none\n')
  expect(backtestOf(page)).toBe('')
  expect(withBacktest(page, '')).toBe(page)
})

test('what stands behind the backtest stays behind it', () => {
  const page = '# Score\n\n## Backtest\n\nold\n\n## After\n\nmore\n'
  expect(withBacktest(page, '## Backtest\n\nnew')).toBe('# Score\n\n## Backtest\n\nnew\n\n## After\n\nmore\n')
})
