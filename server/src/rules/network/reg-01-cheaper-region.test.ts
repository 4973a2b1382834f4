import type { DuckDBConnection } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { judge, type TestLine, type TestMetric } from '../test-kit.ts'
import { cheaperRegion } from './reg-01-cheaper-region.ts'

const ANYWHERE = { placement: 'any' }

/** m5.xlarge in Ireland at its list price of 0.2 an hour: 144 a month; in Virginia it costs 0.18. */
const IRELAND: TestLine = {
  region: 'eu-west-1',
  usageType: 'EU-BoxUsage:m5.xlarge',
  name: 'solver',
  cost: '4.8',
  tags: ANYWHERE,
}
const AZURE: TestLine = {
  provider: 'azure',
  service: 'Virtual Machines',
  region: 'westeurope',
  resource: '/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachines/solver',
  meter: 'D4s v5',
  cost: '4.8',
  tags: { 'Region-Bound': 'no' },
}

async function somePrices(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create temp table vm_price as
    select *, 'test list' as source, date '2026-10-01' as as_of, false as stale
    from (values
      ('aws', 'us-east-1', 'm5.xlarge', 0.18), ('aws', 'eu-west-1', 'm5.xlarge', 0.2),
      ('azure', 'eastus', 'standard_d4s_v5', 0.16), ('azure', 'westeurope', 'standard_d4s_v5', 0.2)
    ) as price (provider, region, type_key, usd_per_hour)`)
  await connection.run(`
    create temp table region_price as
    select 'aws' as provider, 'eu-west-1' as region, 0.02 as usd_per_gb_to_region`)
}

/** 100 GB over 32 days. */
const traffic = (resource: string): TestMetric => ({
  resource,
  metric: 'network_in_bytes',
  value: () => 1e11 / 768,
})

test('a machine of AWS saves the ratio of two list prices less what its bytes cost', async () => {
  const { findings } = await judge(cheaperRegion, {
    lines: [IRELAND],
    metrics: [traffic('i-1')],
    prepare: somePrices,
  })

  const gigabytes = (100 * 30) / 32
  const { verdict } = findings[0] ?? expect.fail('no finding')
  expect(verdict.savings.low).toBeCloseTo(14.4 - gigabytes * 0.02, 6)
  expect(verdict.savings.expected).toBeCloseTo(14.4 - (gigabytes / 2) * 0.02, 6)
  expect(verdict.savings.high).toBeCloseTo(14.4 - (gigabytes / 4) * 0.02, 6)
  expect(verdict.facts['new_region']).toBe('us-east-1')
})

test('what is paid below list, in another currency, scales saving and transfer alike', async () => {
  const line = { ...IRELAND, cost: '2.4', currency: 'EUR' }
  const { findings } = await judge(cheaperRegion, {
    lines: [line],
    metrics: [traffic('i-1')],
    prepare: somePrices,
  })

  expect(findings[0]?.verdict.savings.expected).toBeCloseTo((14.4 - ((100 * 30) / 64) * 0.02) / 2, 6)
})

test('without a price of transfer and without a series both are assumed', async () => {
  const { findings } = await judge(cheaperRegion, { lines: [AZURE], prepare: somePrices })

  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(144 * 0.2 - 0.4 * 720 * 0.035, 6)
  expect(findings[0]?.verdict.savings.low).toBe(0)
})

test.each<[string, TestLine, string]>([
  ['a job without the tag', { ...IRELAND, tags: { 'aws:batch:compute-environment': 'x' } }, 'excluded'],
  [
    'a machine in the cheapest region',
    { ...IRELAND, region: 'us-east-1', usageType: 'BoxUsage:m5.xlarge' },
    'not_worth_it',
  ],
  [
    'a region without a price',
    { ...IRELAND, region: 'eu-north-1', usageType: 'EUN1-BoxUsage:m5.xlarge' },
    'price_unknown',
  ],
  [
    'one under a commitment',
    { ...IRELAND, commitmentStatus: 'Used', pricing: 'Committed' },
    'already_covered',
  ],
  ['one on spot', { ...IRELAND, usageType: 'EU-SpotUsage:m5.xlarge', pricing: 'Dynamic' }, 'excluded'],
  ['one of a week', { ...IRELAND, from: 6 }, 'too_young'],
  ['one that is gone', { ...IRELAND, to: 6 }, 'not_worth_it'],
])('%s is left alone with a reason', async (_, line, reason) => {
  const { findings, silences } = await judge(cheaperRegion, { lines: [line], prepare: somePrices })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test('bytes that cost more than the price saves keep it where it is', async () => {
  const heavy: TestMetric = { resource: 'i-1', metric: 'network_out_bytes', value: () => 1e13 / 768 }
  const { findings, silences } = await judge(cheaperRegion, {
    lines: [IRELAND],
    metrics: [heavy],
    prepare: somePrices,
  })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})

test.each<[string, TestLine]>([
  ['a machine without a tag', { ...IRELAND, tags: { app: 'shop' } }],
  ['one that is bound', { ...IRELAND, tags: { placement: 'eu' } }],
  ['a disk that may stand anywhere', { ...IRELAND, usageType: 'EU-EBS:VolumeUsage.gp3' }],
])('%s is no candidate', async (_, line) => {
  const { findings, silences } = await judge(cheaperRegion, { lines: [line], prepare: somePrices })
  expect([...findings, ...silences]).toEqual([])
})
