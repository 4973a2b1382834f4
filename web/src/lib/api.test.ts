import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, getJson } from './api.ts'

afterEach(() => vi.unstubAllGlobals())

const answer = (status: number, body: string) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers: { 'x-request-id': 'head-1' } }))

test('an error of the server keeps its code, message and request id', async () => {
  answer(
    400,
    JSON.stringify({ error: { code: 'INVALID_INPUT', message: 'start: no day', requestId: 'body-1' } }),
  )

  const error = await getJson('/costs').catch((caught: unknown) => caught)

  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    code: 'INVALID_INPUT',
    message: 'start: no day',
    status: 400,
    requestId: 'body-1',
  })
})

test('an error that is no JSON still says its status', async () => {
  answer(502, '<html>bad gateway</html>')

  await expect(getJson('/costs')).rejects.toMatchObject({ status: 502, requestId: 'head-1' })
})

test('a server that is gone is told apart', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })

  await expect(getJson('/meta')).rejects.toMatchObject({ code: 'UNREACHABLE', status: 0 })
})
