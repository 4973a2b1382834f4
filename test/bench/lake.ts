import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Db } from '@outlay/server/db/open'
import { FOCUS_COLUMNS, SQL_TYPES } from '@outlay/server/focus/columns'

export const LAST_DAY = '2026-07-31'
const YEAR_DAYS = 365
/** What the rules read of the lake, and a little more. */
const LAKE_DAYS = 62

/**
 * A year of facts as an import would leave them, with the lake of its last 62 days: `rows` ÷ 365 resources with a line a
 * day. They are machines, disks, buckets, gateways, functions, logs and notebooks of three clouds and five payers, 60
 * accounts and 40 teams; one machine in five is covered by a commitment.
 */
export async function writeYear(db: Db, rows: number): Promise<void> {
  const resources = Math.round(rows / YEAR_DAYS)
  await writeLake(db.paths.lake, resources)
  await db.writer.withTransaction(async (connection) => {
    await connection.run(linesSql('view', resources, YEAR_DAYS))
    await connection.run(FACTS)
    await ledger(connection)
    await connection.run('drop view line')
  })
}

async function writeLake(lake: string, resources: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const columns = FOCUS_COLUMNS.map(({ name, type }) => `"${name}" ${SQL_TYPES[type]}`).join(', ')
  await connection.run(linesSql('table', resources, LAKE_DAYS))
  mkdirSync(join(lake, 'bench'), { recursive: true })
  for (const unit of UNITS) {
    await connection.run(`create or replace table lake (${columns})`)
    await connection.run(`insert into lake by name ${FOCUS} where provider || '-' || account = '${unit}'`)
    await connection.run(
      `copy lake to '${join(lake, 'bench', `${unit}.parquet`)}' (format parquet, compression zstd)`,
    )
  }
  instance.closeSync()
}

/** Providers × payers; each import has a file of its own. */
const UNITS = ['aws', 'azure', 'gcp'].flatMap((provider) =>
  Array.from({ length: 5 }, (_, index) => `${provider}-payer-${index}`),
)

/** Kind of resource by its number: service, category, usage type, unit, cost a day. */
const KINDS = `[
    {service: 'Amazon Elastic Compute Cloud', category: 'Compute', usage: 'BoxUsage:m5.xlarge', unit: 'Hours', cost: 4.6},
    {service: 'Amazon Elastic Compute Cloud', category: 'Compute', usage: 'BoxUsage:c5.large', unit: 'Hours', cost: 2.0},
    {service: 'Amazon Elastic Compute Cloud', category: 'Storage', usage: 'EBS:VolumeUsage.gp2', unit: 'GB-Mo', cost: 0.4},
    {service: 'Amazon Simple Storage Service', category: 'Storage', usage: 'TimedStorage-ByteHrs', unit: 'GB-Mo', cost: 3.1},
    {service: 'Amazon Virtual Private Cloud', category: 'Networking', usage: 'NatGateway-Bytes', unit: 'GB', cost: 1.2},
    {service: 'AWS Lambda', category: 'Compute', usage: 'Lambda-GB-Second', unit: 'seconds', cost: 0.3},
    {service: 'AmazonCloudWatch', category: 'Management and Governance', usage: 'DataProcessing-Bytes', unit: 'GB', cost: 0.9},
    {service: 'Amazon SageMaker', category: 'AI and Machine Learning', usage: 'Notebk:ml.t3.xlarge', unit: 'Hours', cost: 4.8},
    {service: 'Amazon Relational Database Service', category: 'Databases', usage: 'InstanceUsage:db.r5.large', unit: 'Hours', cost: 5.8},
    {service: 'Amazon Elastic Compute Cloud', category: 'Compute', usage: 'BoxUsage:g5.xlarge', unit: 'Hours', cost: 24.1}
  ]`

