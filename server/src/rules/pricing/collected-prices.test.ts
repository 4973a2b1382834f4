import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../../ingest/apply/harness.ts'
import { about, ec2, load } from '../base/test-machines.ts'
import { vmSize } from '../rightsizing/rs-01-vm-size.ts'
import { judge, LAST_DAY } from '../test-kit.ts'
import { useCollectedPrices } from './collected-prices.ts'
import { loadPrices } from './load-prices.ts'

const DAY = '2026-11-23'

type Price = Readonly<Record<string, string | null>>

function aws(type: string, price: string, more: Price = {}): Price {
  return {
    provider: 'aws',
    sku_id: `${type} ${price}`,
    service: 'AmazonEC2',
    description: null,
    region: 'us-east-1',
    resource_type: type,
    model: 'on_demand',
    unit: 'Hrs',
    tier_start: '0',
    currency: 'USD',
    price,
    as_of: '2026-11-20',
    attributes: JSON.stringify({ operatingSystem: 'Linux', usagetype: `BoxUsage:${type}` }),
    ...more,
  }
}

function google(description: string, price: string, more: Price = {}): Price {
  return aws(description, price, {
    provider: 'gcp',
    service: 'Compute Engine',
    description,
    region: 'us-central1',
    resource_type: 'N2Standard',
    unit: /ram/i.test(description) ? 'GiBy.h' : 'h',
    attributes: null,
    ...more,
  })
}

const collected: readonly Price[] = [
  aws('m5.xlarge', '0.5'),
  aws('m5.4xlarge', '0.9', { as_of: '2020-01-01' }),
  aws('m5.2xlarge', '0.3', { currency: 'EUR' }),
  aws('m5.8xlarge', '1.1', { as_of: '2026-12-01' }),
  aws('c5.large', '0.7', { attributes: '{"operatingSystem":"Windows"}' }),
  aws('c5.xlarge', '0.2', { attributes: '{"operatingSystem":"Linux","usagetype":"UnusedBox:c5.xlarge"}' }),
  aws('c5.2xlarge', '0.31', { sku_id: 'one' }),
  aws('c5.2xlarge', '0.32', { sku_id: 'other' }),
  aws('c5.4xlarge', '0.61', { as_of: '2026-10-01' }),
  aws('c5.4xlarge', '0.62'),
  aws('m5.xlarge', '0.6', { region: 'sa-east-1' }),
  aws('q9.xlarge', '0.6'),
  aws('gp3', '0.07', { unit: 'GB-Mo', attributes: '{"usagetype":"EBS:VolumeUsage.gp3"}' }),
  aws('m5.large', '0.03', { model: 'commitment_1y' }),
  google('N2 Instance Core running in Americas', '0.04'),
  google('N2 Instance Ram running in Americas', '0.005'),
  google('N2 Custom Instance Core running in Americas', '9'),
  google('Spot Preemptible N2 Instance Core running in Americas', '0.01', { model: 'spot' }),
  google('Spot Preemptible N2 Instance Ram running in Americas', '0.001', { model: 'spot' }),
  google('E2 Instance Core running in Americas', '0.03'),
]

let folder: TestFolder
let connection: DuckDBConnection
let counts: unknown

beforeAll(async () => {
  folder = await testFolder()
  await folder.deliver({
    sides: [{ kind: 'prices', source: 'aws-usage', slice: 'prices/a', rows: collected }],
  })
  connection = await folder.db.connect()
  await loadPrices(connection, { day: DAY })
  counts = await useCollectedPrices(connection, { day: DAY })
})

afterAll(async () => {
  connection.closeSync()
  await folder.remove()
})

async function rows(sql: string) {
  return (await connection.runAndReadAll(sql)).getRowsJson()
}

const vm = (provider: string, region: string, type: string) =>
  rows(`select usd_per_hour::double, as_of::varchar, source like '%collected%' from vm_price
    where provider = '${provider}' and region = '${region}' and type_key = '${type}'`)

