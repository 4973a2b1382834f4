import type { BudgetDetail, BudgetPreview, BudgetsAnswer } from '@outlay/shared/budgets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dailyFacts } from '../alerts/test-kit.ts'
import { createApp } from '../app.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let bed: TestApp

beforeAll(async () => {
  bed = await openTestApp([
    ...dailyFacts('2026-10-01', '2026-10-02', '3100', { team: 'ml' }),
    ...dailyFacts('2026-11-01', '2026-11-02', '1500.10', { team: 'ml' }),
    ...dailyFacts('2026-11-20', '2026-11-21', '600', { team: 'ml', service: 'S3' }),
    ...dailyFacts('2026-11-20', '2026-11-21', '50', { team: 'ads' }),
  ])
})

afterAll(async () => {
  await bed.deps.alerting.stop()
  await bed.close()
})

async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const response = await bed.app.request(`/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' },
        }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
}

const ML = { name: 'ML platform', team: 'ml', amount: '2000', currency: 'USD' }

test('a budget is kept, stands where the bill says, is changed and removed', async () => {
  const made = await call<{ data: BudgetDetail }>('POST', '/budgets', ML)
  expect(made.status).toBe(201)
  expect(made.body.data).toMatchObject({
    budget: { id: 'ml-platform', source: 'app', team: 'ml' },
    standing: {
      actual: '2100.1',
      amount: '2000',
      status: 'over',
      breach: { day: '2026-11-20', happened: true },
    },
    channels: ['file'],
  })
  expect(made.body.data.contributors[0]).toMatchObject({ service: 'S3', cost: '600' })

  const child = { ...ML, name: 'ML platform', parent: 'ml-platform', amount: '2500' }
  const second = await call<{ data: BudgetDetail }>('POST', '/budgets', child)
  expect(second.body.data).toMatchObject({ budget: { id: 'ml-platform-2' }, depth: 1 })
  const { body } = await call<BudgetsAnswer>('GET', '/budgets')
  expect(body.data.map(({ budget, overAllocated }) => [budget.id, overAllocated])).toEqual([
    ['ml-platform', '2500'],
    ['ml-platform-2', null],
  ])

  const before = made.body.data.budget.revision
  const renamed = await call<{ data: BudgetDetail }>('PUT', '/budgets/ml-platform', { ...ML, name: 'ML' })
  expect(renamed.body.data.budget).toMatchObject({ name: 'ML', revision: before })
  const dearer = await call<{ data: BudgetDetail }>('PUT', '/budgets/ml-platform', { ...ML, amount: '9000' })
  expect(dearer.body.data.budget.revision).not.toBe(before)

  const planned = await call<{ data: BudgetDetail }>(
    'POST',
    '/budgets/ml-platform/plan',
    'period,amount\n2026-11,4200.20',
  )
  expect(planned.body.data.standing).toMatchObject({ amount: '4200.2', used: 0.5 })

  expect((await call('DELETE', '/budgets/ml-platform')).status).toBe(204)
  const after = await call<BudgetsAnswer>('GET', '/budgets')
  expect(after.body.data.map(({ budget, depth }) => [budget.id, budget.parent, depth])).toEqual([
    ['ml-platform-2', null, 0],
  ])
  await call('DELETE', '/budgets/ml-platform-2')
})

test.each([
  [
    'a budget without an amount',
    'POST',
    '/budgets',
    { ...ML, amount: null },
    400,
    'a budget needs an amount',
  ],
  ['both a team and filters', 'POST', '/budgets', { ...ML, filters: ['service:is:S3'] }, 400, 'not both'],
  [
    'a filter that is none',
    'POST',
    '/budgets',
    { ...ML, team: null, filters: ['nonsense'] },
    400,
    'filter "nonsense"',
  ],
  ['a parent that is not', 'POST', '/budgets', { ...ML, parent: 'x' }, 400, 'there is no budget "x"'],
  ['a recipient that is none', 'POST', '/budgets', { ...ML, notify: ['fax:1'] }, 400, 'slack:#channel'],
  ['a budget that is not', 'PUT', '/budgets/x', ML, 404, 'There is no budget "x"'],
  [
    'a plan for one that is not',
    'POST',
    '/budgets/x/plan',
    'period,amount\n2026-11,1',
    404,
    'There is no budget "x"',
  ],
  ['a test of one that is not', 'POST', '/budgets/x/test-alert', {}, 404, 'There is no budget "x"'],
  ['a change of an alert that is not', 'PATCH', '/alerts/x', { state: 'open' }, 404, 'There is no alert "x"'],
  ['a request that Slack did not sign', 'POST', '/slack/interactions', 'payload={}', 403, 'not signed'],
])('%s is refused', async (_, method, path, body, status, message) => {
  const answer = await call<{ error: { message: string } }>(method, path, body)

  expect(answer.status).toBe(status)
  expect(answer.body.error.message).toContain(message)
})

test('Slack needs no token of ours, but its signature', async () => {
  const app = createApp({ ...bed.deps, access: { host: '127.0.0.1', token: 'secret' } })
  const post = (path: string) => app.request(`/api/v1${path}`, { method: 'POST', body: 'payload={}' })

  expect((await post('/slack/interactions')).status).toBe(403)
  expect((await post('/budgets')).status).toBe(401)
})

test('a preview suggests what whole months cost and replays them', async () => {
  const { body } = await call<{ data: BudgetPreview }>('POST', '/budgets/preview', {
    team: 'ml',
    currency: 'USD',
    amount: '3000',
  })

  expect(body.data.suggestions[0]).toMatchObject({
    amount: '3100',
    how: expect.stringContaining('mean of the last 1 full months'),
  })
  expect(body.data.standing).toMatchObject({ actual: '2100.1' })
})

test('a test alert is queued for the channels of a budget and told as a test', async () => {
  await call('POST', '/budgets', ML)

  const answer = await call<{ data: { alert: string } }>('POST', '/budgets/ml-platform/test-alert', {})

  expect(answer.status).toBe(202)
  const alert = await call<{
    data: { kind: string; message: { title: string } }
    slack: { blocks: unknown[] }
  }>('GET', `/alerts/${answer.body.data.alert}`)
  expect(alert.body.data).toMatchObject({
    kind: 'test',
    message: { title: 'Test: Budget at risk: ML platform' },
  })
  expect(alert.body.slack.blocks.length).toBeGreaterThan(3)
  const changed = await call<{ data: { state: string } }>('PATCH', `/alerts/${answer.body.data.alert}`, {
    state: 'snoozed',
  })
  expect(changed.body.data).toMatchObject({ state: 'snoozed', snoozedUntil: '2026-11-26', actor: 'somebody' })
})