function linesSql(kind: 'table' | 'view', resources: number, days: number): string {
  return `
    create temp ${kind} line as
    select r, date '${LAST_DAY}' - d::integer as day, ['aws', 'azure', 'gcp'][1 + (y % 3)::integer] as provider,
      'payer-' || (y % 5) as account, 'account-' || (y % 60) as sub_account, 'region-' || (y % 9) as region,
      'resource-' || r as resource, 'team-' || (y % 40) as team, if(y % 4 = 0, 'prod', 'dev') as env,
      kind.service as service, kind.category as category, kind.usage as usage_type, kind.unit as unit,
      kind.usage like 'BoxUsage%' and y % 5 = 0 as covered,
      (kind.cost * (0.9 + (hash(r, d) % 200) / 1000))::decimal(38, 14) as cost,
      if(kind.unit = 'Hours', 24, 100 + (y % 900))::decimal(38, 14) as quantity
    from (select r, hash(r) as y, ${KINDS}[1 + (hash(r + 1) % 10)::integer] as kind from range(${resources}) as t(r)) as resource
    cross join range(${days}) as t(d)`
}

const FOCUS = `
  select cost as "BilledCost", account as "BillingAccountId", 'USD' as "BillingCurrency",
    date_trunc('month', day) as "BillingPeriodStart", 'Usage' as "ChargeCategory", usage_type as "ChargeDescription",
    'Usage-Based' as "ChargeFrequency", day as "ChargePeriodStart", day + 1 as "ChargePeriodEnd",
    if(covered, 'sp-' || account, null) as "CommitmentDiscountId", if(covered, 'Spend', null) as "CommitmentDiscountCategory",
    if(covered, 'Savings Plan', null) as "CommitmentDiscountType", if(covered, 'Used', null) as "CommitmentDiscountStatus",
    quantity as "ConsumedQuantity", unit as "ConsumedUnit", cost * 1.3 as "ContractedCost", cost as "EffectiveCost",
    cost * 1.3 as "ListCost", if(covered, 'Committed', 'Standard') as "PricingCategory", quantity as "PricingQuantity",
    unit as "PricingUnit", provider as "ProviderName", region as "RegionId", resource as "ResourceId",
    resource as "ResourceName", 'Instance' as "ResourceType", category as "ServiceCategory", service as "ServiceName",
    usage_type as "SkuId", usage_type as "SkuMeter", sub_account as "SubAccountId", sub_account as "SubAccountName",
    map {'team': team, 'env': env} as "Tags", usage_type as "x_UsageType"
  from line`

const FACTS = `
  insert into cost_fact by name
  select day, date_trunc('month', day)::date as month, date_trunc('month', day)::date as billing_period, provider,
    account as billing_account, sub_account, service, category as service_category, region, resource,
    resource as resource_name, usage_type as sku, usage_type, 'Usage' as charge_category,
    'Usage-Based' as charge_frequency, if(covered, 'Committed', 'Standard') as pricing_category,
    if(covered, 'Used', null) as commitment_status, team, team as tag1, map {'team': team, 'env': env} as tags,
    false as prepaid, 'USD' as currency, cost as billed, cost as effective, cost * 1.3 as contracted, cost * 1.3 as list,
    quantity as consumed_quantity, unit as consumed_unit, 1 as lines, 0 as gap_lines, 0 as gap_billed,
    provider || '-' || account as import_id
  from line`

/** One delivery a payer and provider, which counts on all its days. */
async function ledger(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    insert into import by name
    select import_id as id, row_number() over () as seq, 'bench' as delivery, 'files' as source,
      'costs' as kind, 'focus' as format, 'daily' as grain, 'costs' as dataset, provider, billing_account,
      '2026-07-01' as billing_period, 'counted' as state, [] as files, count(*) as rows_in, count(*) as rows_kept,
      0 as rows_rejected, 0 as values_rounded, '' as content_hash, '{}' as totals, [] as sub_accounts,
      ['bench/' || import_id || '.parquet'] as lake_files, [] as file_hashes, timestamp '2026-08-01' as created_at,
      timestamp '2026-08-01' as seen_at
    from cost_fact
    group by import_id, provider, billing_account`)
  await connection.run(`
    insert into import_day by name
    select import_id, day, 'USD' as currency, count(*) as rows, sum(billed) as billed,
      sum(effective) as effective, 0 as alone_rows, 0 as alone_billed, 0 as alone_effective, true as counts, true as whole
    from cost_fact
    group by import_id, day`)
}
