import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { foldTagKeySql } from '@outlay/shared/tag-key'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { accountIdSql } from '../../focus/account-id.ts'

/**
 * Table `usage_line`: the bill's lines of the last 60 complete days as they count, all charge categories, in their own
 * grain (hour or day).
 * - `start_at`, `end_at` timestamp; `day` date; `hours` double: length of the charge period
 * - `recent` boolean: inside the 30-day window
 * - `provider`, `billing_account`, `sub_account`, `sub_account_name`, `service`, `service_code`, `service_category`,
 *   `region`, `zone`, `resource` (Azure's in lower case), `resource_name`, `resource_type` text
 * - `sku`, `meter` (SkuMeter), `usage_type`, `operation`, `description` (ChargeDescription), `details` (SkuPriceDetails,
 *   JSON text) text
 * - `charge_category`, `charge_class`, `charge_frequency`, `pricing_category`, `commitment_id`, `commitment_type`,
 *   `commitment_category`, `commitment_status`, `currency`, `unit` text
 * - `quantity` double: ConsumedQuantity; `priced_quantity` double: PricingQuantity
 * - `billed`, `effective`, `contracted`, `list` decimal(38,14), null where the bill does not tell; `effective` falls back
 *   on `billed` only where the whole bill has no EffectiveCost
 * - `contracted_unit_price`, `list_unit_price` double
 * - `tags` map(varchar, varchar) as billed; `env` text: the folded value of env, environment or stage
 */
export async function createUsageLines(connection: DuckDBConnection, lake: string): Promise<void> {
  const days = await runQuery(connection, countedDaysQuery, { lake })
  await connection.run(
    `create or replace temp table rule_file_day as
     select unnest($files) as file, unnest($days)::date as day, unnest($whole) = 'true' as whole,
       unnest($providers) as provider, unnest($accounts) as billing_account`,
    {
      files: listValue(days.map(({ file }) => file)),
      days: listValue(days.map(({ day }) => day)),
      whole: listValue(days.map(({ whole }) => String(whole))),
      providers: listValue(days.map(({ provider }) => provider)),
      accounts: listValue(days.map(({ billing_account }) => billing_account)),
    },
    {
      files: LIST(VARCHAR),
      days: LIST(VARCHAR),
      whole: LIST(VARCHAR),
      providers: LIST(VARCHAR),
      accounts: LIST(VARCHAR),
    },
  )
  const files = [...new Set(days.map(({ file }) => file))]
  if (files.length === 0) {
    await connection.run(`create or replace temp table usage_line (${USAGE_LINE_COLUMNS})`)
    return
  }
  await connection.run(
    `create or replace temp table usage_line as ${LINES}`,
    { files: listValue(files) },
    { files: LIST(VARCHAR) },
  )
}

const ENV_KEYS = `('env', 'environment', 'stage')`

