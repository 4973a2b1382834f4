import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../routes/test-app.ts'

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp([{ day: '2026-11-02', service: 'S3', billed: '5' }])
})

afterAll(() => opened.close())

const request = (path: string, init: RequestInit = {}) => opened.app.request(`/api/v1${path}`, init)

test.each([
  ['POST', '/costs', 'GET, HEAD'],
  ['DELETE', '/costs/export', 'GET, HEAD'],
  ['PUT', '/imports', 'GET, POST, HEAD'],
  ['PATCH', '/imports/import-1', 'GET, HEAD'],
  ['GET', '/imports/import-1/accept', 'POST'],
  ['POST', '/openapi.json', 'GET, HEAD'],
])('%s %s is refused, and told what is allowed', async (method, path, allowed) => {
  const response = await request(path, { method })

  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed])
  expect(await response.json()).toMatchObject({
    error: { code: 'METHOD_NOT_ALLOWED', requestId: response.headers.get('x-request-id') },
  })
})

test('an address that is not there stays a 404 whatever the method', async () => {
  expect((await request('/nothing', { method: 'POST' })).status).toBe(404)
})

test.each(['/costs/export?format=csv&groupBy=service', '/costs/export?format=xlsx', '/openapi.json'])(
  '%s is a 304 while nothing changes',
  async (path) => {
    const first = await request(path)
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const again = await request(path, { headers })

    expect([first.status, again.status, await again.text()]).toEqual([200, 304, ''])
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  },
)

test('an export is made anew for another question and after a commit', async () => {
  const path = '/costs/export?groupBy=service'
  const headers = { 'if-none-match': (await request(path)).headers.get('etag') ?? '' }

  const other = await request('/costs/export?groupBy=region', { headers })
  const wrong = await request(`${path}&format=pdf`, { headers })
  await opened.deps.db.writer.withTransaction((connection) =>
    connection.run(`insert into setting values ('touch', '1')`),
  )
  const later = await request(path, { headers })

  expect([other.status, wrong.status, later.status]).toEqual([200, 400, 200])
  expect(later.headers.get('etag')).not.toBe(headers['if-none-match'])
})

test.each([
  ['/costs?top=0', 'top: "0" is not accepted: must be a whole number from 1 to 1000.'],
  ['/costs?explain=x', 'explain: "x" is not accepted: must be true or false.'],
  [`/dimensions/service/values?q=${'x'.repeat(201)}`, 'q: it may have at most 200 characters.'],
  ['/recommendations/baseline?days=0', 'days: "0" is not accepted: must be a whole number from 1 to 400.'],
  [
    '/recommendations/baseline?threshold=abc',
    'threshold: "abc" is not accepted: must be an amount of 0 or more, e.g. 100 or 99.5.',
  ],
  [
    '/recommendations/baseline?metric=x',
    'metric: "x" is none of blended, billed, effective, contracted, list.',
  ],
  ['/imports?limit=', 'limit: "" is not accepted: must be a whole number from 1 to 1000.'],
])('%s says in plain words what is wrong', async (path, message) => {
  const response = await request(path)

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { code: 'INVALID_INPUT', message } })
})
