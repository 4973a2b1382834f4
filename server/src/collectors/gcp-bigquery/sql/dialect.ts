import type { ExportTable, Partition } from '../export-table.ts'

/** The expressions in which the kinds of export differ. All of them read one row. */
export interface Dialect {
  /** Billing month as `YYYYMM`. */
  readonly month: string
  /** When the row was exported, in microseconds since 1970. */
  readonly exported: string
  /** NUMERIC, or a long sum of floating point numbers ends in noise. */
  readonly cost: string
  readonly credits: string
  /** The columns of a row, money as text. */
  readonly columns: string
}

/**
 * `cost` is a FLOAT64 there: rounded to the nine decimals of NUMERIC, and as text, since JSON numbers may lose digits.
 * The columns are not named one by one: Google adds some from time to time, and old tables lack the newer.
 */
const BILLING: Dialect = {
  month: 'invoice.month',
  exported: 'unix_micros(export_time)',
  cost: 'cast(cost as numeric)',
  credits: '(select sum(cast(c.amount as numeric)) from unnest(credits) as c)',
  columns: `* replace (
    cast(cast(cost as numeric) as string) as cost,
    array(
      select as struct c.* replace (cast(cast(c.amount as numeric) as string) as amount)
      from unnest(credits) as c
    ) as credits
  )`,
}

/** Google's FOCUS view begins months at midnight in California, others at midnight UTC: at noon it is one month for both. */
const FOCUS: Dialect = {
  month: `format_timestamp('%Y%m', timestamp_add(timestamp(BillingPeriodStart), interval 12 hour))`,
  exported: 'unix_micros(timestamp(x_ExportTime))',
  cost: 'cast(BilledCost as numeric)',
  credits: 'cast(0 as numeric)',
  columns: `* replace (
    cast(cast(BilledCost as numeric) as string) as BilledCost,
    cast(cast(EffectiveCost as numeric) as string) as EffectiveCost,
    cast(cast(ContractedCost as numeric) as string) as ContractedCost,
    cast(cast(ListCost as numeric) as string) as ListCost
  )`,
}

export function dialectOf({ kind }: ExportTable): Dialect {
  return kind === 'focus' ? FOCUS : BILLING
}

/** The partitioning column as it must stand for BigQuery to leave partitions out; without partitions the export time. */
export function partitionOf(table: ExportTable): string {
  const { column } = table.partition
  if (column === null) return `timestamp_micros(${dialectOf(table).exported})`
  return column === '_PARTITIONTIME' ? column : `\`${column}\``
}

/** A timestamp parameter in the type of the partitioning column. */
export function boundOf({ type }: Partition, param: string): string {
  return type === 'TIMESTAMP' ? `@${param}` : `${type.toLowerCase()}(@${param})`
}
