import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { dailyFacts } from '../alerts/test-kit.ts'
import { loadConfig } from '../config.ts'
import { silentLogger } from '../log.ts'
import { createReporting } from '../reports/reporting.ts'
import type { AppDeps } from './deps.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let served: TestApp

beforeAll(async () => {
  served = await openTestApp([
    ...dailyFacts('2026-10-01', '2026-11-23', '10', { team: 'search', service: 'EC2', resource: 'vm' }),
    ...dailyFacts('2026-10-01', '2026-11-23', '7', { team: 'ads', service: 'S3', resource: 'bucket' }),
  ])
})

beforeEach(async () => {
  await served.deps.db.writer.withTransaction(async (connection) => {
    for (const table of ['report_definition', 'report_change', 'report_schedule', 'report_run'])
      await connection.run(`delete from ${table}`)
  })
})

afterAll(() => served.close())

const Body = z.object({ data: z.any(), error: z.any(), meta: z.any() }).partial()

async function ask(method: string, path: string, body?: unknown, actor = 'Ada') {
  const response = await served.app.request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { host: '127.0.0.1', 'x-outlay-actor': actor, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: Body.parse(text === '' ? {} : JSON.parse(text)) }
}

const card = async (id: string) =>
  (await ask('GET', '/reports')).body.data.find((each: { id: string }) => each.id === id)

const SEARCH = {
  name: 'Search on Tuesdays',
  team: 'search',
  schedule: { day: 'tuesday', time: '09:30', timezone: 'Europe/Berlin' },
  send: ['email:ada@example.com'],
  sections: ['days', 'changes'],
}

test('a report is kept with its schedule in words, its next time and who made it', async () => {
  const { status, body } = await ask('POST', '/reports', SEARCH)

  expect(status).toBe(201)
  expect(body.data).toMatchObject({
    ...{ id: 'search-on-tuesdays', title: 'Search on Tuesdays', source: 'app', team: 'search' },
    sections: ['days', 'changes'],
    recipients: ['email:ada@example.com'],
    schedule: { words: 'Tuesdays at 09:30, Europe/Berlin', next: '2026-11-24T08:30:00.000Z' },
    changes: [{ actor: 'Ada', action: 'created', changedAt: '2026-11-23T10:00:00Z' }],
  })
  expect(await card('search-on-tuesdays')).toEqual(body.data)
})

test('a change names what was changed and by whom; what is left out stays', async () => {
  await ask('POST', '/reports', SEARCH)
  const changed = await ask(
    'PATCH',
    '/reports/search-on-tuesdays',
    { paused: true, send: ['slack:#search'] },
    'Grace',
  )
  await ask('PATCH', '/reports/search-on-tuesdays', { paused: true }, 'Nobody')

  expect(changed.body.data).toMatchObject({
    ...{ paused: true, recipients: ['slack:#search'], team: 'search' },
    schedule: { next: null, words: 'Tuesdays at 09:30, Europe/Berlin' },
    changes: [
      { actor: 'Grace', action: 'changed', fields: ['paused', 'send'] },
      { actor: 'Ada', action: 'created' },
    ],
  })
  expect((await card('search-on-tuesdays')).changes).toHaveLength(2)
})

test('one that goes on again makes up for nothing', async () => {
  await ask('POST', '/reports', { ...SEARCH, paused: true })
  await served.deps.db.writer.withTransaction(async (connection) => {
    await connection.run(`update report_schedule set first_seen = '2026-10-01'`)
  })

  await ask('PATCH', '/reports/search-on-tuesdays', { paused: false })
  await served.deps.reporting?.check()

  expect((await card('search-on-tuesdays')).runs).toEqual([])
})

test('a deleted report is gone and its id is not given away again', async () => {
  await ask('POST', '/reports', SEARCH)

  expect((await ask('DELETE', '/reports/search-on-tuesdays')).status).toBe(204)
  expect(await card('search-on-tuesdays')).toBeUndefined()
  expect((await ask('DELETE', '/reports/search-on-tuesdays')).status).toBe(404)
  expect((await ask('POST', '/reports', SEARCH)).body.data.id).toBe('search-on-tuesdays-2')
})

test('its own kind keeps its name: an id of a type is never taken', async () => {
  expect((await ask('POST', '/reports', { ...SEARCH, name: 'Weekly' })).body.data.id).toBe('weekly-2')
})

