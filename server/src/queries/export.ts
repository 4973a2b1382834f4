import { z } from 'zod'
import type { Ask } from './ask.ts'
import { runCosts } from './costs.ts'
import { CostsParams, toCostsQuestion } from './costs-question.ts'
import { costsSql } from './costs-sql.ts'
import { contextLines } from './exports/context-lines.ts'
import { csvChunks } from './exports/csv.ts'
import { exportColumns } from './exports/export-columns.ts'
import { parquetFile } from './exports/parquet.ts'
import { xlsxFile } from './exports/xlsx.ts'
import { readParams } from './params.ts'

/** What a sheet of Excel holds. */
const ROWS_MAX = 1_000_000

const FORMATS = ['csv', 'xlsx', 'parquet'] as const

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<(typeof FORMATS)[number], string>

export const ExportParams = CostsParams.omit({ explain: true }).extend({
  format: z.enum(FORMATS).default('csv'),
  context: z
    .enum(['true', 'false'])
    .default('false')
    .describe('CSV only: period, basis, filters and total as # lines in front'),
})

export interface ExportFile {
  readonly name: string
  readonly type: string
  /** Chunks in order. */
  readonly chunks: Iterable<string | Uint8Array>
}

/**
 * The same question as `GET /costs`, as a file whose costs add up to the same total. `tmp` is the folder that the
 * database may write to.
 */
export async function answerExport(ask: Ask, params: URLSearchParams, tmp: string): Promise<ExportFile> {
  const { format, context, ...rest } = readParams(ExportParams, params)
  const question = toCostsQuestion({ ...rest, explain: false }, ask.state)
  const { data, meta } = await runCosts(ask, question, ROWS_MAX)
  const columns = exportColumns(question, meta.currency)
  const lines = contextLines(question, meta, ask.now)
  const chunks = async () => {
    if (format === 'csv') return csvChunks(columns, data, context === 'true' ? lines : [])
    if (format === 'xlsx') return [new Uint8Array(await xlsxFile(columns, data, lines))]
    const chosen = { ...question, currency: meta.currency }
    const compiled = costsSql(chosen, ask.state.promoted, ROWS_MAX)
    return [new Uint8Array(await parquetFile(ask.connection, chosen, meta.currency, compiled, tmp))]
  }
  const name = `outlay-costs-${meta.start}-${meta.end}.${format}`
  return { name, type: TYPES[format], chunks: await chunks() }
}
