import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './ask.ts'
import { type FakeAws, startFakeAws } from './server.ts'

let fake: FakeAws
beforeAll(async () => {
  fake = await startFakeAws({})
})
afterAll(() => fake.close())

const costs = {
  TimePeriod: { Start: '2026-10-01', End: '2026-11-01' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
  GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
}

test.each<[string, Record<string, string>, RegExp]>([
  ['is not signed', { authorization: '' }, /MissingAuthenticationToken/],
  [
    'is signed for another service',
    {
      authorization: `AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
    /scoped to correct service: 'ce'/,
  ],
  [
    'is signed with half a signature',
    {
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/ce/aws4_request, SignedHeaders=host, Signature=0',
    },
    /MissingAuthenticationToken/,
  ],
  ['has no target', { 'x-amz-target': '' }, /UnknownOperation/],
  ['speaks another version', { 'content-type': 'application/x-amz-json-1.0' }, /json-1.1/],
])('refuses a request that %s', async (_case, headers, message) => {
  const { status, text } = await ask(fake.url, 'cost-explorer', 'GetCostAndUsage', costs, headers)

  expect(status).toBe(400)
  expect(text).toMatch(message)
})

test.each([
  ['no JSON', '{', /SerializationException/],
  ['a list', '[]', /SerializationException/],
])('refuses a body that is %s', async (_case, body, message) => {
  const right = await ask(fake.url, 'cost-explorer', 'GetCostAndUsage', costs)
  expect(right.status).toBe(200)
  const response = await fetch(fake.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSInsightsIndexService.GetCostAndUsage',
    },
    body,
  })

  expect(response.status).toBe(400)
  expect(await response.text()).toMatch(message)
})
