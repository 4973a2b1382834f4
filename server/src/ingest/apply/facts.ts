import { type DuckDBConnection, type DuckDBValue, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import type { TeamAssignment } from '../../allocation/model.ts'
import type { TagSlots } from '../../allocation/tag-slots.ts'
import { accountIdSql } from '../../focus/account-id.ts'
import type { Bind } from '../../queries/dimension-sql.ts'
import { assignedSql } from './assigned-sql.ts'

export interface FactSettings {
  readonly slots: TagSlots
  /** In order: the first that matches gives the team. */
  readonly rules: readonly TeamAssignment[]
  /** Names of teams, by id. */
  readonly names: ReadonlyMap<string, string>
}

/**
 * Adds the facts of everything that counts according to the temporary table `counted_day`
 * (`file, import_id, provider, billing_account, period, day, whole`): one row a day and resource line. Null measures
 * stay null, because whether a measure is known is part of the group.
 */
export async function insertFacts(
  connection: DuckDBConnection,
  files: readonly string[],
  settings: FactSettings,
): Promise<void> {
  const values: Record<string, DuckDBValue> = {}
  const bind: Bind = (value) => {
    const name = `v${Object.keys(values).length}`
    values[name] = value
    return `$${name}`
  }
  const sql = factSql(settings, bind)
  await connection.run(sql, { ...values, files: listValue([...files]) }, { files: LIST(VARCHAR) })
}

function factSql(settings: FactSettings, bind: Bind): string {
  // Tag sets from the lake and not from the facts: reading those twice would keep all of them in memory.
  const tagSets = `select distinct ${TAGS} as tags from ${LAKE}`
  return `
    insert into cost_fact by name
    with line as (${LINES}),
    fact as (${GROUPED}),
    ${assignedSql('fact', tagSets, settings, bind)}
    select * from assigned
  `
}

const LAKE = `read_parquet($files, union_by_name = true, hive_partitioning = false, filename = true)`

/** A split line belongs to what it was split to: its tags go before those of the shared resource. */
const TAGS = `case when "AllocatedTags" is null then "Tags"
      else map_concat(coalesce("Tags", map {}), "AllocatedTags") end`

/** A capacity block was paid ahead: its use bills nothing and is amortised, like that of a commitment. */
const AMORTISED_CAPACITY = `"ChargeCategory" = 'Usage' and "CapacityReservationStatus" is not null
      and "BilledCost" = 0 and "EffectiveCost" <> 0`

/** Lake lines that count, with the columns that the facts are grouped by. */
const LINES = `
  select counted.day,
    date_trunc('month', counted.day)::date as month,
    counted.period as billing_period,
    counted.provider,
    counted.billing_account,
    counted.import_id,
    "BillingAccountName" as billing_account_name,
    ${accountIdSql('counted.provider', '"SubAccountId"')} as sub_account,
    "SubAccountName" as sub_account_name,
    "x_OrgUnit" as org_unit,
    "ServiceName" as service,
    "ServiceCategory" as service_category,
    coalesce("RegionId", "RegionName") as region,
    case when counted.provider = 'azure' then lower(coalesce("AllocatedResourceId", "ResourceId"))
      else coalesce("AllocatedResourceId", "ResourceId") end as resource,
    coalesce("AllocatedResourceName", "ResourceName") as resource_name,
    "ResourceType" as resource_type,
    "SkuId" as sku,
    coalesce("x_UsageType", "SkuMeter") as usage_type,
    "ChargeCategory" as charge_category,
    "ChargeClass" as charge_class,
    "ChargeFrequency" as charge_frequency,
    "PricingCategory" as pricing_category,
    coalesce(case when counted.provider = 'azure' then lower("CommitmentDiscountId") else "CommitmentDiscountId" end,
      case when ${AMORTISED_CAPACITY} then "CapacityReservationId" end) as commitment_id,
    coalesce("CommitmentDiscountStatus", case when ${AMORTISED_CAPACITY} then "CapacityReservationStatus" end)
      as commitment_status,
    "PublisherName" as publisher,
    "InvoiceIssuerName" as invoice_issuer,
    ${TAGS} as tags,
    "ChargeCategory" = 'Purchase'
      and coalesce("CommitmentDiscountId", "CommitmentDiscountType", "CapacityReservationId") is not null as prepaid,
    "BillingCurrency" as currency,
    "ConsumedUnit" as consumed_unit,
    "BilledCost" as billed,
    "EffectiveCost" as effective,
    "ContractedCost" as contracted,
    "ListCost" as list,
    "x_BlendedCost" as blended,
    "ConsumedQuantity" as consumed_quantity,
    "ChargeCategory" = 'Usage' and "CommitmentDiscountId" is null and "BilledCost" > 0
      and coalesce("EffectiveCost", 0) = 0 as gap
  from ${LAKE} as lake
  join counted_day as counted
    on counted.file = lake.filename
    and counted.day = lake."ChargePeriodStart"::date
    and (counted.whole or lake."x_Part" is distinct from 'alone')
`

const KEYS = `day, month, billing_period, provider, billing_account, import_id, billing_account_name, sub_account,
    sub_account_name, org_unit, service, service_category, region, resource, resource_name, resource_type, sku,
    usage_type, charge_category, charge_class, charge_frequency, pricing_category, commitment_id, commitment_status,
    publisher, invoice_issuer, tags, prepaid, currency, consumed_unit`

const GROUPED = `
  select ${KEYS},
    sum(billed) as billed,
    sum(effective) as effective,
    sum(contracted) as contracted,
    sum(list) as list,
    sum(blended) as blended,
    sum(consumed_quantity) as consumed_quantity,
    count(*) as lines,
    count(*) filter (where gap) as gap_lines,
    coalesce(sum(billed) filter (where gap), 0) as gap_billed
  from line
  group by ${KEYS}, effective is null, contracted is null, list is null, blended is null
`
