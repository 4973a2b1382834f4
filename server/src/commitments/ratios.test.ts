import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../queries/ask.ts'
import { type Fact, factsInMemory } from '../queries/fact-builder.ts'
import { parseFilters } from '../queries/filters.ts'
import { readHotSpots } from './hot-spots.ts'
import { readRatios } from './ratios.ts'

const DAY = '2026-11-02'
const MACHINE = {
  service: 'Amazon Elastic Compute Cloud',
  usage_type: 'BoxUsage:m5.large',
  region: 'us-east-1',
}
const PLAN = { commitment_id: 'sp-1', commitment_status: 'Used', pricing_category: 'Committed' }
const HOURS = { consumed_unit: 'Hours', pricing_category: 'Standard' }
const AZURE = {
  provider: 'azure',
  billing_account: 'ea',
  service: 'Virtual Machines',
  usage_type: 'D8s v5',
  consumed_unit: 'Hours',
}
const RESERVED = { ...AZURE, commitment_id: 'ri-1', commitment_status: 'Used', pricing_category: 'Committed' }

/** One day, every kind of line that enters or must stay out. */
const FACTS: readonly Fact[] = [
  {
    day: DAY,
    ...MACHINE,
    ...PLAN,
    billed: '0',
    effective: '72',
    contracted: '100',
    list: '110',
    team: 'web',
    sub_account: 'a',
  },
  {
    day: DAY,
    ...PLAN,
    commitment_status: 'Unused',
    billed: '0',
    effective: '8',
    contracted: '30',
    list: '30',
    sub_account: 'payer',
  },
  {
    day: DAY,
    ...MACHINE,
    ...HOURS,
    billed: '50',
    list: '55',
    consumed_quantity: '500',
    team: 'web',
    sub_account: 'a',
  },
  {
    day: DAY,
    ...MACHINE,
    usage_type: 'SpotUsage:m5.large',
    pricing_category: 'Dynamic',
    billed: '10',
    contracted: '40',
    list: '40',
  },
  { day: DAY, service: 'Amazon S3', usage_type: 'TimedStorage', pricing_category: 'Standard', billed: '20' },
  { day: DAY, ...MACHINE, ...HOURS, billed: '-5', charge_class: 'Correction' },
  { day: DAY, service: 'Tax', billed: '7', charge_category: 'Tax' },
  {
    day: DAY,
    ...RESERVED,
    billed: '0',
    effective: '30',
    contracted: '0',
    list: '0',
    sku: 'd8',
    consumed_quantity: '10',
  },
  {
    day: DAY,
    ...AZURE,
    pricing_category: 'Standard',
    billed: '45',
    contracted: '45',
    list: '45',
    sku: 'd8',
    consumed_quantity: '9',
  },
  { day: DAY, ...RESERVED, billed: '0', effective: '40', contracted: '0', list: '70', sku: 'e8' },
  { day: DAY, ...RESERVED, billed: '0', effective: '5', contracted: null, list: '0', sku: 'f8' },
  {
    day: '2026-11-03',
    ...PLAN,
    commitment_id: 'block-1',
    pricing_category: 'Standard',
    effective: '60',
    contracted: '60',
    list: '90',
  },
  {
    day: '2026-11-03',
    ...PLAN,
    commitment_id: 'block-1',
    commitment_status: 'Unused',
    effective: '20',
    contracted: '0',
  },
]

let connection: Awaited<ReturnType<typeof factsInMemory>>

beforeAll(async () => {
  connection = await factsInMemory(FACTS)
})
afterAll(() => connection.closeSync())

const scope = { start: DAY, end: '2026-11-03', currency: 'USD', filters: [], blocks: ['block-1'] }
const read = (more: Partial<Parameters<typeof readRatios>[1]> = {}) =>
  withAsk(connection, new Date('2026-11-23T10:00:00Z'), (ask) => readRatios(ask, { ...scope, ...more }))

test('ratios are those reckoned by hand', async () => {
  const { overall } = await read()

  expect(overall).toEqual({
    used: '147', // 72 + 30 + 40 + 5
    unused: '8',
    onDemand: '95', // 50 + 45; storage and corrections stay out
    spot: '10',
    usedEquivalent: 220, // 100 contracted + 10 h × 45/9 of the same SKU + 70 list
    onDemandEquivalent: 95,
    utilisation: 0.948387, // 147 / 155
    coverage: 0.698413, // 220 / 315, spot and the list price of unused hours stay out
    commitmentSavingsRate: 0.222222, // 1 − (72 + 30 + 40 + 8 + 95) / 315
    totalSavingsRate: 0.310811, // 1 − (142 + 8 + 95 + 10) / (110 + 50 + 70 + 55 + 45 + 40)
    estimatedShare: 0.380952, // (50 + 70) / 315
    unpriced: '5',
    unamortised: 0,
    untold: 0,
  })
})

