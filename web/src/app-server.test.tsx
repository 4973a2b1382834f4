import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ApiError } from './lib/api.ts'
import { noteFailure, watchParts } from './lib/server-state.ts'
import { costs, meta, openApp, sources, useApp } from './test-app.tsx'

useApp()

const gone = () => {
  throw new TypeError('fetch failed')
}

test('without an answer the header says so, and no part claims that the rest still holds', async () => {
  openApp('/sources', {
    '/api/v1/meta': gone,
    '/api/v1/sources': gone,
    '/api/v1/imports': gone,
    '/api/v1/restatements': gone,
  })

  expect(await screen.findByText('not connected')).toBeTruthy()
  await waitFor(() => expect(screen.getAllByRole('alert').length).toBeGreaterThan(1))
  expect(document.body.textContent).not.toContain('The rest of the page is not affected')
})

test('one answer of a server that is back fills the whole page again', async () => {
  let away = true
  const when = (data: unknown) => () => (away ? gone() : data)
  openApp('/sources', {
    '/api/v1/meta': when(meta),
    '/api/v1/sources': when(sources),
    '/api/v1/imports': when({ data: [] }),
    '/api/v1/restatements': when({ data: [] }),
    '/api/v1/costs/bridge': when({ data: [], meta: { currency: 'USD', total: [], start: '', end: '' } }),
  })
  await screen.findByText('not connected')
  const [retry] = await screen.findAllByRole('button', { name: 'Retry' })

  away = false
  if (retry !== undefined) fireEvent.click(retry)

  await vi.waitFor(() => expect(screen.queryAllByRole('alert')).toEqual([]))
  expect(screen.getByRole('table', { name: 'Sources' })).toBeTruthy()
  expect(screen.getByText('Nothing has been imported yet')).toBeTruthy()
  expect(screen.queryByText('not connected')).toBeNull()
})

test('a resource that no bill names is said to be none, without a Retry', async () => {
  const missing = { status: 404, code: 'NOT_FOUND', message: 'There are no costs of that id.' }
  openApp('/resources/i-nothing', { '/api/v1/resources/i-nothing': () => missing })

  expect(
    await screen.findByRole('heading', { level: 1, name: 'There is no resource i-nothing' }),
  ).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
  expect(document.title).toBe('No such resource · Outlay')
})

test('a value that cannot be read is named once and dropped, a key of others stays', async () => {
  const router = openApp('/explore?p=banana&by=service&zoom=2', { '/api/v1/costs': () => costs })

  expect((await screen.findByText(/Not understood in the address/)).textContent).toContain('p=banana')
  await vi.waitFor(() => expect(router.history.location.search).toBe('?by=service&zoom=2'))
  expect(router.state.location.search.ignored).toEqual([])

  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByText(/Not understood in the address/)).toBeNull()
})

test.each([
  { server: 'answers', ask: async () => {}, says: 'Reload' },
  { server: 'is away', ask: lose, says: null },
])('a part of the app that is gone leads to a reload where the server $server', async ({ ask, says }) => {
  openApp('/explore', { '/api/v1/costs': () => costs })
  await screen.findByTestId('total')

  const target = new EventTarget()
  watchParts(ask, target)
  target.dispatchEvent(new Event('vite:preloadError'))

  if (says === null) expect(await screen.findByText('not connected')).toBeTruthy()
  else expect(await screen.findByRole('button', { name: says })).toBeTruthy()
  expect(screen.queryAllByRole('button', { name: 'Reload' })).toHaveLength(says === null ? 0 : 1)
})

async function lose(): Promise<never> {
  const error = new ApiError({ code: 'UNREACHABLE', message: 'No answer.', status: 0, requestId: null })
  noteFailure(error)
  throw error
}

test('a server that wants a token is asked with one, which no storage keeps', async () => {
  const wanted = { status: 401, code: 'UNAUTHORISED', message: 'A token is needed.' }
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
  openApp('/explore', {
    '/api/v1/meta': (url) => (url.searchParams.get('token') === 's3cret' ? {} : wanted),
    '/api/v1/costs': () => wanted,
  })
  const type = (token: string) => {
    fireEvent.change(screen.getByLabelText('Token'), { target: { value: token } })
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }))
  }
  await screen.findByRole('heading', { name: 'This Outlay needs a token' })

  type('wrong')
  expect(await screen.findByText('That is not the token of this server.')).toBeTruthy()
  expect(reload).not.toHaveBeenCalled()

  type('s3cret')
  await vi.waitFor(() => expect(reload).toHaveBeenCalled())
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
})