test.each<[string, object, RegExp]>([
  ['without a name', { name: ' ' }, /name: a report needs a name/],
  ['of a strange type', { type: 'daily' }, /^type: /],
  ['of a team and filters', { filters: ['service:is:EC2'] }, /filters: a report is of a team or/],
  ['of a filter that is none', { team: null, filters: ['colour:is:red'] }, /colour/],
  ['at 25 o’clock', { schedule: { ...SEARCH.schedule, time: '25:00' } }, /time: a time is written 08:00/],
  ['on the moon', { schedule: { ...SEARCH.schedule, timezone: 'Moon/Base' } }, /timezone: a time zone is/],
  ['weekly on the 5th', { schedule: { ...SEARCH.schedule, day: 5 } }, /schedule.day: a weekly report/],
  [
    'on the 31st',
    { type: 'executive', sections: ['teams'], schedule: { ...SEARCH.schedule, day: 31 } },
    /day/,
  ],
  ['to nobody’s address', { send: ['ada'] }, /send.0: use slack:#channel, email:name@example.com/],
  ['with days in a month', { type: 'executive' }, /sections: the executive report has no part "days"/],
  ['with a part twice', { sections: ['days', 'days'] }, /a part is there twice/],
  ['with more than it takes', { colour: 'red' }, /colour/i],
])('a report %s is refused and told why', async (_name, given, why) => {
  const { status, body } = await ask('POST', '/reports', { ...SEARCH, ...given })

  expect(status).toBe(400)
  expect(body.error.message).toMatch(why)
})

test('a report is seen before it is kept: of a filter, with the parts that are chosen', async () => {
  const report = { name: 'Storage', filters: ['service:is:S3'], sections: ['days', 'fixes'] }
  const { body } = await ask('POST', '/reports/preview', { report, period: '2026-W46' })

  expect(body.data).toMatchObject({
    scope: { name: 'Storage', filters: ['service:is:S3'], team: null },
    spend: { cost: '49', previous: '49' },
    sections: ['days', 'fixes'],
    changes: { known: false },
  })
  expect(await card('storage')).toBeUndefined()
  const other = await ask('POST', '/reports/preview', { report, period: '2026-W46', team: 'search' })
  expect(other.body.data).toMatchObject({ scope: { name: 'search', filters: [] }, spend: { cost: '70' } })
})

test('one that is kept is opened, kept and downloaded as CSV with the same figures', async () => {
  const made = await ask('POST', '/reports', { name: 'Storage', filters: ['service:is:S3'] })
  const sent = await ask('POST', '/reports/storage/send', { period: '2026-W46', deliver: false })
  const { run } = sent.body.data
  const file = await served.app.request(`http://127.0.0.1/api/v1/reports/storage/runs/${run}/csv`, {
    headers: { host: '127.0.0.1' },
  })

  expect(made.body.data.input).toMatchObject({ type: 'weekly', filters: ['service:is:S3'], paused: false })
  expect(file.headers.get('content-disposition')).toContain('outlay-storage-2026-W46')
  expect(await file.text()).toContain('spend,Storage,cost,49,USD,2026-W46')
})

test('the file wins over a report of the app with the same id, and says so', async () => {
  await ask('POST', '/reports', SEARCH)
  writeFileSync(
    join(served.root, 'outlay.config.yaml'),
    'reports: [{ id: search-on-tuesdays, type: weekly, day: friday }]',
  )
  const config = loadConfig({ env: {}, cwd: served.root })
  const { db, clock } = served.deps
  const reporting = createReporting({ db, clock, config, log: silentLogger, allocation: { teams: [] } })
  const before = served.deps.reporting
  Object.assign(served.deps, { reporting } satisfies Partial<AppDeps>)

  const found = await card('search-on-tuesdays')
  const changed = await ask('PATCH', '/reports/search-on-tuesdays', { paused: true })
  const removed = await ask('DELETE', '/reports/search-on-tuesdays')
  const after = await card('search-on-tuesdays')
  Object.assign(served.deps, { reporting: before })

  expect(found).toMatchObject({ source: 'config', hides: true, input: null, team: null })
  expect(found.schedule.words).toBe('Fridays at 08:00, UTC')
  expect(changed.status).toBe(409)
  expect(changed.body.error.message).toContain('is in outlay.config.yaml')
  expect(removed.status).toBe(204)
  expect(after).toMatchObject({ source: 'config', hides: false })
})
