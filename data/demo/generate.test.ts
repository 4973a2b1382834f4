import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { toAmount } from '@outlay/shared/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateDemo } from './generate.ts'
import type { DemoManifest } from './manifest.ts'
import { readBack } from './read-back.ts'

const AS_OF = '2026-11-23'

let folder: string
let manifest: DemoManifest
let bill: DuckDBConnection

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-demo-'))
  manifest = await generateDemo({ out: join(folder, 'a'), asOf: AS_OF, seed: 1 })
  bill = await readBack(manifest, join(folder, 'a'))
}, 600_000)

afterAll(() => {
  bill.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await bill.runAndReadAll(sql)).getRowObjectsJson()
}

async function number(sql: string): Promise<number> {
  return Number(Object.values((await rows(sql))[0] ?? {})[0])
}

test('the same seed and day give the same bytes', async () => {
  const again = await generateDemo({ out: join(folder, 'b'), asOf: AS_OF, seed: 1 })
  expect(again).toEqual(manifest)
  expect(hashes(join(folder, 'b'))).toEqual(hashes(join(folder, 'a')))
}, 600_000)

test('thirteen months up to the day before the as-of day, one source late by four days, one acquired in month five', async () => {
  const found = await rows(`
    select source, count(distinct "BillingPeriodStart"[:7])::integer as months,
      max("ChargePeriodStart"[:10]) filter ("ChargeFrequency" = 'Usage-Based') as last
    from bill group by all order by all`)
  expect(found).toEqual([
    { source: 'aws-main', months: 13, last: '2026-11-22' },
    { source: 'aws-pinemoor', months: 9, last: '2026-11-22' },
    { source: 'azure-ea', months: 13, last: '2026-11-22' },
    { source: 'azure-mca', months: 13, last: '2026-11-18' },
    { source: 'gcp-eu', months: 13, last: '2026-11-22' },
    { source: 'gcp-us', months: 13, last: '2026-11-22' },
  ])
})

test('the totals of the manifest are the sums of the files', async () => {
  const sums = await rows(`
    select source, "BillingCurrency" as currency, "BillingPeriodStart"[:7] as month, count(*)::integer as lines,
      sum("BilledCost"::decimal(38, 12))::varchar as billed, sum("EffectiveCost"::decimal(38, 12))::varchar as effective,
      sum("ContractedCost"::decimal(38, 12))::varchar as contracted, sum("ListCost"::decimal(38, 12))::varchar as list
    from bill group by all order by all`)
  const exact = sums.map(({ billed, effective, contracted, list, ...row }) => ({
    ...row,
    billed: toAmount(String(billed)),
    effective: toAmount(String(effective)),
    contracted: toAmount(String(contracted)),
    list: toAmount(String(list)),
  }))
  expect(exact).toEqual(manifest.totals)
  expect(manifest.lines).toBe(exact.length > 0 ? await number('select count(*) from bill') : 0)
  expect(manifest.lines).toBeGreaterThan(300_000)
})

test('a month costs between 280 and 600 thousand dollars and grows over the year', async () => {
  const months = await rows(`
    select "BillingPeriodStart"[:7] as month, sum("EffectiveCost"::double) as cost from bill
    where "ChargeCategory" not in ('Tax', 'Credit') group by all order by all limit 12`)
  const costs = months.map(({ cost }) => Number(cost))
  expect(Math.min(...costs)).toBeGreaterThan(280_000)
  expect(Math.max(...costs)).toBeLessThan(600_000)
  expect((costs[11] ?? 0) / (costs[0] ?? 1)).toBeGreaterThan(1.3)
})

test('two thirds of the last closed month are machine learning', async () => {
  const share = await number(`
    select sum("EffectiveCost"::double) filter (
      "ServiceCategory" = 'AI and Machine Learning'
      or "ResourceId" ~ '(dataset|checkpoint|ml-|lidar|sim-rec|label|corpus|visiondata)'
      or "SkuId" in (select "SkuId" from bill where "ListUnitPrice"::double > 1.1 and "ServiceCategory" = 'Compute')
      or "ServiceName" = 'Amazon FSx' or "CapacityReservationId" is not null
    ) / sum("EffectiveCost"::double)
    from bill where "BillingPeriodStart" like '2026-10%' and "ChargeCategory" not in ('Tax', 'Credit')`)
  expect(share).toBeGreaterThan(0.6)
  expect(share).toBeLessThan(0.72)
})

