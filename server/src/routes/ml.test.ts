import { afterAll, beforeAll, expect, test } from 'vitest'
import { mlRoutes } from './ml.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp

beforeAll(async () => {
  const endpoint = {
    day: '2026-11-20',
    service: 'Amazon SageMaker',
    service_category: 'AI and Machine Learning',
    usage_type: 'Host:ml.g5.xlarge',
    region: 'us-east-1',
    consumed_unit: 'Hours',
    consumed_quantity: '24',
    resource: 'e-1',
    billed: '33.79',
  }
  opened = await openTestApp([
    endpoint,
    { ...endpoint, usage_type: 'Notebk:ml.g5.xlarge', resource: 'n-1' },
    {
      ...endpoint,
      usage_type: 'Train:ml.p4d.24xlarge',
      resource: 'arn:aws:sagemaker:us-east-1:1:training-job/a',
    },
    {
      ...endpoint,
      service: 'Azure OpenAI',
      usage_type: 'gpt-4o input tokens, 1K',
      consumed_unit: '1K tokens',
      resource: null,
    },
    {
      ...endpoint,
      service: 'Amazon EC2',
      service_category: 'Compute',
      usage_type: 'BoxUsage:m5.large',
      resource: 'i-1',
    },
  ])
})
afterAll(() => opened.close())

const get = async (path: string) => opened.app.request(`http://127.0.0.1/api/v1${path}`)

test.each(mlRoutes)('$path answers as it says, with its basis, and its SQL for the asking', async (route) => {
  const response = await get(`${route.path}?explain=1&metric=billed`)
  expect(response.status).toBe(200)
  const body = (await response.json()) as { meta: object }
  expect(route.returns?.safeParse(body).error?.issues ?? []).toEqual([])
  expect(body.meta).toMatchObject({
    basis: { metric: 'billed', charges: 'cost' },
    currency: 'USD',
    sql: expect.stringContaining('cost_fact'),
  })
})

test.each(mlRoutes)('$path names a parameter that it does not know', async ({ path }) => {
  const response = await get(`${path}?granularty=daily`)
  expect(response.status).toBe(400)
  expect(JSON.stringify(await response.json())).toContain('granularity')
})

test('without machine learning every part says so', async () => {
  const part = async (name: string) => (await get(`/ml/${name}?filter=service:is:Amazon%20EC2`)).json()
  expect(await part('summary')).toMatchObject({
    total: '0',
    allCosts: '33.79',
    sentence: 'There are no costs of machine learning in this period.',
  })
  expect(await part('gpu')).toMatchObject({
    machines: [],
    totals: { cost: '0', hours: 0, costPerHour: null },
  })
  expect(await part('runs')).toMatchObject({ runs: [], cost: '0' })
  expect(await part('endpoints')).toMatchObject({ endpoints: [], notebooks: [] })
  expect(await part('tokens')).toMatchObject({ rows: [], total: '0' })
})
