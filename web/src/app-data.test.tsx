import type { CostRow, CostsAnswer, OverviewAnswer } from '@outlay/shared/api'
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { asked, costs, meta, openApp, sources, useApp } from './test-app.tsx'

useApp()

const overview: OverviewAnswer = {
  sentence: 'Spend is $308K this month.',
  basis: { metric: 'effective', charges: 'cost' },
  currency: 'USD',
  currencies: [
    { currency: 'USD', total: '308000' },
    { currency: 'EUR', total: '11402.5' },
  ],
  period: { start: '2026-11-01', end: '2026-11-22', dataThrough: '2026-11-21', partialFrom: '2026-11-22' },
  tiles: [
    {
      id: 'month_to_date',
      label: 'Month to date',
      amount: '308000',
      previous: null,
      previousLabel: 'same days last month',
      sparkline: [],
      note: null,
      start: '2026-11-01',
      end: '2026-11-22',
      basis: { metric: 'effective', charges: 'cost' },
    },
  ],
  daily: [
    { day: '2026-11-20', group: 'aws', cost: '10' },
    { day: '2026-11-21', group: 'aws', cost: '11' },
  ],
  movers: [],
  warnings: [],
}
const team = (name: string, cost: string): CostRow => ({ period: '2026-11-01', group: [name], cost })
const teams: CostsAnswer = {
  data: [team('search', '900'), team('maps', '300'), { ...team('', '28000'), group: [null], other: true }],
  meta: { ...costs.meta, groups: 9, other: { members: 7, cost: '28000' } },
}

test('the Overview names the other currencies, the days of its chart and the teams that it does not list', async () => {
  const router = openApp('/', { '/api/v1/overview': () => overview, '/api/v1/costs': () => teams })

  expect(await screen.findByRole('figure', { name: 'Daily cost by provider, last 2 days' })).toBeTruthy()
  expect(screen.getByText('no history to compare with')).toBeTruthy()
  expect(await screen.findByText('There is no history to compare with yet.')).toBeTruthy()
  const rest = await screen.findByRole('link', { name: /7 more teams/ })
  expect(rest.textContent).toContain('$28,000')
  expect(rest.getAttribute('href')).toBe('/explore?by=team')

  fireEvent.click(screen.getByRole('link', { name: '€11.4K in EUR' }))

  await vi.waitFor(() => expect(router.state.location.searchStr).toBe('?cur=EUR'))
})

test('a warning of a kind that this version does not know is shown in its own words', async () => {
  const warnings = [{ code: 'moon_phase', message: 'The moon is full.' }]
  openApp('/explore', { '/api/v1/costs': () => ({ ...costs, meta: { ...costs.meta, warnings } }) })

  expect(await screen.findByText('The moon is full.')).toBeTruthy()
})

test('a value named Other and all others are told apart', async () => {
  const data: readonly CostRow[] = [
    { period: '2026-11-01', group: ['Other'], cost: '60' },
    { period: '2026-11-01', group: [null], cost: '20', other: true },
  ]
  openApp('/explore?by=tag:env', { '/api/v1/costs': () => ({ data, meta: costs.meta }) })

  const legend = await screen.findByRole('button', { name: /^All others \(10 groups\)/ })

  expect(legend.querySelector('.rest')).not.toBeNull()
  const named = screen.getByRole('button', { name: /^Other \$60/ })
  expect(named.querySelector('.rest')).toBeNull()
})

test('the SQL of a pivot is that of its own question, and its rows those of the same lines', async () => {
  const answer = { ...costs, meta: { ...costs.meta, sql: 'select 1', params: {} } }
  openApp('/explore?by=service&by2=region&f=region:is:eu-1', { '/api/v1/costs': () => answer })
  const details = (await screen.findByText('Show working')).closest('details')

  if (details !== null) details.open = true
  details?.dispatchEvent(new Event('toggle'))

  await screen.findByText('select 1')
  const question = (url: URL) => [...url.searchParams].filter(([key]) => key !== 'explain')
  const explained = asked.find(({ searchParams }) => searchParams.has('explain'))
  const table = asked.find(
    ({ searchParams }) => !searchParams.has('explain') && searchParams.get('granularity') === 'total',
  )
  expect(explained && question(explained)).toEqual(table && question(table))
  const rows = asked.find(({ pathname }) => pathname === '/api/v1/costs/rows')
  expect(Object.fromEntries(rows?.searchParams ?? [])).toEqual({
    start: '2026-11-01',
    end: '2026-11-22',
    metric: 'effective',
    charges: 'cost',
    currency: 'USD',
    filter: 'region:is:eu-1',
  })
})

test('an empty data folder says how to load a bill and draws no bridge', async () => {
  openApp('/sources', {
    '/api/v1/meta': () => ({ ...meta, sources: [], dataThrough: null, dataFrom: null }),
    '/api/v1/sources': () => ({ data: [], collecting: [] }),
    '/api/v1/imports': () => ({ data: [] }),
    '/api/v1/restatements': () => ({ data: [] }),
  })

  expect(await screen.findByText('No source yet')).toBeTruthy()
  expect(screen.getByText(/pnpm outlay import/)).toBeTruthy()
  expect(document.body.textContent).not.toContain('Every cent')
  expect(screen.queryByRole('figure')).toBeNull()
})

test('a held import is accepted or opened from its source as well as from the ledger', async () => {
  const held = {
    id: 'imp-2',
    delivery: 'd',
    source: 'aws-main',
    kind: 'costs',
    format: 'focus',
    grain: 'resource',
    provider: 'aws',
    billingAccount: '1',
    billingPeriod: '2026-11',
    state: 'held',
    files: ['bill.csv'],
    rowsIn: 10,
    rowsKept: 10,
    rowsRejected: 0,
    totals: [],
    replaces: null,
    message: 'Held: … Accept it with "outlay imports accept imp-2".',
    createdAt: '2026-11-22T00:00:00Z',
  }
  const source = { ...sources.data[0], state: 'held', message: held.message }
  const router = openApp('/sources', {
    '/api/v1/sources': () => ({ data: [source], collecting: [] }),
    '/api/v1/imports': () => ({ data: [held] }),
    '/api/v1/imports/imp-2': () => held,
  })

  const table = await screen.findByRole('table', { name: 'Sources' })
  await vi.waitFor(() => expect(screen.getAllByRole('button', { name: 'Accept' })).toHaveLength(2))
  expect(document.body.textContent).not.toContain('outlay imports accept')

  fireEvent.click(within(table).getByRole('button', { name: 'Details' }))

  await vi.waitFor(() => expect(router.state.location.searchStr).toBe('?sel=imp-2'))
})

test('the demo’s banner counts the clouds that are known', async () => {
  const [source] = meta.sources
  const sources = ['aws', 'azure', 'gcp', ''].map((provider) => ({ ...source, id: provider, provider }))
  openApp('/explore', {
    '/api/v1/meta': () => ({ ...meta, demo: true, sources }),
    '/api/v1/costs': () => costs,
  })

  expect(await screen.findByText(/an invented company on 3 clouds/)).toBeTruthy()
})