test('ten resources carry about 30 % and two lines in five cost less than a cent', async () => {
  const top = await number(`
    with cost as (
      select "ResourceId" as id, sum("EffectiveCost"::double) as cost from bill
      where "BillingPeriodStart" like '2026-10%' and "ChargeCategory" not in ('Tax', 'Credit') group by all
    )
    select sum(cost) filter (id in (select id from cost where id is not null order by cost desc limit 10)) / sum(cost)
    from cost`)
  expect(top).toBeGreaterThan(0.25)
  expect(top).toBeLessThan(0.35)
  expect(await number('select quantile_cont("BilledCost"::double, 0.4) from bill')).toBeLessThan(0.01)
})

test('used and unused hours of every commitment add up to its fees, and a plan pays nothing twice', async () => {
  const found = await rows(`
    select coalesce("CommitmentDiscountId", "CapacityReservationId") as id,
      sum("EffectiveCost"::decimal(38, 12)) filter ("ChargeCategory" = 'Usage') =
        sum("BilledCost"::decimal(38, 12)) filter ("ChargeCategory" = 'Purchase') as even,
      coalesce(sum("EffectiveCost"::decimal(38, 12)) filter ("ChargeCategory" = 'Purchase'), 0) = 0 as deferred,
      coalesce(sum("BilledCost"::decimal(38, 12)) filter ("ChargeCategory" = 'Usage'), 0) = 0 as free
    from bill where id is not null group by all order by all`)
  expect(found).toHaveLength(7)
  for (const { id, ...sums } of found) {
    expect({ id, ...sums }).toEqual({ id, even: true, deferred: true, free: true })
  }
})

test('the savings plan is used to 92 % and no hour uses more than was promised', async () => {
  const used = await number(`
    select sum("EffectiveCost"::double) filter ("CommitmentDiscountStatus" = 'Used') / sum("EffectiveCost"::double)
    from bill where source = 'aws-main' and "CommitmentDiscountId" like '%savingsplan%' and "ChargeCategory" = 'Usage'`)
  expect(used).toBeGreaterThan(0.915)
  expect(used).toBeLessThan(0.925)
  expect(
    await number(
      `select count(*) from bill where "CommitmentDiscountStatus" = 'Unused' and "EffectiveCost"::double < 0`,
    ),
  ).toBe(0)
})

test('the end of the GPU reservation is a cliff', async () => {
  const cost = (from: string, until: string) =>
    number(`
      select sum("EffectiveCost"::double) / 7 from bill
      where "ResourceId" in (select "ResourceId" from bill where "CommitmentDiscountId" like '%reserved-instances%')
        and "ChargePeriodStart" >= '${from}' and "ChargePeriodStart" < '${until}'`)
  const before = await cost('2026-07-08', '2026-07-15')
  const after = await cost('2026-07-15', '2026-07-22')
  expect(after - before).toBeGreaterThan(500)
})

test('required columns are never null, quantity × price is the cost', async () => {
  const wrong = await number(`
    select count(*) from bill where "BilledCost" is null or "EffectiveCost" is null or "ContractedCost" is null
      or "ListCost" is null or "BillingAccountId" is null or "BillingCurrency" is null or "BillingPeriodStart" is null
      or "ChargeCategory" is null or "ChargePeriodStart" is null or "ChargePeriodEnd" is null
      or "InvoiceIssuerName" is null or "ProviderName" is null or "PublisherName" is null
      or "ServiceCategory" is null or "ServiceName" is null or "ChargeFrequency" is null
      or ("ChargeCategory" in ('Usage', 'Purchase') and "ChargeClass" is null
        and ("SkuId" is null or "SkuPriceId" is null or "PricingQuantity" is null or "PricingCategory" is null
          or "ListUnitPrice"::decimal(38, 10) * "PricingQuantity"::decimal(28, 12) <> "ListCost"::decimal(38, 12)
          or "ContractedUnitPrice"::decimal(38, 10) * "PricingQuantity"::decimal(28, 12) <> "ContractedCost"::decimal(38, 12)))
      or ("ChargeCategory" = 'Tax' and ("SkuId" is not null or "PricingQuantity" is not null))`)
  expect(wrong).toBe(0)
})

test('the discount of 9 % is inside the prices of the main payer, the marketplace apart', async () => {
  const found = await rows(`
    select "PublisherName" like 'Amazon%' as own,
      round(sum("ContractedCost"::double) / sum("ListCost"::double), 4) as factor
    from bill where source = 'aws-main' and "ChargeCategory" = 'Usage' and "CommitmentDiscountStatus" is null
      and "ChargeClass" is null and "CapacityReservationId" is null
    group by all order by all`)
  expect(found).toEqual([
    { own: false, factor: 1 },
    { own: true, factor: 0.91 },
  ])
})

