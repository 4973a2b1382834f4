import { z } from 'zod'
import type { Ask } from './ask.ts'
import { planCosts, runCosts } from './costs.ts'
import { CostsParams, type CostsQuestion, toCostsQuestion } from './costs-question.ts'
import { contextLines } from './exports/context-lines.ts'
import { csvChunks } from './exports/csv.ts'
import { exportColumns } from './exports/export-columns.ts'
import { parquetFile } from './exports/parquet.ts'
import { xlsxFile } from './exports/xlsx.ts'
import { readParams } from './params.ts'

/** Rows that are held in memory; a workbook takes several times the memory of a text. */
const ROWS_MAX = { csv: 1_000_000, xlsx: 200_000 } as const

const FORMATS = ['csv', 'xlsx', 'parquet'] as const

/** Media types of the formats. */
export const EXPORT_TYPES = {
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
  const name = `outlay-costs-${question.start}-${question.end}.${format}`
  const chunks = await chunksOf(ask, question, format, context === 'true', tmp)
  return { name, type: EXPORT_TYPES[format], chunks }
}

async function chunksOf(
  ask: Ask,
  question: CostsQuestion,
  format: keyof typeof EXPORT_TYPES,
  withContext: boolean,
  tmp: string,
): Promise<ExportFile['chunks']> {
  if (format === 'parquet') return [new Uint8Array(await parquet(ask, question, tmp))]
  const { data, meta } = await runCosts(ask, question, ROWS_MAX[format])
  const columns = exportColumns(question, meta.currency)
  const context = contextLines(question, meta, ask.now)
  if (format === 'csv') return csvChunks(columns, data, withContext ? context : [])
  return [new Uint8Array(await xlsxFile(columns, data, context))]
}

/** Written by the database alone, whatever the number of rows. */
async function parquet(ask: Ask, asked: CostsQuestion, tmp: string): Promise<Buffer> {
  return parquetFile(ask.connection, await planCosts(ask, asked, Number.MAX_SAFE_INTEGER), tmp)
}