test.each([
  ['a later price', 'aws', 'us-east-1', 'm5.xlarge', [0.5, '2026-11-20', true]],
  ['of two days the later', 'aws', 'us-east-1', 'c5.4xlarge', [0.62, '2026-11-20', true]],
  ['in a region that the catalogue lacks', 'aws', 'sa-east-1', 'm5.xlarge', [0.6, '2026-11-20', true]],
  ["cores and memory of Google's machine", 'gcp', 'us-central1', 'n2-standard-4', [0.24, '2026-11-20', true]],
])('%s counts', async (_, provider, region, type, expected) => {
  expect(await vm(provider, region, type)).toEqual([expected])
})

test.each([
  ['an older price', 'm5.4xlarge'],
  ['another currency', 'm5.2xlarge'],
  ['a day that is not yet', 'm5.8xlarge'],
  ['Windows', 'c5.large'],
  ['an unused reservation of capacity', 'c5.xlarge'],
  ['two prices of one day that differ', 'c5.2xlarge'],
  ['a commitment', 'm5.large'],
])('%s leaves the catalogue as it is', async (_, type) => {
  expect(await vm('aws', 'us-east-1', type)).toEqual([[expect.any(Number), '2026-07-20', false]])
})

test('a machine without one of its parts keeps the catalogue', async () => {
  expect(await vm('gcp', 'us-central1', 'e2-standard-4')).toEqual([[expect.any(Number), '2026-07-30', false]])
})

test('a machine of a new region has the size that it has elsewhere', async () => {
  expect(await rows(`select vcpu, memory_gib, stale from vm_price where region = 'sa-east-1'`)).toEqual([
    [4, 16, false],
  ])
})

test('spot capacity takes its price, and its share of what the machine costs on demand', async () => {
  expect(
    await rows(`select usd_per_hour::double, round(discount, 4) from spot_price
      where region = 'us-central1' and type_key = 'n2-standard-4'`),
  ).toEqual([[0.056, 0.7667]])
})

test('volumes take their price', async () => {
  expect(
    await rows(`select usd::double, as_of::varchar, unit from unit_price
      where provider = 'aws' and region = 'us-east-1' and item = 'ebs.gp3.storage'`),
  ).toEqual([[0.07, '2026-11-20', 'GB-month']])
})

test('what names no machine or unit that is known is counted', () => {
  // m5.xlarge twice, m5.4xlarge, c5.4xlarge, gp3, two parts of N2 on demand and two on spot
  expect(counts).toEqual({ rows: collected.length, known: 9 })
})

test('no key has two rows', async () => {
  expect(
    await rows(`select provider, region, type_key from vm_price group by all having count(*) > 1
      union all select provider, region, item from unit_price group by all having count(*) > 1`),
  ).toEqual([])
})

test('a finding takes its share of the collected price, and names source and day', async () => {
  const saving = async (withCollected: boolean) => {
    const verdicts = await judge(vmSize, {
      lines: [ec2('i-large', 'm5.4xlarge', 0.768)],
      metrics: load('i-large', 12, 13),
      prepare: async (own) => {
        await loadPrices(own, { day: LAST_DAY })
        if (!withCollected) return
        await own.run(`create temp table import as select 'i' as id, 'aws-usage' as source`)
        await own.run(`create temp table price as select 'aws' as provider, 'sku' as sku_id, 'AmazonEC2' as service,
          null::varchar as description, 'us-east-1' as region, 'm5.xlarge' as resource_type, 'on_demand' as model,
          'Hrs' as unit, 0::decimal(38, 14) as tier_start, 'USD' as currency, 0.18::decimal(38, 14) as price,
          '${LAST_DAY}'::date as as_of, null::varchar as attributes, 'i' as import_id`)
        await useCollectedPrices(own, { day: LAST_DAY })
      },
    })
    return about(verdicts, 'i-large').finding
  }

  expect((await saving(false))?.savings.expected).toBeCloseTo(552.96 * 0.75, 2)
  expect((await saving(true))?.savings.expected).toBeCloseTo(552.96 * (1 - 0.18 / 0.768), 2)
  expect((await saving(true))?.facts).toMatchObject({ new_type: 'm5.xlarge' })
})
