import { LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'

/** What lines of the bill say of a commitment beside its cost, which the daily facts leave out. */
export interface KnownCommitment {
  readonly id: string
  readonly kind: 'discount' | 'capacity'
  readonly name: string | null
  readonly type: string | null
  /** `Spend` or `Usage`. */
  readonly category: string | null
  /** All texts of its purchase, for the term and the payment that they name. */
  readonly texts: string
  readonly paidOnce: boolean
  readonly paidOften: boolean
  /** First day and day after the last that a one-time purchase is for. */
  readonly purchase: { readonly start: string; readonly end: string } | null
  /** First day and day after the last of its term, where lines name them. */
  readonly term: { readonly start: string | null; readonly end: string | null }
}

/**
 * Every commitment and capacity block of the facts. Reads the few lake files in which each was bought first and last and
 * seen last; `lake` is the folder that the ledger's names are relative to.
 */
export async function readKnownCommitments(ask: Ask, lake: string): Promise<readonly KnownCommitment[]> {
  const files = await runQuery(ask.connection, filesQuery, { lake })
  if (files.length === 0) return []
  const reader = await ask.connection.runAndReadAll(
    LINES_SQL,
    { files: listValue(files.map(({ file }) => file)) },
    { files: LIST(VARCHAR) },
  )
  return z
    .array(Row)
    .parse(reader.getRowObjectsJson())
    .map(({ purchase_start, purchase_end, term_start, term_end, paid_once, paid_often, ...row }) => ({
      ...row,
      paidOnce: paid_once,
      paidOften: paid_often,
      term: { start: term_start, end: term_end },
      purchase:
        purchase_start === null || purchase_end === null
          ? null
          : { start: purchase_start, end: purchase_end },
    }))
}

const filesQuery = {
  name: 'commitments.files',
  sql: `
    with seen as (
      select commitment_id, arg_min(import_id, day) filter (where prepaid) as bought,
        arg_max(import_id, day) filter (where prepaid) as paid, arg_max(import_id, day) as used
      from cost_fact
      where commitment_id is not null
      group by commitment_id
    ),
    picked as (select distinct unnest([bought, paid, used]) as import_id from seen)
    select distinct $lake || '/' || unnest(import.lake_files) as file
    from picked
    join import on import.id = picked.import_id
    order by file
  `,
  params: z.object({ lake: z.string() }),
  row: z.object({ file: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

/** SQL: the day of a time as bills write it, `2026-07-01T00:00:00.000Z` or `20260701T000000.000Z`. */
function dayOf(text: string): string {
  return `coalesce(try_cast(left(${text}, 10) as date), try_strptime(left(${text}, 8), '%Y%m%d')::date)`
}

const LINES_SQL = `
  select coalesce("CommitmentDiscountId", "CapacityReservationId") as id,
    case when bool_or("CommitmentDiscountId" is not null) then 'discount' else 'capacity' end as kind,
    max("CommitmentDiscountName") as name, max("CommitmentDiscountType") as type, max("CommitmentDiscountCategory") as category,
    coalesce(string_agg(distinct concat_ws(' ', "x_UsageType", "SkuMeter", "ChargeDescription", "SkuPriceDetails"::varchar, "x_CommitmentPayment",
      -- Azure writes months as a bare number
      regexp_replace("x_SkuTerm", '^[0-9]+$', '\\0 months')), ' ')
      filter (where "ChargeCategory" = 'Purchase'), '') as texts,
    max(${dayOf('"x_CommitmentStart"')})::varchar as term_start, max(${dayOf('"x_CommitmentEnd"')})::varchar as term_end,
    coalesce(bool_or("ChargeCategory" = 'Purchase' and "ChargeFrequency" = 'One-Time' and "BilledCost" > 0), false) as paid_once,
    coalesce(bool_or("ChargeCategory" = 'Purchase' and "ChargeFrequency" = 'Recurring' and "BilledCost" > 0), false) as paid_often,
    (min("ChargePeriodStart") filter (where "ChargeCategory" = 'Purchase' and "ChargeFrequency" = 'One-Time'))::date::varchar as purchase_start,
    (max("ChargePeriodEnd") filter (where "ChargeCategory" = 'Purchase' and "ChargeFrequency" = 'One-Time'))::date::varchar as purchase_end
  from (
    select * from read_parquet($files, union_by_name = true, hive_partitioning = false)
    -- few readers know them
    union all by name
    select null::varchar as "x_CommitmentStart", null::varchar as "x_CommitmentEnd", null::varchar as "x_CommitmentPayment",
      null::varchar as "x_SkuTerm"
    where false
  )
  where coalesce("CommitmentDiscountId", "CapacityReservationId") is not null
  group by id
  order by id`

const Row = z.object({
  id: z.string(),
  kind: z.enum(['discount', 'capacity']),
  name: z.string().nullable(),
  type: z.string().nullable(),
  category: z.string().nullable(),
  texts: z.string(),
  paid_once: z.boolean(),
  paid_often: z.boolean(),
  term_start: z.string().nullable(),
  term_end: z.string().nullable(),
  purchase_start: z.string().nullable(),
  purchase_end: z.string().nullable(),
})
