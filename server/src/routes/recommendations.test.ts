import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from './test-app.ts'

let served: TestApp

beforeEach(async () => {
  served = await openTestApp([])
  await served.deps.db.writer.withTransaction(async (connection) => {
    for (const id of ['r-1', 'r-2'])
      await connection.run(
        `insert into recommendation by name
         select $id as id, 'IDLE-01' as rule, $body as body, 'aws' as provider, 'payer' as billing_account, 'P' as grade,
           'USD' as currency, 3.6 as counted, ['eip-1'] as resource_ids, 'open' as status, date '2026-11-20' as first_seen,
           date '2026-11-23' as last_seen, timestamp '2026-11-23' as updated_at`,
        {
          id,
          body: JSON.stringify({
            id,
            monthlyCost: '3.6',
            monthlySavings: { low: 3, expected: 3.6, high: 4 },
          }),
        },
      )
  })
  served.deps.rules.refresh = async () => undefined
})
afterEach(() => served.close())

const Body = z.object({ data: z.any(), error: z.any(), totals: z.any(), meta: z.any() }).partial()

async function ask(method: string, path: string, body?: unknown) {
  const response = await served.app.request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { host: '127.0.0.1', 'x-outlay-actor': 'Ada', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: Body.parse(await response.json()) }
}

test('a status is changed with its reason and its author, and the history tells', async () => {
  await ask('PATCH', '/recommendations/r-1', { status: 'accepted', assignee: 'Grace' })
  await ask('PATCH', '/recommendations/r-1', { status: 'dismissed', reason: 'needed for the audit' })

  const { body } = await ask('GET', '/recommendations/r-1')
  expect(body.data).toMatchObject({
    status: 'dismissed',
    statusReason: 'needed for the audit',
    assignee: 'Grace',
  })
  expect(body.data.history).toMatchObject([
    { actor: 'Ada', from: 'open', to: 'accepted' },
    { actor: 'Ada', from: 'accepted', to: 'dismissed', reason: 'needed for the audit' },
  ])
})

test('several are changed together or not at all', async () => {
  const failed = await ask('PATCH', '/recommendations', {
    ids: ['r-1', 'r-9'],
    change: { status: 'accepted' },
  })
  expect(failed.status).toBe(404)
  expect((await ask('GET', '/recommendations?status=accepted')).body.data).toEqual([])

  await ask('PATCH', '/recommendations', { ids: ['r-1', 'r-2'], change: { status: 'accepted' } })
  expect((await ask('GET', '/recommendations?status=accepted')).body.data).toHaveLength(2)
})

test.each([
  [{ status: 'snoozed' }, /a snooze needs a day/],
  [{ status: 'dismissed' }, /needs a reason/],
  [{ status: 'verified' }, /follows from the bill/],
  [{ status: 'snoozed', until: '2026-02-30' }, /YYYY-MM-DD/],
  [{}, /neither status nor assignee/],
])('%j is refused', async (change, message) => {
  const { status, body } = await ask('PATCH', '/recommendations/r-1', change)
  expect(status).toBe(400)
  expect(body.error.message).toMatch(message)
})

test.each([
  ['minSavings=5', 0],
  ['minSavings=3', 2],
  ['rule=idle-01&grade=P,U', 2],
  ['grade=W', 0],
  ['provider=gcp', 0],
])('%s answers %i', async (query, count) => {
  expect((await ask('GET', `/recommendations?${query}`)).body.data).toHaveLength(count)
})

test('a setting of a rule is kept with its author; one out of range, or unknown, is refused', async () => {
  const { body } = await ask('PATCH', '/rules/IDLE-01', {
    settings: { days: 14 },
    exclusions: [{ resource: 'eip-1', reason: 'failover address' }],
  })
  expect(body.data.settings).toMatchObject([{ name: 'days', value: 14, default: 7 }])
  expect(body.data.changes).toMatchObject([{ actor: 'Ada', settings: { days: 14 } }])

  expect((await ask('PATCH', '/rules/IDLE-01', { settings: { days: 99 } })).status).toBe(400)
  expect((await ask('PATCH', '/rules/IDLE-01', { settings: { dais: 9 } })).body.error.message).toMatch(
    /did you mean "days"/,
  )
  expect((await ask('PATCH', '/rules/NOPE-01', {})).status).toBe(404)
})

