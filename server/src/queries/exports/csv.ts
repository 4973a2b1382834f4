import type { CostRow } from '@outlay/shared/api'
import { type ExportColumn, withoutFormula } from './export-columns.ts'

const ROWS_A_CHUNK = 2000

/**
 * RFC 4180 in chunks: amounts as plain decimals, texts quoted where needed and guarded against formulas. Lines of
 * `context` stand in front behind `# `.
 */
export function* csvChunks<Row = CostRow>(
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
  context: readonly (readonly [string, string])[] = [],
): Generator<string> {
  const comments = context.map(([name, value]) => `# ${`${name}: ${value}`.replace(/[\r\n]+/g, ' ')}\r\n`)
  yield `${comments.join('')}${columns.map((column) => quote(withoutFormula(column.name))).join(',')}\r\n`
  for (let start = 0; start < rows.length; start += ROWS_A_CHUNK) {
    yield rows
      .slice(start, start + ROWS_A_CHUNK)
      .map((row) => line(columns, row))
      .join('')
  }
}

function line<Row>(columns: readonly ExportColumn<Row>[], row: Row): string {
  const cells = columns.map((column) => {
    const value = column.value(row)
    if (value === null) return ''
    return column.kind === 'amount' ? value : quote(withoutFormula(value))
  })
  return `${cells.join(',')}\r\n`
}

function quote(text: string): string {
  return /[",\r\n]|^$|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
