import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseFilters } from '../../queries/filters.ts'
import { refreshFacts } from '../refresh.ts'
import { type TestFolder, testFolder } from './harness.ts'
import type { Line } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

async function factsOf(lines: readonly Line[], columns: string, provider = 'aws'): Promise<unknown[][]> {
  await folder.deliver({ units: [{ lines, provider }] })
  return folder.select(`select ${columns} from cost_fact order by all`)
}

test('hourly lines of one resource become one row a day, exact to the last digit', async () => {
  const hour = (time: string, BilledCost: string) => ({
    ChargePeriodStart: `2026-07-0${time}:00:00`,
    BilledCost,
  })
  const lines = [hour('1 00', '0.00000000000001'), hour('1 23', '0.1'), hour('2 00', '0.2')]

  expect(await factsOf(lines, 'day, billed::varchar, lines::integer')).toEqual([
    ['2026-07-01', '0.10000000000001', 2],
    ['2026-07-02', '0.20000000000000', 1],
  ])
})

test('an unknown cost stays null and does not disappear in a sum', async () => {
  const lines = [{ ContractedCost: '2' }, { ContractedCost: null }, { EffectiveCost: null }]

  expect(await factsOf(lines, 'contracted::double, effective::double, list::double, lines::integer')).toEqual(
    [
      [2, 1, null, 1],
      [null, 1, null, 1],
      [null, null, null, 1],
    ],
  )
})

test.each([
  {
    case: 'usage type of a native bill',
    line: { x_UsageType: 'BoxUsage:m5.large', SkuMeter: 'Compute' },
    column: 'usage_type',
    value: 'BoxUsage:m5.large',
  },
  {
    case: 'usage type of a FOCUS bill',
    line: { SkuMeter: 'Compute' },
    column: 'usage_type',
    value: 'Compute',
  },
  {
    case: 'region by its id',
    line: { RegionId: 'eu-west-1', RegionName: 'Ireland' },
    column: 'region',
    value: 'eu-west-1',
  },
  {
    case: 'region by its name without an id',
    line: { RegionName: 'Ireland' },
    column: 'region',
    value: 'Ireland',
  },
  { case: 'service', line: { ServiceName: 'Amazon S3' }, column: 'service', value: 'Amazon S3' },
  {
    case: 'prepaid commitment',
    line: { ChargeCategory: 'Purchase', CommitmentDiscountId: 'ri-1' },
    column: 'prepaid',
    value: true,
  },
  {
    case: 'prepaid capacity block',
    line: { ChargeCategory: 'Purchase', CapacityReservationId: 'cr-1' },
    column: 'prepaid',
    value: true,
  },
  {
    case: 'purchase of something else',
    line: { ChargeCategory: 'Purchase' },
    column: 'prepaid',
    value: false,
  },
  {
    case: 'the resource that a shared cost is split to',
    line: { ResourceId: 'cluster', AllocatedResourceId: 'pod-1' },
    column: 'resource',
    value: 'pod-1',
  },
  { case: 'resource in its own case', line: { ResourceId: 'i-AbC' }, column: 'resource', value: 'i-AbC' },
])('$case', async ({ line, column, value }) => {
  expect(await factsOf([line], column)).toEqual([[value]])
})

test('resource ids of Azure are one whatever their case', async () => {
  const lines = [{ ResourceId: '/Subscriptions/A/vm' }, { ResourceId: '/subscriptions/a/VM' }]

  expect(await factsOf(lines, 'resource, lines::integer', 'azure')).toEqual([['/subscriptions/a/vm', 2]])
})

test.each([
  { case: 'usage billed without effective cost', line: { EffectiveCost: '0' }, gap: [1, 1] },
  { case: 'usage whose effective cost is unknown', line: { EffectiveCost: null }, gap: [1, 1] },
  { case: 'usage with both', line: {}, gap: [0, 0] },
  {
    case: 'usage that a commitment covers',
    line: { EffectiveCost: '0', CommitmentDiscountId: 'ri-1' },
    gap: [0, 0],
  },
  { case: 'a refund of usage', line: { EffectiveCost: '0', BilledCost: '-1' }, gap: [0, 0] },
  { case: 'a tax', line: { EffectiveCost: '0', ChargeCategory: 'Tax' }, gap: [0, 0] },
])('gap: $case', async ({ line, gap }) => {
  expect(await factsOf([line], 'gap_lines::integer, gap_billed::double')).toEqual([gap])
})