test('credits, tax, a refund, marketplace and third-party models are there under their own names', async () => {
  const found = await rows(`
    select
      count(*) filter ("ChargeCategory" = 'Credit' and "BilledCost"::double < 0)::integer > 100 as credits,
      count(distinct source) filter ("ChargeCategory" = 'Tax')::integer as taxed,
      count(*) filter ("ChargeClass" = 'Correction' and "BilledCost"::double < 0)::integer as refunds,
      list_sort(list_distinct(list("PublisherName") filter ("PublisherName" <> "InvoiceIssuerName"))) as publishers
    from bill`)
  expect(found[0]).toEqual({
    credits: true,
    taxed: 3,
    refunds: 1,
    publishers: ['Anthropic, PBC', 'Databricks, Inc.', 'Datadog, Inc.'],
  })
})

test('team tags: three spellings, activated late, re-organised, some missing, fourteen teams', async () => {
  const found = await rows(`
    with tagged as (
      select *, regexp_extract("Tags", '["{ ](Team|team|TEAM)["=]', 1) as key,
        regexp_extract("Tags", '["{ ](?:Team|team|TEAM)(?:": ?"|=)([a-z-]+)', 1) as team
      from bill
    )
    select
      list_sort(list_distinct(list(key) filter (key <> ''))) as keys,
      count(distinct team) filter (team <> '')::integer as teams,
      count(*) filter (key <> '' and source = 'aws-main' and "ChargePeriodStart" < '2026-02-01')::integer as early,
      count(distinct team) filter (team = 'simulation' and "ChargePeriodStart" < '2026-06-12')::integer as too_early,
      sum("EffectiveCost"::double) filter (key = '' and "BillingPeriodStart" like '2026-10%')
        / sum("EffectiveCost"::double) filter ("BillingPeriodStart" like '2026-10%') as untagged
    from tagged`)
  const { untagged, ...rest } = found[0] ?? {}
  expect(rest).toEqual({ keys: ['TEAM', 'Team', 'team'], teams: 14, early: 0, too_early: 0 })
  expect(Number(untagged)).toBeGreaterThan(0.1)
  expect(Number(untagged)).toBeLessThan(0.22)
})

test('every machine, endpoint, notebook and disk has metrics; they and every bucket are in the inventory', async () => {
  await bill.run(`
    create temp table metric as
    select distinct resource_id, metric from read_parquet('${folder}/a/side/metrics-*.parquet');
    create temp table item as select * from read_json('${folder}/a/side/inventory.jsonl')`)
  const missing = await rows(`
    select resource_id from item where resource_type in ('vm', 'endpoint', 'notebook', 'disk')
      and resource_id not in (select resource_id from metric)`)
  expect(missing).toEqual([])
  const unknown = await rows(`
    select distinct "ResourceId" from bill
    where ("ServiceName" in ('Amazon Simple Storage Service', 'Cloud Storage')
        or "ResourceId" ~ '(^i-|^vol-|instances/|virtualmachines/|:endpoint/|notebook-instance/|storageaccounts/)')
      and "ResourceId" is not null and "ResourceId" not like '%reserved-instances%'
      and "ResourceId" not in (select resource_id from item)`)
  expect(unknown).toEqual([])
  expect(manifest.metricRows).toBeLessThan(3_000_000)
})

test('invoices of closed months are the billed totals, but for one', async () => {
  const differing = await rows(`
    with invoice as (select * from read_csv('${folder}/a/side/invoices.csv', all_varchar = true)),
    billed as (
      select "BillingAccountId" as id, "BillingPeriodStart"[:7] as month, sum("BilledCost"::decimal(38, 12)) as billed
      from bill group by all
    )
    select billing_period as month, (amount::decimal(18, 2) - round(billed, 2))::double as difference
    from invoice join billed on id = billing_account_id and month = billing_period
    where amount::decimal(18, 2) <> round(billed, 2)`)
  expect(differing).toEqual([{ month: '2026-10', difference: 412.5 }])
})

test('a closed month is restated and a truncated delivery comes last, to be held', () => {
  const costs = manifest.deliveries.filter(({ kind }) => kind === 'costs')
  const restated = costs.filter(
    ({ source, files }) => source === 'aws-main' && files.some((f) => f.includes('2026-09')),
  )
  expect(restated.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual(['2026-10-06', '2026-10-19'])
  expect(costs.at(-1)).toMatchObject({ source: 'azure-ea', expect: 'held' })
  expect(costs.map(({ createdAt }) => createdAt)).toEqual(costs.map(({ createdAt }) => createdAt).sort())
})

function hashes(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files
      .map((file) => join(file.parentPath, file.name))
      .map((path) => [
        path.slice(root.length),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]),
  )
}
