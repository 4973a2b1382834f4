import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from './test-app.ts'

let served: TestApp

beforeEach(async () => {
  served = await openTestApp([])
})
afterEach(() => served.close())

const Body = z.object({ data: z.any(), error: z.any() }).partial()
const OPS = { name: 'Ops view', path: '/explore', search: 'by=service&f=chargeCategory%3Anot%3ATax' }

async function ask(method: string, path: string, body?: unknown, actor = 'Ada') {
  const response = await served.app.request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { host: '127.0.0.1', 'x-outlay-actor': actor, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: Body.parse(await response.json()) }
}

const names = async (actor: string) =>
  (await ask('GET', '/views', undefined, actor)).body.data.map((view: { name: string }) => view.name)

test('a shared view is everybody’s, a private one its owner’s alone', async () => {
  await ask('POST', '/views', OPS)
  await ask('POST', '/views', { ...OPS, name: 'Mine', shared: false })

  expect(await names('Ada')).toEqual(['Mine', 'Ops view'])
  expect(await names('Grace')).toEqual(['Ops view'])
})

test('a view comes back as it was saved and goes when it is deleted', async () => {
  const { status, body } = await ask('POST', '/views', OPS)

  expect(status).toBe(201)
  expect(body.data).toMatchObject({ ...OPS, owner: 'Ada', shared: true, createdAt: '2026-11-23T10:00:00Z' })
  expect((await ask('DELETE', `/views/${body.data.id}`, undefined, 'Grace')).body.data).toEqual(body.data)
  expect(await names('Ada')).toEqual([])
  expect((await ask('DELETE', `/views/${body.data.id}`)).status).toBe(404)
})

test('nobody deletes what is private to another', async () => {
  const { body } = await ask('POST', '/views', { ...OPS, shared: false })

  expect((await ask('DELETE', `/views/${body.data.id}`, undefined, 'Grace')).status).toBe(404)
  expect(await names('Ada')).toEqual(['Ops view'])
})

test('one person gives a name once', async () => {
  await ask('POST', '/views', OPS)

  expect((await ask('POST', '/views', OPS)).status).toBe(409)
  expect((await ask('POST', '/views', OPS, 'Grace')).status).toBe(201)
})

test.each([
  { case: 'another site', view: { ...OPS, path: '//evil.example' } },
  { case: 'an address with its host', view: { ...OPS, path: 'https://evil.example' } },
  { case: 'a script', view: { ...OPS, path: 'javascript:alert(1)' } },
  { case: 'no name', view: { ...OPS, name: ' ' } },
])('$case is no view', async ({ view }) => {
  expect((await ask('POST', '/views', view)).status).toBe(400)
})

test('notes are read by their days, in order', async () => {
  const note = (day: string, text: string) => ask('POST', '/annotations', { day, text })
  await note('2026-11-20', 'Release 7')
  await note('2026-11-02', 'Prices changed')
  await note('2026-10-31', 'Before')

  const { body } = await ask('GET', '/annotations?start=2026-11-01&end=2026-11-21')

  expect(body.data.map((each: { text: string }) => each.text)).toEqual(['Prices changed', 'Release 7'])
  expect(body.data[0]).toMatchObject({ day: '2026-11-02', author: 'Ada', team: null })
})

test('a note goes when it is deleted, and one without a day is refused', async () => {
  const { body } = await ask('POST', '/annotations', { day: '2026-11-20', text: 'Release 7' })

  expect((await ask('DELETE', `/annotations/${body.data.id}`)).status).toBe(200)
  expect((await ask('GET', '/annotations')).body.data).toEqual([])
  expect((await ask('POST', '/annotations', { day: '2026-02-30', text: 'Never' })).status).toBe(400)
})
