import type { CostsAnswer } from '@outlay/shared/api'
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { asked, costs, meta, openApp, sources, useApp } from './test-app.tsx'

useApp()

test('the Explorer asks the view’s question and shows its total and groups', async () => {
  openApp('/explore', { '/api/v1/costs': () => costs })

  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })
  const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
    row.querySelector('th')?.textContent?.trim(),
  )

  expect(screen.getByTestId('total').getAttribute('value')).toBe('80')
  expect(rows).toEqual(['Total', 'AWS', 'All others (10 groups)', 'No provider'])
  expect(screen.getByText('12 groups, showing 2; all others = 10 groups, $7.25')).toBeTruthy()
  const query = asked.find(({ searchParams }) => searchParams.get('granularity') === 'total')?.searchParams
  expect(Object.fromEntries(query ?? [])).toMatchObject({
    start: '2026-11-01',
    end: '2026-11-22',
    compare: 'previous',
  })
})

test('a click on a name narrows the question and asks by the next dimension', async () => {
  const router = openApp('/explore', { '/api/v1/costs': () => costs })
  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })

  fireEvent.click(within(table).getByRole('button', { name: 'AWS' }))

  await screen.findByRole('button', { name: 'Remove filter: Provider is AWS' })
  expect(router.state.location.searchStr).toBe('?by=service&f=provider:is:aws')
})

test('Alt and a click leave a group out', async () => {
  const router = openApp('/explore', { '/api/v1/costs': () => costs })
  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })

  fireEvent.click(within(table).getByRole('button', { name: 'AWS' }), { altKey: true })

  await screen.findByRole('button', { name: 'Remove filter: Provider is not AWS' })
  expect(router.state.location.searchStr).toBe('?f=provider:not:aws')
})

const nothing: CostsAnswer = { data: [], meta: { ...costs.meta, total: '0', groups: 0, other: null } }

test('filters that match nothing can be taken back one by one', async () => {
  const router = openApp('/explore?f=service:is:Tax', { '/api/v1/costs': () => nothing })

  fireEvent.click(await screen.findByRole('button', { name: 'Remove “Service is Tax”' }))

  await screen.findByText('No cost in this period')
  expect(router.state.location.searchStr).toBe('')
})

test('without a source the way leads to loading a bill', async () => {
  openApp('/explore', { '/api/v1/costs': () => nothing, '/api/v1/meta': () => ({ ...meta, sources: [] }) })

  expect(await screen.findByText('No source yet')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Load a first bill' }).getAttribute('href')).toBe('/sources')
})

test('a missing effective cost is named and billed is one click away', async () => {
  const message = '604 lines bill 6.94 USD but have an effective cost of 0.'
  const warned = {
    ...costs,
    meta: { ...costs.meta, warnings: [{ code: 'effective_cost_missing', message }] },
  }
  const router = openApp('/explore', { '/api/v1/costs': () => warned })

  expect(await screen.findByText(message)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Show billed cost' }))

  await vi.waitFor(() => expect(router.state.location.searchStr).toBe('?metric=billed'))
})

test('one widget that fails leaves the others standing', async () => {
  openApp('/sources', {
    '/api/v1/sources': () => sources,
    '/api/v1/imports': () => ({ data: [] }),
    '/api/v1/costs/bridge': () => ({ data: [], meta: { currency: 'USD', total: [], start: '', end: '' } }),
  })

  expect((await screen.findByRole('alert')).textContent).toContain('The restatements could not be loaded')
  expect(screen.getByRole('table', { name: 'Sources' })).toBeTruthy()
  expect(screen.getByText('Nothing has been imported yet')).toBeTruthy()
})

test('a comparison with days before the first data is no comparison', async () => {
  const young = { ...meta, dataFrom: '2026-11-01' }
  openApp('/explore', { '/api/v1/costs': () => costs, '/api/v1/meta': () => young })

  const table = await screen.findByRole('table', { name: 'Cost by provider, in USD' })

  expect(within(table).queryByRole('columnheader', { name: 'Before' })).toBeNull()
  expect(screen.getByText('no history to compare with')).toBeTruthy()
})
