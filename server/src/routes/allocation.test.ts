import type {
  AllocationExplanation,
  AllocationPreview,
  AllocationRulesAnswer,
  AllocationSummary,
} from '@outlay/shared/allocation'
import type { CostsAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCsv } from '../queries/test-csv.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp

beforeAll(async () => {
  const tags = (team: string) => new Map([['team', team]])
  opened = await openTestApp(
    [
      { day: '2026-11-02', resource: 'vm-1', billed: '10', team: 'search', tags: tags('search') },
      { day: '2026-11-03', resource: 'vm-2', billed: '20.5', team: 'maps', tags: tags('maps') },
      { day: '2026-11-03', resource: 'db-1', billed: '4', sub_account: 'a', tags: new Map() },
      { day: '2026-11-03', service: '=Support', charge_category: 'Purchase', billed: '3', tags: new Map() },
    ],
    {
      allocation: { promoted: ['team'], teams: [{ id: 'search', name: 'Search', owner: 'Ada', match: [] }] },
    },
  )
})

afterAll(() => opened.close())

const RANGE = 'start=2026-11-01&end=2026-12-01'

async function get<T>(path: string): Promise<T> {
  return (await (await opened.app.request(`/api/v1${path}`)).json()) as T
}

async function post<T>(path: string, body: unknown): Promise<{ status: number; answer: T }> {
  const response = await opened.app.request(`/api/v1/allocation${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-outlay-actor': 'Gr%C3%A4fin',
      origin: 'http://localhost',
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, answer: (await response.json()) as T }
}

const DRAFT = {
  rules: [{ origin: 'app', name: 'Databases', team: 'data', match: [['resource:contains:db']] }],
  shared: [
    {
      origin: 'app',
      name: 'Support',
      match: [['service:contains:support']],
      split: { method: 'even', teams: ['search', 'maps'] },
    },
  ],
}

test('a preview tells what saving then does, and changes nothing itself', async () => {
  const before = await get<AllocationSummary>(`/allocation/summary?${RANGE}`)
  const { answer: preview } = await post<AllocationPreview>(`/rules/preview?${RANGE}`, { base: 0, ...DRAFT })
  expect(await get(`/allocation/summary?${RANGE}`)).toEqual(before)
  expect(preview.moves).toEqual([{ from: null, to: 'data', rows: 1, cost: '4' }])
  expect(preview.moved).toEqual({ rows: 1, cost: '4' })

  const saved = await post<AllocationRulesAnswer>('/rules', { base: 0, note: 'first', ...DRAFT })
  expect(saved.status).toBe(200)
  expect(saved.answer.versions).toEqual([
    { version: 1, createdAt: '2026-11-23T10:00:00Z', actor: 'Gräfin', note: 'first' },
  ])
  const after = await get<AllocationSummary>(`/allocation/summary?${RANGE}`)
  expect(preview.teams.filter(({ after: total }) => total !== '0')).toEqual(
    after.teams.map(({ team, total }) => ({
      team,
      before: before.teams.find((each) => each.team === team)?.total ?? '0',
      after: total,
    })),
  )
  expect(preview.after).toEqual({ unallocated: after.unallocated, shared: after.shared })
  expect(after.teams.map(({ team, name, direct, sharedIn }) => [team, name, direct, sharedIn])).toEqual([
    ['maps', null, '20.5', '1.5'],
    ['search', 'Search', '10', '1.5'],
    ['data', null, '4', '0'],
  ])
})

test('the costs of a team follow its rules at once', async () => {
  const { data } = await get<CostsAnswer>(
    `/costs?${RANGE}&granularity=total&groupBy=team&filter=team:is:data`,
  )

  expect(data).toEqual([{ period: '2026-11-01', group: ['data'], cost: '4' }])
})

test('"why is this mine?" names the rule, the tag, or that there is neither', async () => {
  const why = async (filter: string) =>
    (await get<AllocationExplanation>(`/allocation/explain?${RANGE}&filter=${filter}`)).data[0]

  expect(await why('resource:is:db-1')).toMatchObject({
    origin: 'app',
    reason: 'Rule "Databases" of the app is the first that matches.',
    match: [['resource:contains:db']],
    team: 'data',
  })
  expect(await why('resource:is:vm-1')).toMatchObject({ origin: 'tag', team: 'search', key: null })
  expect(await why('resource:absent')).toMatchObject({ origin: 'none', team: null, shared: 'Support' })
})

test('the showback file adds up to GET /costs and holds no formula', async () => {
  const response = await opened.app.request(`/api/v1/allocation/export?${RANGE}&format=csv`)
  const [head = [], ...rows] = parseCsv(await response.text())
  const total = head.indexOf('total')
  const costs = await get<CostsAnswer>(`/costs?${RANGE}&granularity=total`)

  expect(addAmounts(rows.slice(0, -1).map((row) => row[total] ?? '0'))).toBe(costs.meta.total)
  expect(rows.at(-1)?.[total]).toBe(costs.meta.total)
  const book = await opened.app.request(`/api/v1/allocation/export?${RANGE}&format=xlsx`)
  expect(
    Buffer.from(await book.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

test.each([
  {
    case: 'no operator',
    rules: [{ origin: 'app', team: 'x', match: [['provider']] }],
    says: 'it needs the form',
  },
  {
    case: 'a team by team',
    rules: [{ origin: 'app', team: 'x', match: [['team:is:y']] }],
    says: 'cannot be matched by team',
  },
  { case: 'no conditions', rules: [{ origin: 'app', team: 'x', match: [] }], says: 'Too small' },
  {
    case: '99 percent',
    shared: [
      {
        origin: 'app',
        match: [['provider:is:aws']],
        split: { method: 'fixed', percents: [{ team: 'a', percent: '99' }] },
      },
    ],
    says: 'the percentages add up to 99, they must to 100',
  },
])('refuses $case', async ({ says, case: _, ...lists }) => {
  const { status, answer } = await post<{ error: { message: string } }>('/rules/preview', {
    base: 1,
    ...lists,
  })

  expect(status).toBe(400)
  expect(answer.error.message).toContain(says)
})

test('who works on an old version is told so', async () => {
  expect((await post('/rules', { base: 0, rules: [] })).status).toBe(409)
  expect((await post('/rules/restore', { base: 0, version: 0 })).status).toBe(409)
  expect((await post('/rules/restore', { base: 1, version: 7 })).status).toBe(404)
})
