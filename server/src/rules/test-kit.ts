import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { ground } from '../db/migrations/0001-ground.ts'
import { detect } from '../db/migrations/0006-detect.ts'
import { createDemandHours, NO_MEASURES } from './base/demand-hour.ts'
import { NO_METRIC_HOUR } from './base/metric-stat.ts'
import { deriveRelations } from './base/relations.ts'
import { USAGE_LINE_COLUMNS } from './base/usage-line.ts'
import type { Finding, Rule, Silence } from './rule.ts'
import { type Judged, runRule } from './run-rule.ts'

/** Last complete day of every test bill. */
export const LAST_DAY = '2026-10-31'

/** A resource line of a test bill: what is not given is plain on-demand usage of one AWS account in USD. */
export interface TestLine {
  readonly provider?: 'aws' | 'azure' | 'gcp'
  readonly account?: string
  readonly subAccount?: string
  readonly service?: string
  readonly serviceCode?: string
  readonly serviceCategory?: string
  readonly region?: string
  readonly resource?: string | null
  readonly name?: string
  readonly resourceType?: string
  readonly sku?: string
  readonly meter?: string
  readonly usageType?: string
  readonly operation?: string
  readonly description?: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly category?: 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment'
  readonly pricing?: 'Standard' | 'Dynamic' | 'Committed' | 'Other'
  readonly commitmentId?: string
  readonly commitmentType?: string
  readonly commitmentCategory?: 'Spend' | 'Usage'
  readonly commitmentStatus?: 'Used' | 'Unused'
  readonly currency?: string
  readonly unit?: string
  /** Cost a day, decimal text; list and contracted are the same unless given. */
  readonly cost: string
  readonly billed?: string
  readonly list?: string
  readonly quantity?: number
  readonly tags?: Readonly<Record<string, string>>
  /** Days before the last complete day, both inclusive: [29, 0] is the whole window (default). */
  readonly from?: number
  readonly to?: number
  /** Hours of the day with a line of its own; without it one line a day. Cost and quantity are of each line then. */
  readonly hours?: readonly number[]
  /** Only these ISO weekdays, 1 = Monday. */
  readonly weekdays?: readonly number[]
}

export interface TestMetric {
  readonly resource: string
  readonly metric: string
  /** Average and maximum of an hour, `hour` counted from the start of the last 32 days. */
  value(hour: number): number | readonly [average: number, maximum: number]
  /** How many days end with the last day; default 32. */
  readonly days?: number
}

export interface TestInventory {
  readonly resource: string
  readonly type: string
  readonly state?: string
  readonly attributes?: Readonly<Record<string, unknown>>
}

export interface TestBill {
  readonly lines?: readonly TestLine[]
  readonly metrics?: readonly TestMetric[]
  readonly inventory?: readonly TestInventory[]
  readonly settings?: Readonly<Record<string, unknown>>
  /** Share of a resource's usage that measures before this rule end. */
  readonly measures?: Readonly<Record<string, number>>
  /** Prepares more tables, e.g. the catalogue's. */
  prepare?(connection: DuckDBConnection): Promise<void>
}

export interface TestVerdicts {
  readonly findings: readonly Judged<Finding>[]
  readonly silences: readonly Judged<Silence>[]
}

/** Runs one rule over a bill of a few lines, in a database of its own. */
export async function judge(rule: Rule, bill: TestBill): Promise<TestVerdicts> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await fillTestBill(connection, bill)
    return await runRule(connection, rule, {
      settings: bill.settings ?? {},
      lastDay: LAST_DAY,
      materiality: () => 5,
    })
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** The tables that rules read, filled with a bill of a few lines. */
export async function fillTestBill(connection: DuckDBConnection, bill: TestBill): Promise<void> {
  await connection.run(ground.sql)
  await connection.run(detect.sql)
  await connection.run(`create temp table usage_line (${USAGE_LINE_COLUMNS})`)
  for (const line of bill.lines ?? []) await addLine(connection, line)
  await connection.run(`
    create temp table rule_window as
    select distinct provider, billing_account, date '${LAST_DAY}' - 59 as line_start, date '${LAST_DAY}' - 29 as start_day,
      date '${LAST_DAY}' + 1 as end_day, 30 as window_days
    from usage_line`)
  await connection.run(FACTS)
  await connection.run(NO_METRIC_HOUR)
  for (const metric of bill.metrics ?? []) await addMetric(connection, metric)
  for (const item of bill.inventory ?? []) {
    await connection.run(
      `insert into inventory values ($id, $type, $state, timestamp '${LAST_DAY}', $attributes, 'test')`,
      {
        id: item.resource,
        type: item.type,
        state: item.state ?? 'active',
        attributes: JSON.stringify(item.attributes ?? {}),
      },
    )
  }
  await bill.prepare?.(connection)
  await deriveRelations(connection)
  await connection.run(NO_MEASURES)
  for (const [resource, share] of Object.entries(bill.measures ?? {}))
    await connection.run('insert into measure_share values ($resource, $share::double)', { resource, share })
  await createDemandHours(connection)
}

