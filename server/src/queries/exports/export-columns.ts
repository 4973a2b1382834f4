import type { CostRow } from '@outlay/shared/api'
import type { CostsQuestion } from '../costs-question.ts'
import { dimensionLabel } from '../dimension-sql.ts'

/** Columns of an exported table: text is escaped against formulas, amounts are exact decimals. */
export interface ExportColumn<Row = CostRow> {
  readonly name: string
  readonly kind: 'text' | 'amount'
  value(row: Row): string | null
}

/** The columns of a question in every format: period, dimensions, `other` under `top`, costs, currency. */
export function exportColumns(question: CostsQuestion, currency: string): readonly ExportColumn[] {
  const text = (name: string, value: ExportColumn['value']): ExportColumn => ({ name, kind: 'text', value })
  const amount = (name: string, value: ExportColumn['value']): ExportColumn => ({
    name,
    kind: 'amount',
    value,
  })
  return [
    text('period', (row) => row.period),
    ...question.groupBy.map((dimension, index) =>
      text(dimensionLabel(dimension), (row) => row.group[index] ?? null),
    ),
    ...(question.top === undefined ? [] : [text('other', (row) => (row.other === true ? 'true' : 'false'))]),
    amount('cost', (row) => row.cost),
    ...(question.compare === undefined ? [] : [amount('previousCost', (row) => row.previousCost ?? null)]),
    text('currency', () => currency),
  ]
}

const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/u

/** Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}