test('a reservation whose contracted cost is 0 is priced like its SKU on demand', async () => {
  const { byProvider } = await read({ filters: parseFilters(['provider:is:azure']) })

  expect(byProvider).toMatchObject([
    { value: 'azure', usedEquivalent: 120, coverage: 0.727273, estimatedShare: 0.727273 },
  ])
})

test('capacity that is paid ahead counts as used and unused, but covers nothing at a discount', async () => {
  const { overall } = await read({ start: '2026-11-03', end: '2026-11-04' })

  expect(overall).toMatchObject({ used: '60', unused: '20', utilisation: 0.75, usedEquivalent: 0 })
  expect(overall).toMatchObject({ coverage: null, commitmentSavingsRate: null, totalSavingsRate: null })
})

test('nothing to divide by is unknown, not zero', async () => {
  const { overall, daily, byTeam } = await read({ filters: parseFilters(['service:is:Nothing']) })

  expect(overall).toMatchObject({ used: '0', utilisation: null, coverage: null, estimatedShare: null })
  expect([daily, byTeam]).toEqual([[], []])
})

test('groups add up to the whole, and unused hours stand at the account that buys', async () => {
  const { byAccount, byTeam, daily, overall } = await read()

  expect(byAccount.filter(({ provider }) => provider === 'aws')).toMatchObject([
    { value: 'a', used: '72', unused: '0', onDemand: '50' },
    { value: null, used: '0', spot: '10' },
    { value: 'payer', unused: '8', coverage: null },
  ])
  expect(byTeam.find(({ value }) => value === 'web')).toMatchObject({ coverage: 0.666667, provider: null })
  expect(daily).toEqual([{ day: DAY, used: '147', unused: '8', onDemand: '95' }])
  expect(byTeam.reduce((sum, { usedEquivalent }) => sum + usedEquivalent, 0)).toBe(overall.usedEquivalent)
})

test('hot spots are families on demand, with what is covered beside them', async () => {
  const spots = await withAsk(connection, new Date('2026-11-23T10:00:00Z'), (ask) => readHotSpots(ask, scope))

  expect(spots).toMatchObject([
    { family: 'm5', region: 'us-east-1', program: 'compute', cost: '50', hours: '500', covered: '72' },
    { family: 'd8s', provider: 'azure', cost: '45', hours: '9', covered: '75' },
  ])
})

test('covered usage whose fee is billed apart counts as covered, but makes no savings rate better', async () => {
  const google = { provider: 'gcp', billing_account: 'g', service: 'Compute Engine', consumed_unit: 'hour' }
  const cores = { ...google, usage_type: 'N2 Instance Core running' }
  const own = await factsInMemory([
    { day: DAY, ...cores, ...PLAN, billed: '0', effective: '0', contracted: '300', list: '300' },
    { day: DAY, ...cores, pricing_category: 'Standard', billed: '90', contracted: '100', list: '100' },
  ])
  const { overall } = await withAsk(own, new Date('2026-11-23T10:00:00Z'), (ask) => readRatios(ask, scope))
  own.closeSync()

  expect(overall).toMatchObject({ coverage: 0.75, utilisation: null, unamortised: 300 })
  expect(overall).toMatchObject({ commitmentSavingsRate: 0.1, totalSavingsRate: 0.1 }) // 1 − 90 / 100
})

test('machines without a usage type leave coverage unknown instead of too high', async () => {
  const plain = {
    service: 'Amazon Elastic Compute Cloud',
    service_category: 'Compute',
    consumed_unit: 'Hours',
  }
  const own = await factsInMemory([
    { day: DAY, ...plain, ...PLAN, billed: '0', effective: '7', contracted: '10' },
    { day: DAY, ...plain, usage_type: 'Compute', pricing_category: 'Standard', billed: '30' },
    { day: DAY, ...plain, usage_type: 'NatGateway-Hours', pricing_category: 'Standard', billed: '5' },
  ])
  const { overall } = await withAsk(own, new Date('2026-11-23T10:00:00Z'), (ask) => readRatios(ask, scope))
  own.closeSync()

  expect(overall).toMatchObject({
    untold: 30,
    coverage: null,
    commitmentSavingsRate: null,
    utilisation: 1,
    onDemand: '0',
  })
})