const FACTS = `
  insert into cost_fact by name
  select day, date_trunc('month', day)::date as month, date_trunc('month', day)::date as billing_period, provider,
    billing_account, sub_account, service, region, resource, usage_type, charge_category, pricing_category,
    commitment_id, commitment_status, tags['team'] as team, false as prepaid, currency, billed, effective,
    quantity::decimal(38, 14) as consumed_quantity,
    1 as lines, 0 as gap_lines, 0 as gap_billed, 'test' as import_id
  from usage_line`

async function addLine(connection: DuckDBConnection, line: TestLine): Promise<void> {
  const hours = line.hours ?? [0]
  const length = line.hours === undefined ? 24 : 1
  await connection.run(
    `insert into usage_line by name
     select day + to_hours(hour) as start_at, day + to_hours(hour + $length) as end_at, day::date as day,
       $length::double as hours, day >= date '${LAST_DAY}' - 29 as recent, ${COLUMNS},
       from_json($tags, '"MAP(VARCHAR, VARCHAR)"') as tags, lower(from_json($tags, '"MAP(VARCHAR, VARCHAR)"')['env']) as env
     from (select unnest(generate_series(date '${LAST_DAY}' - $from::integer, date '${LAST_DAY}' - $to::integer,
         interval 1 day)) as day)
     cross join (select unnest(from_json($hours, '["INTEGER"]')) as hour)
     where list_contains(from_json($weekdays, '["INTEGER"]'), isodow(day)::integer)`,
    {
      ...valuesOf(line),
      length,
      from: line.from ?? 29,
      to: line.to ?? 0,
      hours: JSON.stringify(hours),
      weekdays: JSON.stringify(line.weekdays ?? [1, 2, 3, 4, 5, 6, 7]),
      tags: JSON.stringify(line.tags ?? {}),
    },
  )
}

const COLUMNS = `$provider as provider, $account as billing_account, $subAccount as sub_account,
  $subAccount as sub_account_name, $service as service, $serviceCode as service_code,
  $serviceCategory as service_category, $region as region, $resource as resource, $name as resource_name,
  $resourceType as resource_type, $sku as sku, $meter as meter, coalesce($usageType, $meter) as usage_type,
  $operation as operation, $description as description, $details as details, $category as charge_category,
  $pricing as pricing_category, $commitmentId as commitment_id, $commitmentType as commitment_type, $commitmentCategory as commitment_category,
  $commitmentStatus as commitment_status, $currency as currency, $unit as unit, $quantity::double as quantity,
  $quantity::double as priced_quantity, $billed::decimal(38, 14) as billed, $cost::decimal(38, 14) as effective,
  $list::decimal(38, 14) as contracted, $list::decimal(38, 14) as list`

const PLAIN = {
  provider: 'aws',
  account: 'payer',
  subAccount: 'account-1',
  service: 'Amazon Elastic Compute Cloud',
  serviceCode: null,
  serviceCategory: 'Compute',
  region: 'us-east-1',
  resource: 'i-1',
  name: null,
  resourceType: null,
  meter: null,
  usageType: null,
  operation: null,
  description: null,
  category: 'Usage',
  pricing: 'Standard',
  commitmentId: null,
  commitmentType: null,
  commitmentCategory: null,
  commitmentStatus: null,
  currency: 'USD',
  unit: 'Hours',
}

function valuesOf({
  details,
  tags: _tags,
  from: _from,
  to: _to,
  hours,
  weekdays: _weekdays,
  ...line
}: TestLine) {
  return {
    ...PLAIN,
    sku: line.usageType ?? line.meter ?? 'SKU',
    quantity: hours === undefined ? 24 : 1,
    billed: line.cost,
    list: line.cost,
    ...line,
    details: details === undefined ? null : JSON.stringify(details),
  }
}

async function addMetric(connection: DuckDBConnection, metric: TestMetric): Promise<void> {
  const hours = (metric.days ?? 32) * 24
  const rows = Array.from({ length: hours }, (_, index) => {
    const value = metric.value(index)
    const [average, maximum] = typeof value === 'number' ? [value, value] : value
    return { hour: hours - index, average, maximum }
  })
  await connection.run(
    `insert into metric_hour
     select $resource, $resource, $metric, date '${LAST_DAY}' + 1 - to_hours(sample.hour), sample.average, sample.maximum
     from (select unnest(from_json($rows, '[{"hour":"INTEGER","average":"DOUBLE","maximum":"DOUBLE"}]')) as sample)`,
    { resource: metric.resource, metric: metric.metric, rows: JSON.stringify(rows) },
  )
}