test('what is dismissed leaves the totals at once, and so does what is snoozed', async () => {
  const answer = async () => (await ask('GET', '/recommendations')).body
  await served.deps.db.writer.withTransaction(async (connection) => {
    const body = { rule: 'IDLE-01', currency: 'USD', class: 'usage', grade: 'P', confidence: 0.95 }
    await connection.run(`update recommendation set body = $body`, {
      body: JSON.stringify({ ...body, id: 'r', monthlySavings: { low: 3, expected: 3.6, high: 4 } }),
    })
  })
  await ask('PATCH', '/recommendations/r-1', { status: 'dismissed', reason: 'needed' })
  expect((await answer()).totals).toMatchObject({ proven: 3, ceiling: 4, expected: 3.42 })

  await ask('PATCH', '/recommendations/r-2', { status: 'snoozed', until: '2027-01-01' })
  expect((await answer()).totals).toMatchObject({ proven: 0, ceiling: 0 })
})

test('pages of the list tell how many there are in all', async () => {
  const page = async (query: string) => {
    const { body } = await ask('GET', `/recommendations?brief=1&${query}`)
    return { ids: body.data.map(({ id }: { id: string }) => id), meta: body.meta }
  }
  expect(await page('limit=1')).toMatchObject({ ids: ['r-1'], meta: { total: 2, offset: 0 } })
  expect(await page('limit=1&offset=1')).toMatchObject({ ids: ['r-2'], meta: { total: 2, offset: 1 } })
  expect(await page('offset=2')).toMatchObject({ ids: [], meta: { total: 2, offset: 2 } })
  expect((await ask('GET', '/recommendations?offset=-1')).status).toBe(400)
})

test('a snooze until a cost is told, and a dismissal remembers the saving from which it comes back', async () => {
  await ask('PATCH', '/recommendations/r-1', { status: 'snoozed', untilCost: 120 })
  expect((await ask('GET', '/recommendations/r-1')).body.data).toMatchObject({ until: null, untilCost: 120 })
  await ask('PATCH', '/recommendations/r-1', { status: 'dismissed', reason: 'Too risky' })
  expect((await ask('GET', '/recommendations/r-1')).body.data).toMatchObject({ untilCost: 7.2 })
  await ask('PATCH', '/recommendations/r-1', { assignee: 'Grace' })
  expect((await ask('GET', '/recommendations/r-1')).body.data).toMatchObject({ untilCost: 7.2 })
})

test('the utilisation that a rule looked at comes with its line', async () => {
  await served.deps.db.writer.withTransaction(async (connection) => {
    await connection.run(`update recommendation set body = $body where id = 'r-1'`, {
      body: JSON.stringify({
        id: 'r-1',
        rule: 'IDLE-05',
        resourceIds: ['/subscriptions/s/vm'],
        evidence: { params: { cpu: 5 }, facts: {} },
      }),
    })
    await connection.run(
      `insert into metric_day
       select '/Subscriptions/S/vm', metric, day::date, 2, 4, 24, '%', 'm'
       from (select unnest(['cpu_utilization', 'network_in_bytes']) as metric)
       cross join (select unnest(generate_series(date '2026-10-01', date '2026-11-20', interval 1 day)) as day)`,
    )
  })
  const { metrics } = (await ask('GET', '/recommendations/r-1')).body.data
  expect(metrics).toHaveLength(1)
  expect(metrics[0]).toMatchObject({
    metric: 'cpu_utilization',
    p95: 4,
    threshold: { value: 5, label: 'Idle below' },
  })
  expect(metrics[0].days).toHaveLength(30)
  expect(metrics[0].days[0]).toEqual({ day: '2026-10-22', average: 2, maximum: 4 })
})

test('a card without evidence and remediation is what brief asks for', async () => {
  const { body } = await ask('GET', '/recommendations?brief=1&limit=1')
  expect(body.data).toHaveLength(1)
  expect(body.data[0]).not.toHaveProperty('evidence')
  expect((await ask('GET', '/recommendations?limit=0')).status).toBe(400)
})

test('a name that is cut in the middle of an escape is still a name', async () => {
  const response = await served.app.request('http://127.0.0.1/api/v1/recommendations/r-1', {
    method: 'PATCH',
    headers: { host: '127.0.0.1', 'x-outlay-actor': 'Zo%C3', 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'accepted' }),
  })
  expect(response.status).toBe(200)
})
