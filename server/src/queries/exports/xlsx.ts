import type { CostRow } from '@outlay/shared/api'
import { type ExportColumn, withoutFormula } from './export-columns.ts'

const BOLD = { fontWeight: 'bold' } as const
const CELL_MAX = 32_767

/**
 * A workbook of two sheets: the rows, and what they show. Excel computes with 15 digits, so each amount stands twice: as
 * a number to compute with and as exact text.
 */
export async function xlsxFile<Row = CostRow>(
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
  context: readonly (readonly [string, string])[],
): Promise<Buffer> {
  const header = columns.flatMap(({ name, kind }) =>
    (kind === 'amount' ? [name, `${name} (exact)`] : [name]).map((value) => ({
      value: text(value),
      ...BOLD,
    })),
  )
  const about = context.map(([name, value]) => [
    { value: text(name), ...BOLD },
    { value: text(value), type: String },
  ])
  // Loaded with the first workbook.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const file = writeExcelFile([
    {
      data: [header, ...rows.map((row) => columns.flatMap((column) => cells(column, row)))],
      sheet: 'Costs',
      stickyRowsCount: 1,
    },
    { data: about, sheet: 'About' },
  ])
  return await file.toBuffer()
}

function cells<Row>(column: ExportColumn<Row>, row: Row) {
  const value = column.value(row)
  if (value === null) return column.kind === 'amount' ? [null, null] : [null]
  if (column.kind === 'text') return [{ value: text(value), type: String }]
  return [
    { value: Number(value), type: Number },
    { value, type: String },
  ]
}

/** Control characters cannot stand in XML. */
function text(value: string): string {
  return withoutFormula(value)
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
    .slice(0, CELL_MAX)
}
