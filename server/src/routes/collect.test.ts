import type { CollectState } from '@outlay/shared/collect'
import { afterEach, expect, test } from 'vitest'
import type { CollectRequest } from '../collect-sources.ts'
import type { CollectJob } from '../collecting.ts'
import { AppError } from '../errors.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp | undefined
afterEach(() => opened?.close())

const state: CollectState = {
  id: 'payer',
  type: 'aws-cost-explorer',
  title: 'AWS Cost Explorer',
  schedule: '17 5 * * *',
  nextRunAt: '2026-11-24T05:20:00Z',
  running: null,
  runs: [],
}

async function open() {
  const started: CollectRequest[] = []
  const now = { stamp: 'a', title: 'AWS Cost Explorer' }
  const job: CollectJob = { job: 'j1', done: false, states: [state], summary: null }
  opened = await openTestApp([], {
    operations: {
      backup: async () => null,
      collecting: {
        start: async (request) => {
          started.push(request)
          return job
        },
        job: async (id) => {
          if (id !== 'j1') throw new AppError('NOT_FOUND', 'There is no such job.')
          return { ...job, done: true, summary: { runs: [], exitCode: 0 } }
        },
        states: async () => [{ ...state, title: now.title }],
        stamp: () => now.stamp,
      },
    },
  })
  const { app } = opened
  const ask = (path: string, init: RequestInit = {}, token = 'command') =>
    app.request(`http://127.0.0.1/api/v1${path}`, {
      ...init,
      headers: {
        host: '127.0.0.1',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
    })
  return { ask, started, now }
}

const post = (body?: object): RequestInit => ({ method: 'POST', ...(body && { body: JSON.stringify(body) }) })

test('GET /sources tells what the collectors are doing, beside what was delivered', async () => {
  const { ask } = await open()

  expect(await (await ask('/sources')).json()).toEqual({ data: [], collecting: [state] })
})

test('progress is seen at once although no data has changed, and is a 304 while nothing moves', async () => {
  const { ask, now } = await open()
  const first = await ask('/sources')
  const etag = first.headers.get('etag') ?? ''
  const same = await ask('/sources', { headers: { 'if-none-match': etag } })
  now.stamp = 'b'
  now.title = 'moved on'
  const next = await ask('/sources', { headers: { 'if-none-match': etag } })

  expect([first.status, same.status, next.status]).toEqual([200, 304, 200])
  expect(await next.json()).toMatchObject({ collecting: [{ title: 'moved on' }] })
})

test('POST /sources/{id}/collect starts one source and answers at once', async () => {
  const { ask, started } = await open()
  const response = await ask('/sources/payer/collect', post(), '')

  expect(response.status).toBe(202)
  expect(await response.json()).toMatchObject({ job: 'j1', done: false })
  expect(started).toEqual([{ sources: ['payer'], since: undefined, until: undefined }])
})

test('commands start several, with days, and look at how far they are', async () => {
  const { ask, started } = await open()
  await ask('/collect', post({ sources: [], since: '2026-01-01' }))
  const done = await ask('/collect/j1')

  expect(started).toEqual([{ sources: [], since: '2026-01-01', until: undefined }])
  expect(await done.json()).toMatchObject({ done: true, summary: { exitCode: 0 } })
  expect((await ask('/collect/other')).status).toBe(404)
})

test.each([
  ['/collect', post({}), 403],
  ['/collect/j1', {}, 403],
])('%s is for commands', async (path, init, status) => {
  const { ask } = await open()

  expect((await ask(path, init, '')).status).toBe(status)
})

test.each([[{ since: 'yesterday' }], [{ sources: 'payer' }], [{ from: '2026-01-01' }]])(
  'refuses %j',
  async (body) => {
    const { ask } = await open()

    expect((await ask('/collect', post(body))).status).toBe(400)
  },
)
