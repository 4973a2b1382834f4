import { addDays, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, PageRow } from '../collector.ts'
import { type BigQueryCalls, bigQueryCalls } from './bigquery-calls.ts'
import { controlSums } from './control-sums.ts'
import { type ExportTable, findExport } from './export-table.ts'
import { type MonthState, monthState, rowsQuery } from './month-state.ts'
import { NO_ROWS } from './month-windows.ts'
import { estimateBytes, runQuery } from './run-query.ts'
import type { Settings } from './settings.ts'

/** Google issues invoices within five days after the month. Source: Cloud Billing, "Billing cycle". */
const INVOICE_DAYS = 5
/** On-demand price of a tebibyte in USD, US and EU. Source: BigQuery pricing, 2026. */
const USD_PER_TEBIBYTE = 6.25

/**
 * Reads a whole billing month, unless it holds what it held when it was last read. Its rows and their sums must be those
 * that BigQuery reckons itself. Throws CollectError.
 */
export async function collectMonth(config: Settings, context: CollectContext): Promise<Collected> {
  const { since, until, version } = context.window
  const estimated = addDays(until, INVOICE_DAYS) > toDay(context.clock())
  if (version === NO_ROWS) return { estimated, version }
  const calls = await bigQueryCalls(config, context)
  const table = await findExport(calls, config)
  const state = await monthState(calls, table, since)
  const found = { estimated, version: String(state.exportedUntil), format: table.format }
  if (found.version === context.previous?.version) return { ...found, unchanged: true }
  if (state.rows > 0) await readRows(calls, table, state, context)
  return found
}

const Row = z.object({ line: z.string() })

async function readRows(
  calls: BigQueryCalls,
  table: ExportTable,
  state: MonthState,
  context: CollectContext,
): Promise<void> {
  const query = rowsQuery(table, context.window.since, state)
  const bytes = await estimateBytes(calls, query)
  refuseExpensive(bytes, calls.settings)
  context.progress(describe(state.rows, bytes))
  context.log.info(
    { table: table.name, month: context.window.key, rows: state.rows, bytes },
    'reading from BigQuery',
  )
  const sums = controlSums(table.kind)
  for await (const page of runQuery(calls, query, Row)) {
    const rows = page.map(({ line }) => parseLine(line))
    for (const row of rows) sums.add(row)
    context.page(rows)
  }
  const fault = sums.disagreement(state)
  if (fault !== null)
    throw new CollectError('stale_pages', `BigQuery sent other rows than it counted (${fault})`)
}

/** What JSON.parse gives is JSON: only the outermost kind needs a look. */
function parseLine(line: string): PageRow {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch (cause) {
    throw new CollectError('bad_answer', 'BigQuery sent a row that is no JSON', { cause })
  }
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as PageRow
  throw new CollectError('bad_answer', 'BigQuery sent a row that is no JSON object')
}

function refuseExpensive(bytes: number, { maxBytesBilled }: Settings): void {
  if (bytes <= maxBytesBilled) return
  throw new CollectError(
    'budget',
    `The month takes ${gibibytes(bytes)} to read, maxBytesBilled allows ${gibibytes(maxBytesBilled)}. Raise it, or take other months with --since`,
    { endsSource: false },
  )
}

function describe(rows: number, bytes: number): string {
  const dollars = (bytes / 2 ** 40) * USD_PER_TEBIBYTE
  return `${rows} rows, ${gibibytes(bytes)} to read, about ${dollars.toFixed(4)} USD`
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(3)} GiB`
}
