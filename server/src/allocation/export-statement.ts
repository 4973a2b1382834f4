import type { Amount } from '@outlay/shared/money'
import { monthInWords } from '@outlay/shared/period'
import type { StatementDetail } from '@outlay/shared/statements'
import type { Ask } from '../queries/ask.ts'
import type { ExportFile } from '../queries/export.ts'
import type { ExportColumn } from '../queries/exports/export-columns.ts'
import { readParams } from '../queries/params.ts'
import type { FileRules } from './rule-set.ts'
import { answerStatement, StatementParams } from './statements.ts'
import { amount, format, text, without, writeTable } from './write-table.ts'

export const StatementExportParams = StatementParams.extend({ format })

/** A statement as a file: its lines, and apart from them the movements of earlier months. */
export async function exportStatement(
  ask: Ask,
  month: string,
  params: URLSearchParams,
  file: FileRules,
): Promise<ExportFile> {
  const kind = readParams(StatementExportParams, params).format
  const statement = await answerStatement(ask, month, without(params, 'format'), file)
  const context = [
    ['Outlay', `statement of ${monthInWords(statement.month)}`],
    ['state', statement.state],
    ['why', statement.reason],
    ['metric', statement.basis.metric],
    ['charges', statement.basis.charges],
    ['total of the month', statement.total],
    ['adjustments of earlier months', statement.adjustments],
    ['generated at', ask.now.toISOString()],
  ] as const
  const columns = [...STATEMENT, text<StatementRow>('currency', () => statement.currency)]
  return writeTable(`outlay-statement-${month}`, kind, { columns, rows: rowsOf(statement), context })
}

interface StatementRow {
  readonly month: string
  readonly team: string | null
  readonly kind: string
  readonly direct: Amount | null
  readonly shared: Amount | null
  readonly total: Amount
}

function rowsOf({ month, lines, prior }: StatementDetail): readonly StatementRow[] {
  return [
    ...lines.map((line) => ({ ...line, month, kind: 'cost' })),
    ...prior.map(({ month: about, team, amount }) => ({
      month: about,
      team,
      kind: 'prior-period adjustment',
      direct: null,
      shared: null,
      total: amount,
    })),
  ]
}

const STATEMENT: readonly ExportColumn<StatementRow>[] = [
  text('month', ({ month }) => month.slice(0, 7)),
  text('team', ({ team }) => team),
  text('kind', ({ kind }) => kind),
  amount('direct', ({ direct }) => direct),
  amount('shared', ({ shared }) => shared),
  amount('total', ({ total }) => total),
]