test.each([
  { key: 'Team' },
  { key: 'team' },
  { key: 'TEAM' },
  { key: 'user:Team' },
  { key: 'user_team' },
  { key: 'resourceTags/user:Team' },
])('a tag spelled $key is the promoted team and keeps its spelling', async ({ key }) => {
  const facts = await factsOf([{ Tags: { [key]: 'search' } }], 'tag1, tag2, team, map_keys(tags)')

  expect(facts).toEqual([['search', null, 'search', [key]]])
})

test('of two spellings the one with a value counts', async () => {
  expect(await factsOf([{ Tags: { TEAM: '', team: 'search' } }], 'team')).toEqual([['search']])
})

test('a line without tags or with an empty one belongs to no team', async () => {
  expect(await factsOf([{}, { Tags: {} }, { Tags: { team: '' } }], 'distinct team')).toEqual([[null]])
})

const rule = (id: string, ...match: string[][]) => ({ id, name: id, match: match.map(parseFilters) })

test('the first team rule that matches decides, else the tag', async () => {
  const teams = [
    rule('ml', ['service:is:Amazon SageMaker'], ['tag:app:contains:TRAIN', 'region:is:eu-west-1']),
    rule('platform', ['subAccount:is:111']),
  ]
  const lines = [
    { ServiceName: 'Amazon SageMaker', SubAccountId: '111', SkuId: '1' },
    { Tags: { App: 'training', team: 'search' }, RegionId: 'eu-west-1', SkuId: '2' },
    { Tags: { App: 'training', team: 'search' }, RegionId: 'us-east-1', SkuId: '3' },
    { SubAccountId: '111', SkuId: '4' },
    { SkuId: '5' },
  ]
  await folder.deliver({ units: [{ lines }] }, { teams })

  expect(await folder.select('select sku, team from cost_fact order by sku')).toEqual([
    ['1', 'ml'],
    ['2', 'ml'],
    ['3', 'search'],
    ['4', 'platform'],
    ['5', null],
  ])
})

test('a value in a team rule is a value, whatever it looks like', async () => {
  const teams = [rule("o'hara", ["service:is:x' or 1=1 --"])]
  await folder.deliver({ units: [{ lines: [{}] }] }, { teams })

  expect(await folder.select('select team from cost_fact')).toEqual([[null]])
})

test('other promoted tags or teams make all facts anew, the same ones do not', async () => {
  await folder.deliver({ units: [{ lines: [{ Tags: { app: 'a', team: 't' } }] }] })
  const change = { ...folder.options, promoted: ['app'], teams: [rule('all', ['provider:is:aws'])] }

  expect(await refreshFacts(folder.db, change)).toBe(true)
  expect(await folder.select('select tag1, team from cost_fact')).toEqual([['a', 'all']])
  expect(await folder.select('select key from promoted_tag')).toEqual([['app']])
  expect(await refreshFacts(folder.db, change)).toBe(false)
})

test('dimension values appear with their names and go with the last fact that has them', async () => {
  const line = { SubAccountId: '1', SubAccountName: 'old name', Tags: { Env: 'prod' }, BilledCost: '5' }
  await folder.deliver({ units: [{ lines: [line, { ServiceName: 'Amazon S3' }] }] })
  await folder.deliver({ units: [{ lines: [{ ...line, SubAccountName: 'new name' }, { BilledCost: '1' }] }] })

  expect(
    await folder.select(`
      select * from dimension_value
      where dimension in ('service', 'subAccount', 'tagKey', 'tag:env') order by all`),
  ).toEqual([
    ['service', 'Amazon EC2', null],
    ['subAccount', '1', 'new name'],
    ['tag:env', 'prod', null],
    ['tagKey', 'env', 'Env'],
  ])
})
