import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'

/** Drops the months of the touched groups, as their facts are dropped. */
export async function deleteBillMonths(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    delete from bill_month
    using touched_group
    where bill_month.provider = touched_group.provider
      and bill_month.billing_account = touched_group.billing_account
      and bill_month.billing_period = (touched_group.billing_period || '-01')::date
  `)
}

/**
 * Adds what everything that counts according to the temporary table `counted_day` says of invoices and of other currencies,
 * by billing account, period, currency, invoice and pricing currency: the facts keep neither.
 */
export async function insertBillMonths(
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<void> {
  await connection.run(SQL, { files: listValue([...files]) }, { files: LIST(VARCHAR) })
}

const OTHER_CURRENCY = `"PricingCurrency" <> "BillingCurrency" and "PricingCurrencyEffectiveCost" is not null`

const SQL = `
  insert into bill_month by name
  select counted.provider, counted.billing_account, max("BillingAccountName") as billing_account_name,
    counted.period as billing_period, "BillingCurrency" as currency, "InvoiceId" as invoice_id, count(*) as lines,
    sum("BilledCost") as billed,
    ${sumWhere('"BilledCost"', `"ChargeCategory" = 'Tax'`)} as tax,
    ${sumWhere('"BilledCost"', `"ChargeCategory" = 'Credit'`)} as credits,
    ${sumWhere('"BilledCost"', `"ChargeCategory" not in ('Tax', 'Credit') and ("ChargeCategory" = 'Adjustment' or "ChargeClass" = 'Correction')`)} as adjustments,
    ${sumWhere('"BilledCost"', `"x_BilledCostInUsd" is not null`)} as usd_from,
    coalesce(sum("x_BilledCostInUsd"), 0) as usd,
    case when ${OTHER_CURRENCY} then "PricingCurrency" end as pricing_currency,
    ${sumWhere('"EffectiveCost"', OTHER_CURRENCY)} as pricing_from,
    ${sumWhere('"PricingCurrencyEffectiveCost"', OTHER_CURRENCY)} as pricing,
    count(*) filter (where lower("x_Estimated") = 'true') as estimated,
    count(*) filter (where lower("x_Estimated") = 'false') as final
  from (
    select * from read_parquet($files, union_by_name = true, hive_partitioning = false, filename = true)
    -- few readers know it
    union all by name
    select null::varchar as "x_Estimated" where false
  ) as lake
  join counted_day as counted
    on counted.file = lake.filename
    and counted.day = lake."ChargePeriodStart"::date
    and (counted.whole or lake."x_Part" is distinct from 'alone')
  group by all
`

function sumWhere(column: string, condition: string): string {
  return `coalesce(sum(${column}) filter (where ${condition}), 0)`
}
