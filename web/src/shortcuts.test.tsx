import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { asked, costs, meta, openApp, useApp } from './test-app.tsx'

useApp()
afterEach(() => localStorage.clear())

const VIEWS = [
  {
    id: 'v1',
    name: 'Ops view',
    path: '/explore',
    search: 'by=region',
    owner: 'Ada',
    shared: true,
    createdAt: '',
  },
]
const answers = {
  '/api/v1/meta': () => ({ ...meta, currencies: ['USD', 'EUR'], teams: ['search', 'maps'] }),
  '/api/v1/costs': () => costs,
  '/api/v1/views': () => ({ data: VIEWS }),
  '/api/v1/annotations': () => ({ data: [] }),
  '/api/v1/dimensions/resource/values': () => ({
    data: [{ value: 'i-0abc', name: null, cost: null }],
    meta: { currency: 'USD' },
  }),
  '/api/v1/dimensions/subAccount/values': () => ({ data: [], meta: { currency: 'USD' } }),
}

test('single keys do nothing once they are switched off, the palette opens all the same', async () => {
  const router = openApp('/explore', answers)
  await screen.findByTestId('total')
  fireEvent.keyDown(document.body, { key: 'v' })
  await vi.waitFor(() => expect(router.state.location.searchStr).toBe('?cmp=none'))

  localStorage.setItem('outlay.shortcuts', 'off')
  fireEvent.keyDown(document.body, { key: 'v' })
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })

  expect(await screen.findByRole('dialog', { name: 'Search or jump' })).toBeTruthy()
  expect(router.state.location.searchStr).toBe('?cmp=none')
})

test('the palette leads to pages, views and teams, and to resources of any time and currency', async () => {
  const router = openApp('/explore?p=7d', answers)
  await screen.findByTestId('total')
  const find = async (text: string, name: string | RegExp) => {
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
    const dialog = await screen.findByRole('dialog', { name: 'Search or jump' })
    fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: text } })
    fireEvent.click(await within(dialog).findByRole('option', { name }))
  }

  await find('map', 'maps')
  await vi.waitFor(() => expect(router.state.location.search.team).toBe('maps'))
  await find('ops', /Ops view/)
  await vi.waitFor(() => expect(router.state.location.searchStr).toBe('?by=region'))
  await find('0abc', /i-0abc.*no rate/)
  await vi.waitFor(() => expect(router.state.location.pathname).toBe('/resources/i-0abc'))

  const [lookup] = asked.filter((url) => url.searchParams.get('q') === '0abc')
  expect([...(lookup?.searchParams.keys() ?? [])].toSorted()).toEqual(['q', 'reportCurrency'])
})
