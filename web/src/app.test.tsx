import type { CostsAnswer, MetaAnswer } from '@outlay/shared/api'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createQueryClient } from './lib/queries.ts'
import { createAppRouter } from './router.tsx'

const meta: MetaAnswer = {
  version: '0.1.0',
  demo: false,
  dataVersion: '1',
  currencies: ['USD'],
  dataFrom: '2026-09-01',
  dataThrough: '2026-11-21',
  partialFrom: '2026-11-22',
  promotedTags: ['env'],
  tagKeys: ['env'],
  teams: [],
  sources: [
    {
      id: 'aws-main',
      provider: 'aws',
      billingAccount: '1',
      billingAccountName: null,
      grain: 'resource',
      state: 'ok',
      dataFrom: '2026-09-01',
      dataThrough: '2026-11-21',
      lastImportAt: null,
      rows: 10,
      message: null,
    },
  ],
  today: '2026-11-23',
}
const costs: CostsAnswer = {
  data: [
    { period: '2026-11-01', group: ['aws'], cost: '60.5', previousCost: '50' },
    { period: '2026-11-01', group: [null], cost: '12.25', previousCost: '10' },
    { period: '2026-11-01', group: [null], cost: '7.25', previousCost: '0', other: true },
  ],
  meta: {
    basis: { metric: 'effective', charges: 'cost' },
    total: '80',
    previousTotal: '60',
    previous: { start: '2026-10-01', end: '2026-10-22', align: 'date' },
    currency: 'USD',
    currencies: [{ currency: 'USD', total: '80' }],
    dataThrough: '2026-11-21',
    partialFrom: '2026-11-22',
    groups: 12,
    other: { members: 10, cost: '7.25' },
    start: '2026-11-01',
    end: '2026-11-22',
    warnings: [],
  },
}

// A busy machine needs longer than a second for the first lazy page.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

type Answers = Record<string, (url: URL) => unknown>
let asked: URL[]

beforeEach(() => {
  asked = []
  vi.stubGlobal('scrollTo', () => {})
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The app at an address, on answers by path; a path without one answers 500. */
function open(address: string, answers: Answers) {
  const known: Answers = {
    '/api/v1/meta': () => meta,
    '/api/v1/dimensions/service/values': () => ({ data: [] }),
    ...answers,
  }
  vi.stubGlobal('fetch', async (path: string) => {
    const url = new URL(path, 'http://outlay.test')
    asked.push(url)
    const answer = known[url.pathname]
    const body =
      answer === undefined
        ? { error: { code: 'INTERNAL', message: 'It broke.', requestId: 'r-1' } }
        : answer(url)
    return new Response(JSON.stringify(body), { status: answer === undefined ? 500 : 200 })
  })
  const client = createQueryClient()
  const router = createAppRouter(client, createMemoryHistory({ initialEntries: [address] }))
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return router
}

test('the Explorer asks the view’s question and shows its total and groups', async () => {
  open('/explore', { '/api/v1/costs': () => costs })

  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })
  const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
    row.querySelector('th')?.textContent?.trim(),
  )

  expect(screen.getByTestId('total').getAttribute('value')).toBe('80')
  expect(rows).toEqual(['Total', 'AWS', 'Other', 'No provider'])
  expect(screen.getByText('12 groups, showing 2; Other = 10 groups, $7.25')).toBeTruthy()
  const query = asked.find(({ searchParams }) => searchParams.get('granularity') === 'total')?.searchParams
  expect(Object.fromEntries(query ?? [])).toMatchObject({
    start: '2026-11-01',
    end: '2026-11-22',
    compare: 'previous',
  })
})

test('a click on a name narrows the question and asks by the next dimension', async () => {
  const router = open('/explore', { '/api/v1/costs': () => costs })
  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })

  fireEvent.click(within(table).getByRole('button', { name: 'AWS' }))

  await screen.findByRole('button', { name: 'Remove filter: Provider is AWS' })
  expect(router.state.location.searchStr).toBe('?by=service&f=provider:is:aws')
})

test('Alt and a click leave a group out', async () => {
  const router = open('/explore', { '/api/v1/costs': () => costs })
  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })

  fireEvent.click(within(table).getByRole('button', { name: 'AWS' }), { altKey: true })

  await screen.findByRole('button', { name: 'Remove filter: Provider is not AWS' })
  expect(router.state.location.searchStr).toBe('?f=provider:not:aws')
})

const nothing: CostsAnswer = { data: [], meta: { ...costs.meta, total: '0', groups: 0, other: null } }

test('filters that match nothing can be taken back one by one', async () => {
  const router = open('/explore?f=service:is:Tax', { '/api/v1/costs': () => nothing })

  fireEvent.click(await screen.findByRole('button', { name: 'Remove “Service is Tax”' }))

  await screen.findByText('No cost in this period')
  expect(router.state.location.searchStr).toBe('')
})

test('without a source the way leads to loading a bill', async () => {
  open('/explore', { '/api/v1/costs': () => nothing, '/api/v1/meta': () => ({ ...meta, sources: [] }) })

  expect(await screen.findByText('No source yet')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Load a first bill' }).getAttribute('href')).toBe('/sources')
})

test('a missing effective cost is named and billed is one click away', async () => {
  const message = '604 lines bill 6.94 USD but have an effective cost of 0.'
  const warned = {
    ...costs,
    meta: { ...costs.meta, warnings: [{ code: 'effective_cost_missing', message }] },
  }
  const router = open('/explore', { '/api/v1/costs': () => warned })

  expect(await screen.findByText(message)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Show billed cost' }))

  await vi.waitFor(() => expect(router.state.location.searchStr).toBe('?metric=billed'))
})

test('one widget that fails leaves the others standing', async () => {
  open('/sources', {
    '/api/v1/sources': () => ({ data: meta.sources }),
    '/api/v1/imports': () => ({ data: [] }),
    '/api/v1/costs/bridge': () => ({ data: [], meta: { currency: 'USD', total: [], start: '', end: '' } }),
  })

  expect((await screen.findByRole('alert')).textContent).toContain('The restatements could not be loaded')
  expect(screen.getByRole('table', { name: 'Sources' })).toBeTruthy()
  expect(screen.getByText('Nothing has been imported yet')).toBeTruthy()
})

test('a comparison with days before the first data is no comparison', async () => {
  const young = { ...meta, dataFrom: '2026-11-01' }
  open('/explore', { '/api/v1/costs': () => costs, '/api/v1/meta': () => young })

  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })

  expect(within(table).queryByRole('columnheader', { name: 'Before' })).toBeNull()
})
