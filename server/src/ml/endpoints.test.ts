import { expect, test } from 'vitest'
import type { Fact } from '../queries/fact-builder.ts'
import { answerMlEndpoints } from './endpoints.ts'
import { askOf, hourly, type TestBill } from './test-ask.ts'

const DAY = '2026-11-20'
const endpoint: Fact = {
  day: DAY,
  service: 'Amazon SageMaker',
  service_category: 'AI and Machine Learning',
  usage_type: 'Host:ml.g5.xlarge',
  consumed_unit: 'Hours',
  consumed_quantity: '48',
  resource: 'e-1',
  billed: '48',
}
const notebook: Fact = {
  ...endpoint,
  usage_type: 'Notebk:ml.g5.xlarge',
  resource: 'n-1',
  consumed_quantity: '24',
  billed: '24',
}
const many = (count: number, value: number) => Array.from({ length: count }, () => value)

async function endpoints(bill: TestBill, finding?: string) {
  const { ask, lake, close } = await askOf(bill)
  if (finding !== undefined)
    await ask.connection.run(
      `insert into recommendation (id, rule, body, provider, billing_account, grade, currency, counted, resource_ids, status, first_seen, last_seen, updated_at)
       values ('r-1', 'ML-04', $body, 'aws', '1', 'U', 'USD', 1, ['e-1'], $status, date '2026-11-20', date '2026-11-20', timestamp '2026-11-20')`,
      {
        body: JSON.stringify({ title: 'keeps 2', monthlySavings: { low: 1, expected: 2, high: 3 } }),
        status: finding,
      },
    )
  const answer = await answerMlEndpoints(ask, new URLSearchParams(), lake)
  close()
  return answer
}

test('requests, what a thousand cost, and the cost of hours without one', async () => {
  const { endpoints: rows } = await endpoints({
    facts: [endpoint],
    samples: [
      ...hourly('e-1', DAY, [...many(18, 1000), ...many(6, 0)], 'invocations'),
      ...hourly('e-1', DAY, many(24, 40)),
    ],
    inventory: [{ resource: 'e-1', type: 'endpoint', attributes: { min_instances: 2 } }],
  })
  expect(rows).toEqual([
    expect.objectContaining({
      requests: 18_000,
      costPer1000: 48 / 18,
      idleCost: 12,
      utilisation: 0.4,
      replicas: 2,
      minReplicas: 2,
      machineType: 'g5.xlarge',
    }),
  ])
})

test('without a series requests are unknown, not none; nobody calling is none', async () => {
  const { endpoints: rows } = await endpoints({
    facts: [endpoint, { ...endpoint, resource: 'e-2' }],
    samples: hourly('e-2', DAY, many(24, 0), 'invocations'),
  })
  expect(
    rows.map(({ resource, requests, costPer1000, idleCost }) => [resource, requests, costPer1000, idleCost]),
  ).toEqual([
    ['e-1', null, null, null],
    ['e-2', 0, null, 48],
  ])
})

test.each([
  ['open', 1],
  ['dismissed', 0],
])('the what-if is what the rule found: %s', async (status, count) => {
  const { endpoints: rows } = await endpoints({ facts: [endpoint] }, status)
  expect(rows[0]?.findings).toHaveLength(count)
  if (count === 1)
    expect(rows[0]?.findings[0]).toEqual({
      id: 'r-1',
      rule: 'ML-04',
      title: 'keeps 2',
      low: 1,
      expected: 2,
      high: 3,
    })
})

test('notebooks that run day and night, and the hours in which anybody works', async () => {
  const { notebooks, rulesRanAt } = await endpoints({
    facts: [notebook, { ...notebook, resource: 'n-2', consumed_quantity: '8' }],
    samples: hourly('n-1', DAY, [...many(18, 1), ...many(6, 50)], 'cpu_utilization'),
  })
  expect(
    notebooks.map(({ resource, leftOn, workingShare, lastWorked }) => [
      resource,
      leftOn,
      workingShare,
      lastWorked,
    ]),
  ).toEqual([
    ['n-1', true, 0.25, '2026-11-20T23:00:00Z'],
    ['n-2', false, null, null],
  ])
  expect(rulesRanAt).toBeNull()
})
