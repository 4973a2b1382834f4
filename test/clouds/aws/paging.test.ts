import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from './ask.ts'
import type { Fault } from './faults.ts'
import type { Service } from './operation.ts'
import { startFakeAws } from './server.ts'
import type { AwsWorld, Cost } from './world.ts'

const cost = (service: string): Cost => ({
  day: '2026-10-01',
  service,
  usageType: 'x',
  recordType: 'Usage',
  unblended: '12.3456789012',
  amortized: '1',
  blended: '1',
  region: 'us-east-1',
})
const cpu = {
  MetricDataQueries: [
    {
      Id: 'm1',
      MetricStat: {
        Metric: { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: [] },
        Period: 3600,
        Stat: 'Average',
      },
    },
  ],
  StartTime: 1782864000,
  EndTime: 1782867600,
}
const question = {
  TimePeriod: { Start: '2026-10-01', End: '2026-11-01' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
  GroupBy: [
    { Type: 'DIMENSION', Key: 'SERVICE' },
    { Type: 'DIMENSION', Key: 'REGION' },
  ],
}

async function start(world: AwsWorld) {
  const fake = await startFakeAws(world)
  onTestFinished(() => fake.close())
  const costs = async (body: object = {}) => {
    const { text } = await ask(fake.url, 'cost-explorer', 'GetCostAndUsage', { ...question, ...body })
    return JSON.parse(text) as Record<string, unknown>
  }
  return { fake, costs }
}

const THREE: AwsWorld = { costs: ['A', 'B', 'C'].map(cost), pageSize: 1 }

test('a token opens the page behind its own', async () => {
  const { costs } = await start(THREE)

  const first = await costs()
  const second = await costs({ NextPageToken: first['NextPageToken'] })
  const third = await costs({ NextPageToken: second['NextPageToken'] })

  expect([first, second, third].map((page) => JSON.stringify(page['ResultsByTime']))).toEqual(
    ['A', 'B', 'C'].map((service) => expect.stringContaining(`"Keys":["${service}","us-east-1"]`)),
  )
  expect(third).not.toHaveProperty('NextPageToken')
})

test('a page cannot be skipped', async () => {
  const { costs } = await start(THREE)
  await costs()

  expect(await costs({ NextPageToken: 'page-2' })).toMatchObject({ __type: 'InvalidNextTokenException' })
})

test('a question that changes between two pages is refused', async () => {
  const { costs } = await start(THREE)
  const { NextPageToken } = await costs()

  expect(await costs({ NextPageToken, Granularity: 'MONTHLY' })).toMatchObject({
    __type: 'RequestChangedException',
  })
})

test.each<[Fault, unknown]>([
  ['repeated-groups', [{}, {}]],
  ['all-days', [{ TimePeriod: { Start: '2020-02-28' } }, {}]],
])('%s spoils the page on command, once', async (fault, rows) => {
  const { fake, costs } = await start({ costs: [cost('A')] })
  fake.script([fault])

  expect((await costs())['ResultsByTime']).toMatchObject(rows as object)
  expect((await costs())['ResultsByTime']).toHaveLength(1)
})

test('a page can come backwards', async () => {
  const { fake, costs } = await start({ costs: [cost('A'), { ...cost('A'), day: '2026-10-02' }] })
  fake.script(['reordered'])

  expect((await costs())['ResultsByTime']).toMatchObject([
    { TimePeriod: { Start: '2026-10-02' } },
    { TimePeriod: { Start: '2026-10-01' } },
  ])
})

test.each<[Service, string, unknown, string]>([
  ['cost-explorer', 'GetCostAndUsage', question, 'LimitExceededException'],
  ['cloudwatch', 'GetMetricData', cpu, 'ThrottlingException'],
  ['organizations', 'ListAccounts', {}, 'TooManyRequestsException'],
  ['compute-optimizer', 'GetEnrollmentStatus', {}, 'ThrottlingException'],
  ['ec2', 'DescribeVolumes', '', '<Code>RequestLimitExceeded</Code>'],
])('%s calls a throttle by its own name', async (service, operation, body, name) => {
  const { fake } = await start({})
  fake.script(['limit-exceeded'])

  expect((await ask(fake.url, service, operation, body)).text).toContain(name)
})

test.each([
  ['seconds', { retryAfterSeconds: 7 }, '7'],
  [
    'a date',
    { headers: { 'retry-after': 'Mon, 23 Nov 2026 08:00:30 GMT' } },
    'Mon, 23 Nov 2026 08:00:30 GMT',
  ],
  ['nothing', {}, null],
])('a 429 asks to wait with %s', async (_case, tooManyRequests, header) => {
  const { fake } = await start({})
  fake.script([{ tooManyRequests }])

  const { status, headers } = await ask(fake.url, 'cost-explorer', 'GetCostAndUsage', question)

  expect([status, headers.get('retry-after')]).toEqual([429, header])
})

test.each<Fault>(['truncated', 'hang-up'])('%s breaks the connection', async (fault) => {
  const { fake } = await start({})
  fake.script([fault])

  await expect(ask(fake.url, 'cost-explorer', 'GetCostAndUsage', question)).rejects.toThrow()
})

test('a script can be for one operation', async () => {
  const { fake, costs } = await start({ costs: [cost('A')] })
  fake.script(['access-denied'], 'GetAnomalies')

  expect(await costs()).toHaveProperty('ResultsByTime')
  const { text } = await ask(fake.url, 'cost-explorer', 'GetAnomalies', {
    DateInterval: { StartDate: '2026-10-01' },
  })
  expect(text).toMatch(/AccessDeniedException.*GetAnomalies/)
})

test('a price list is JSON text within JSON, and a volume XML', async () => {
  const product = {
    serviceCode: 'AmazonEC2',
    product: { sku: 'A', productFamily: 'x', attributes: {} },
    terms: {},
    version: '1',
    publicationDate: '2026-11-01',
  }
  const { fake } = await start({
    products: [product],
    ec2: { volumes: [{ volumeId: 'vol-1 & 2', attachmentSet: [{ instanceId: 'i-1' }] }] },
  })

  const prices = JSON.parse(
    (await ask(fake.url, 'pricing', 'GetProducts', { ServiceCode: 'AmazonEC2' })).text,
  ) as { PriceList: string[] }
  const volumes = await ask(fake.url, 'ec2', 'DescribeVolumes', '')

  expect(JSON.parse(prices.PriceList[0] ?? '')).toEqual(product)
  expect(volumes.text).toContain(
    '<volumeSet><item><volumeId>vol-1 &amp; 2</volumeId><attachmentSet><item><instanceId>i-1</instanceId></item></attachmentSet></item></volumeSet>',
  )
})

const reference = fileURLToPath(new URL('../../../../shared/data/wire/aws/', import.meta.url))
const members = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.keys(Array.isArray(value) ? ((value[0] as object | undefined) ?? {}) : value)

test.skipIf(!existsSync(reference)).each<[string, Service, string, unknown, AwsWorld]>([
  ['get-cost-and-usage.pages.json', 'cost-explorer', 'GetCostAndUsage', question, THREE],
  ['cloudwatch-get-metric-data.json', 'cloudwatch', 'GetMetricData', cpu, { metric: () => 3.5 }],
])('answers in the shape of %s (needs ../shared/data)', async (file, service, operation, body, world) => {
  const { fake } = await start(world)
  const parsed: unknown = JSON.parse(readFileSync(`${reference}${file}`, 'utf8'))
  const wanted = (Array.isArray(parsed) ? parsed[0] : parsed) as Record<string, unknown>

  const answer = JSON.parse((await ask(fake.url, service, operation, body)).text) as Record<string, unknown>

  expect(Object.keys(answer)).toEqual(expect.arrayContaining(Object.keys(wanted)))
  for (const [key, value] of Object.entries(wanted))
    expect(members(answer[key])).toEqual(expect.arrayContaining(members(value)))
})
