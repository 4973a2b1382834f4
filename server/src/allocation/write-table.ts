import { z } from 'zod'
import { EXPORT_TYPES, type ExportFile } from '../queries/export.ts'
import { csvChunks } from '../queries/exports/csv.ts'
import type { ExportColumn } from '../queries/exports/export-columns.ts'
import { xlsxFile } from '../queries/exports/xlsx.ts'

export const format = z.enum(['csv', 'xlsx']).default('csv')

interface Table<Row> {
  readonly columns: readonly ExportColumn<Row>[]
  readonly rows: readonly Row[]
  readonly context: readonly (readonly [string, string])[]
}

/** A table as CSV or Excel, with lines above it that say what it is of. */
export async function writeTable<Row>(
  name: string,
  kind: 'csv' | 'xlsx',
  { columns, rows, context }: Table<Row>,
): Promise<ExportFile> {
  const chunks =
    kind === 'csv'
      ? csvChunks(columns, rows, context)
      : [new Uint8Array(await xlsxFile(columns, rows, context))]
  return { name: `${name}.${kind}`, type: EXPORT_TYPES[kind], chunks }
}

export const text = <Row>(name: string, value: ExportColumn<Row>['value']): ExportColumn<Row> => ({
  name,
  kind: 'text',
  value,
})
export const amount = <Row>(name: string, value: ExportColumn<Row>['value']): ExportColumn<Row> => ({
  name,
  kind: 'amount',
  value,
})

/** The parameters but for one. */
export function without(params: URLSearchParams, name: string): URLSearchParams {
  const rest = new URLSearchParams(params)
  rest.delete(name)
  return rest
}