const LINES = `
  with tag_set as (
    select distinct "Tags" as tags
    from read_parquet($files, union_by_name = true, hive_partitioning = false)
  ),
  tag_env as (
    select tags,
      lower(list_filter(map_entries(tags), lambda entry:
        ${foldTagKeySql('entry.key')} in ${ENV_KEYS} and entry.value <> '')[1].value) as env
    from tag_set
  ),
  line as (
    select lake.*, counted.provider as line_provider, counted.billing_account as line_account, counted.day as line_day
    from read_parquet($files, union_by_name = true, hive_partitioning = false, filename = 'line_file') as lake
    join rule_file_day as counted
      on counted.file = lake.line_file
      and counted.day = lake."ChargePeriodStart"::date
      and (counted.whole or lake."x_Part" is distinct from 'alone')
  )
  select "ChargePeriodStart" as start_at, "ChargePeriodEnd" as end_at, line_day as day,
    coalesce(date_diff('second', "ChargePeriodStart", "ChargePeriodEnd") / 3600.0, 24)::double as hours,
    line_day >= rule_window.start_day as recent,
    line_provider as provider, line_account as billing_account, ${accountIdSql('line_provider', '"SubAccountId"')} as sub_account,
    "SubAccountName" as sub_account_name, "ServiceName" as service, "x_ServiceCode" as service_code,
    "ServiceCategory" as service_category, coalesce("RegionId", "RegionName") as region,
    "AvailabilityZone" as zone,
    case when line_provider = 'azure' then lower(coalesce("AllocatedResourceId", "ResourceId"))
      else coalesce("AllocatedResourceId", "ResourceId") end as resource,
    coalesce("AllocatedResourceName", "ResourceName") as resource_name, "ResourceType" as resource_type,
    "SkuId" as sku, "SkuMeter" as meter, coalesce("x_UsageType", "SkuMeter") as usage_type,
    "x_Operation" as operation, "ChargeDescription" as description, "SkuPriceDetails" as details,
    "ChargeCategory" as charge_category, "ChargeClass" as charge_class, "ChargeFrequency" as charge_frequency,
    "PricingCategory" as pricing_category,
    case when line_provider = 'azure' then lower("CommitmentDiscountId") else "CommitmentDiscountId" end as commitment_id,
    "CommitmentDiscountType" as commitment_type, "CommitmentDiscountCategory" as commitment_category,
    "CommitmentDiscountStatus" as commitment_status, "BillingCurrency" as currency,
    coalesce("ConsumedUnit", "PricingUnit") as unit,
    coalesce("ConsumedQuantity", "PricingQuantity")::double as quantity,
    "PricingQuantity"::double as priced_quantity,
    "BilledCost" as billed, coalesce("EffectiveCost", "BilledCost") as effective,
    "ContractedCost" as contracted, "ListCost" as list,
    "ContractedUnitPrice"::double as contracted_unit_price, "ListUnitPrice"::double as list_unit_price,
    line."Tags" as tags, tag_env.env
  from line
  join rule_window on rule_window.provider = line_provider and rule_window.billing_account = line_account
  left join tag_env on tag_env.tags is not distinct from line."Tags"
  where line_day >= rule_window.line_start and line_day < rule_window.end_day
`

/** Days of the window with the lake files that count on them. */
const countedDaysQuery = {
  name: 'rules.counted-days',
  sql: `
    with file as (
      select id, provider, billing_account, $lake || '/' || unnest(lake_files) as file
      from import
      where kind = 'costs' and state = 'counted'
    )
    select distinct file.file, file.provider, file.billing_account, import_day.day, import_day.whole
    from file
    join import_day on import_day.import_id = file.id and import_day.counts
    join rule_window using (provider, billing_account)
    where import_day.day >= rule_window.line_start and import_day.day < rule_window.end_day
    order by file.file, import_day.day
  `,
  params: z.object({ lake: z.string() }),
  row: z.object({
    file: z.string(),
    provider: z.string(),
    billing_account: z.string(),
    day: z.string(),
    whole: z.boolean(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** Names and types of `usage_line`, for an empty one and for tests. */
export const USAGE_LINE_COLUMNS = `
  start_at timestamp, end_at timestamp, day date, hours double, recent boolean, provider varchar,
  billing_account varchar, sub_account varchar, sub_account_name varchar, service varchar, service_code varchar,
  service_category varchar, region varchar, zone varchar, resource varchar, resource_name varchar,
  resource_type varchar, sku varchar, meter varchar, usage_type varchar, operation varchar, description varchar,
  details varchar, charge_category varchar, charge_class varchar, charge_frequency varchar, pricing_category varchar,
  commitment_id varchar, commitment_type varchar, commitment_category varchar, commitment_status varchar,
  currency varchar, unit varchar, quantity double, priced_quantity double, billed decimal(38, 14),
  effective decimal(38, 14), contracted decimal(38, 14), list decimal(38, 14), contracted_unit_price double,
  list_unit_price double, tags map(varchar, varchar), env varchar`
