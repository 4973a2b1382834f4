import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { Count, Money } from '../../db/query.ts'
import type { StagedUnit } from '../staged.ts'
import { quoted, rowsOf } from './sql.ts'

export type UnitFigures = Pick<
  StagedUnit,
  'billingAccountName' | 'rowsKept' | 'valuesRounded' | 'totals' | 'days' | 'subAccounts'
> & {
  /** Rows by file index. */
  readonly files: ReadonlyMap<number, number>
}

/**
 * Everything the ledger wants to know of a unit, counted from the Parquet file that was written for it. Rows in and kept
 * are records of the files; where a record may be several rows (`expands`), they are told apart by file and number.
 */
export async function unitFigures(
  connection: DuckDBConnection,
  path: string,
  expands: boolean,
): Promise<UnitFigures> {
  const records = expands ? 'count(distinct (__file, __row))' : 'count(*)'
  const from = `from read_parquet(${quoted(path)}, hive_partitioning = false)`
  const [whole] = await rowsOf(connection, Whole, WHOLE.replace('$records', records).replace('$from', from))
  const files = await rowsOf(connection, FileRows, FILES.replace('$records', records).replace('$from', from))
  return {
    billingAccountName: whole?.name ?? null,
    rowsKept: whole?.rows ?? 0,
    valuesRounded: whole?.rounded ?? 0,
    totals: await rowsOf(connection, Total, TOTALS.replace('$from', from)),
    days: await rowsOf(connection, Day, DAYS.replace('$from', from)),
    subAccounts: whole?.accounts ?? [],
    files: new Map(files.map(({ file, rows }) => [file, rows])),
  }
}

const Whole = z.object({
  rows: Count,
  rounded: Count,
  name: z.string().nullable(),
  accounts: z.array(z.string()).nullable(),
})
const WHOLE = `
  select
    $records as rows,
    sum(__rounded) as rounded,
    max("BillingAccountName") as name,
    list_sort(list(distinct "SubAccountId") filter (where "SubAccountId" is not null)) as accounts
  $from`

const FileRows = z.object({ file: Count, rows: Count })
const FILES = `
  select __file as file, $records as rows
  $from
  group by all
  order by file`

const Total = z.object({
  currency: z.string(),
  rows: Count,
  billed: Money.nullable(),
  effective: Money.nullable(),
  contracted: Money.nullable(),
  list: Money.nullable(),
})
const TOTALS = `
  select
    "BillingCurrency" as currency,
    count(*) as rows,
    sum("BilledCost") as billed,
    sum("EffectiveCost") as effective,
    sum("ContractedCost") as contracted,
    sum("ListCost") as list
  $from
  group by all
  order by currency`

const Day = z.object({ day: z.string(), currency: z.string(), rows: Count, billed: Money, effective: Money })
const DAYS = `
  select
    cast("ChargePeriodStart" as date)::varchar as day,
    "BillingCurrency" as currency,
    count(*) as rows,
    sum("BilledCost") as billed,
    coalesce(sum("EffectiveCost"), 0) as effective
  $from
  group by all
  order by day, currency`
