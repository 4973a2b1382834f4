import { addAmounts } from '@outlay/shared/money'
import { expect, test } from 'vitest'
import { box } from './collect-once.ts'
import { collectSide } from './collect-side.ts'

const S3 = 'Amazon Simple Storage Service'
const costs = [
  { ...box, account: '111111111111', region: 'us-east-1', tags: { team: 'ml' }, resource: 'i-1' },
  { ...box, account: '222222222222', region: 'eu-west-1', unblended: '0.0000000001', resource: 'i-2' },
  { ...box, service: S3, account: '222222222222', unblended: '-3', amortized: '-3', resource: 'logs' },
]
const OCTOBER = { key: '2026-10', days: ['2026-10-01', '2026-11-01'] } as const
const sumOf = (rows: readonly { readonly [column: string]: unknown }[]) =>
  addAmounts(rows.map(({ billed }) => String(billed)))

test.each([
  [
    'account-service',
    ['subAccount', 'service'],
    ['111111111111', '222222222222', '222222222222'],
    [box.service, box.service, S3],
  ],
  ['service-region', ['service', 'region'], [box.service, box.service, S3], ['us-east-1', 'eu-west-1', null]],
])('%s sums to the bill, to the last digit', async (part, dimensions, first, second) => {
  const { run, error } = await collectSide(part, { costs, pageSize: 1 }, OCTOBER)

  expect(error).toBeNull()
  expect(run.rows.map(({ dimension_1, dimension_2 }) => [dimension_1, dimension_2])).toEqual(
    Array(3).fill(dimensions),
  )
  expect(run.rows.map(({ value_1 }) => value_1)).toEqual(first)
  expect(run.rows.map(({ value_2 }) => value_2)).toEqual(second)
  expect(sumOf(run.rows)).toBe(addAmounts(costs.map(({ unblended }) => unblended)))
  expect(run.requests().paid).toBe(3)
})

test('a row tells day, account, currency and both costs', async () => {
  const { run } = await collectSide('account-service', { costs: costs.slice(0, 1) }, OCTOBER)

  expect(run.rows).toEqual([
    {
      provider: 'aws',
      billing_account_id: '123456789012',
      day: '2026-10-01',
      dimension_1: 'subAccount',
      value_1: '111111111111',
      dimension_2: 'service',
      value_2: box.service,
      currency: 'USD',
      billed: '12.3456789012',
      effective: '11.1',
      quantity: '24',
      unit: 'Hrs',
    },
  ])
})

test('a tag is told from none', async () => {
  const settings = { tagKeys: ['team'] }
  const { run } = await collectSide('tag-service', { costs }, { ...OCTOBER, key: '2026-10 team', settings })

  expect(run.rows.map(({ dimension_1, value_1, value_2 }) => [dimension_1, value_1, value_2])).toEqual([
    ['tag:team', 'ml', box.service],
    ['tag:team', null, box.service],
    ['tag:team', null, S3],
  ])
})

test('every tag has its own months', async () => {
  const { part, settings, run } = await collectSide(
    'tag-service',
    { costs },
    { key: '2026-10 team', settings: { tagKeys: ['team', 'Cost Center'] } },
  )

  const keys = (await part.windows(settings, run.plan)).map(({ key }) => key)

  expect(keys).toHaveLength(26)
  expect(keys).toContain('2026-10 Cost Center')
})

test('resources are asked for day by day, service by service', async () => {
  const { run, fake, error } = await collectSide(
    'resources',
    { costs: costs.map((cost) => ({ ...cost, day: '2026-11-20' })) },
    {
      key: '2026-11-20',
      days: ['2026-11-20', '2026-11-21'],
      settings: { resourceServices: [box.service, S3] },
    },
  )

  expect(error).toBeNull()
  expect(run.rows.map(({ dimension_2, value_1, value_2 }) => [dimension_2, value_1, value_2])).toEqual([
    ['resource', box.service, 'i-1'],
    ['resource', box.service, 'i-2'],
    ['resource', S3, 'logs'],
  ])
  expect(fake.calls.map(({ operation }) => operation)).toEqual(Array(2).fill('GetCostAndUsageWithResources'))
})

test('resources that are not switched on say where', async () => {
  const { error } = await collectSide(
    'resources',
    { costs },
    {
      key: '2026-10-01',
      days: ['2026-11-20', '2026-11-21'],
      settings: { resourceServices: [S3] },
      faults: ['resources-off'],
    },
  )

  expect(error).toMatchObject({
    kind: 'not_enabled',
    message: expect.stringContaining('Cost Management preferences'),
  })
})

test('a page that comes twice is stale', async () => {
  const { error, run } = await collectSide(
    'account-service',
    { costs },
    { ...OCTOBER, faults: ['repeated-groups'] },
  )

  expect(error).toMatchObject({ kind: 'stale_pages' })
  expect(run.rows).toEqual([])
})
