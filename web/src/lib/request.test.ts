import { expect, test } from 'vitest'
import { alignmentOf, costsQuery, granularityOf } from './request.ts'
import { DEFAULT_VIEW } from './view.ts'

const range = { start: '2026-11-01', end: '2026-11-22' }

test('a plain question sends no defaults', () => {
  expect(costsQuery(DEFAULT_VIEW, range, { granularity: 'daily', groupBy: ['provider'] })).toBe(
    'start=2026-11-01&end=2026-11-22&granularity=daily&groupBy=provider',
  )
})

test('money, team, filters and comparison go along', () => {
  const view = {
    ...DEFAULT_VIEW,
    metric: 'billed',
    charges: 'all',
    currency: 'EUR',
    team: 'ml',
    filters: [{ dim: 'service', op: 'not', value: 'Tax' }],
  } as const

  const query = new URLSearchParams(
    costsQuery(view, range, { granularity: 'total', groupBy: [], compare: true }),
  )

  expect(Object.fromEntries(query)).toMatchObject({
    metric: 'billed',
    charges: 'all',
    currency: 'EUR',
    align: 'date',
  })
  expect(query.getAll('filter')).toEqual(['service:not:Tax', 'team:is:ml'])
})

test('alignment is never sent without a comparison, which the server refuses', () => {
  const query = costsQuery({ ...DEFAULT_VIEW, compare: 'none', align: 'dow' }, range, {
    granularity: 'total',
    groupBy: [],
    compare: true,
  })

  expect(query).not.toContain('align')
})

test.each([
  { period: 'mtd', end: '2026-11-22', align: 'date' },
  { period: '7d', end: '2026-11-08', align: 'dow' },
  { period: '91d', end: '2027-01-31', align: 'date' },
])('$period pairs its days by $align', ({ period, end, align }) => {
  expect(alignmentOf({ ...DEFAULT_VIEW, period }, { start: '2026-11-01', end })).toBe(align)
})

test('longer periods are drawn by week, the longest by month', () => {
  expect(granularityOf(DEFAULT_VIEW, { start: '2026-08-20', end: '2026-11-19' })).toBe('weekly')
  expect(granularityOf(DEFAULT_VIEW, range)).toBe('daily')
  expect(granularityOf(DEFAULT_VIEW, { start: '2026-01-01', end: '2026-11-22' })).toBe('monthly')
})
