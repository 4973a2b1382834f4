import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import type { BigQueryCalls } from './bigquery-calls.ts'
import type { ExportTable } from './export-table.ts'
import { type Query, runQuery } from './run-query.ts'
import { monthRowsSql } from './sql/month-rows.ts'
import { monthStateSql } from './sql/month-state.ts'

const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
const decimal = z.string().regex(/^-?\d+(\.\d{1,9})?$/, 'a NUMERIC has at most nine decimals')
const State = z.object({
  row_count: wholeNumber,
  cost: decimal.nullable(),
  credits: decimal.nullable(),
  exported_until: wholeNumber.nullable(),
  partitions_from: z.iso.datetime().nullable(),
  partitions_until: z.iso.datetime().nullable(),
})

/** What a month of the export holds. */
export interface MonthState {
  readonly rows: number
  /** Decimal text of at most nine decimals. */
  readonly cost: string
  readonly credits: string
  /** Newest export, microseconds since 1970; 0 for a month without rows. */
  readonly exportedUntil: number
  /** Half-open range of its partitions. */
  readonly partitionsFrom: string
  readonly partitionsUntil: string
}

/** Rows of a month are exported from its first day on; the slack is for clocks and time zones. */
const SLACK_DAYS = 10

/** First partition that may hold rows of a month. `since` is its first day. */
export function partitionsFrom(since: string): string {
  return `${addDays(since, -SLACK_DAYS)}T00:00:00Z`
}

/** Asks what a month holds now. `since` is its first day. Throws CollectError. */
export async function monthState(
  calls: BigQueryCalls,
  table: ExportTable,
  since: string,
): Promise<MonthState> {
  const query: Query = {
    name: 'gcp-month-state',
    sql: monthStateSql(table),
    location: table.location,
    params: {
      month: { type: 'STRING', value: invoiceMonth(since) },
      partitions_from: { type: 'TIMESTAMP', value: partitionsFrom(since) },
    },
  }
  const rows: z.output<typeof State>[] = []
  for await (const page of runQuery(calls, query, State)) rows.push(...page)
  const [state] = rows
  return {
    rows: state?.row_count ?? 0,
    cost: state?.cost ?? '0',
    credits: state?.credits ?? '0',
    exportedUntil: state?.exported_until ?? 0,
    partitionsFrom: state?.partitions_from ?? partitionsFrom(since),
    partitionsUntil: state?.partitions_until ?? partitionsFrom(since),
  }
}

/** The question for the rows of a month in a state. */
export function rowsQuery(table: ExportTable, since: string, state: MonthState): Query {
  return {
    name: 'gcp-month-rows',
    sql: monthRowsSql(table),
    location: table.location,
    params: {
      month: { type: 'STRING', value: invoiceMonth(since) },
      partitions_from: { type: 'TIMESTAMP', value: state.partitionsFrom },
      partitions_until: { type: 'TIMESTAMP', value: state.partitionsUntil },
      exported_until: { type: 'INT64', value: String(state.exportedUntil) },
    },
  }
}

/** `2026-10-01` → `202610` */
function invoiceMonth(since: string): string {
  return since.slice(0, 7).replace('-', '')
}
