import type { TeamAllocation } from '@outlay/shared/allocation'
import type { Amount } from '@outlay/shared/money'
import { monthInWords } from '@outlay/shared/period'
import type { StatementDetail } from '@outlay/shared/statements'
import { z } from 'zod'
import type { Ask } from '../queries/ask.ts'
import type { ExportFile } from '../queries/export.ts'
import { EXPORT_TYPES } from '../queries/export.ts'
import { csvChunks } from '../queries/exports/csv.ts'
import type { ExportColumn } from '../queries/exports/export-columns.ts'
import { xlsxFile } from '../queries/exports/xlsx.ts'
import { readParams } from '../queries/params.ts'
import type { FileRules } from './rule-set.ts'
import { answerStatement, StatementParams } from './statements.ts'
import { answerSummary, SummaryParams } from './summary.ts'

const format = z.enum(['csv', 'xlsx']).default('csv')

export const ShowbackParams = SummaryParams.omit({ explain: true }).extend({ format })
export const StatementExportParams = StatementParams.extend({ format })

/** The showback table as a file: the teams, what has none, and a total that `GET /costs` answers as well. */
export async function exportShowback(
  ask: Ask,
  params: URLSearchParams,
  file: FileRules,
): Promise<ExportFile> {
  const kind = readParams(ShowbackParams, params).format
  const answer = await answerSummary(ask, without(params, 'format'), file)
  const { start, end, currency } = answer
  const none = { direct: answer.unallocated, sharedIn: '0', sharedOut: '0', total: answer.unallocated }
  const rows: ShowbackRow[] = [
    ...answer.teams,
    { ...none, team: '', name: 'No team', owner: null, previousTotal: answer.previousUnallocated },
    {
      ...{
        team: '',
        name: 'Total',
        owner: null,
        direct: answer.direct,
        sharedIn: answer.shared,
        sharedOut: '0',
      },
      total: answer.total,
      previousTotal: answer.previousTotal,
    },
  ]
  const context = [
    ['Outlay', 'showback'],
    ['period', `${start} to ${end}, end exclusive, days in UTC`],
    ['metric', answer.basis.metric],
    ['charges', answer.basis.charges],
    ['currency', currency],
    ['total', answer.total],
    ['version of the rules', String(answer.rulesVersion)],
    ['generated at', ask.now.toISOString()],
  ] as const
  const columns = [...SHOWBACK, text<ShowbackRow>('currency', () => currency)]
  return write(`outlay-showback-${start}-${end}`, kind, { columns, rows, context })
}

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
  return write(`outlay-statement-${month}`, kind, { columns, rows: rowsOf(statement), context })
}

type ShowbackRow = Pick<
  TeamAllocation,
  'team' | 'name' | 'owner' | 'direct' | 'sharedIn' | 'sharedOut' | 'total' | 'previousTotal'
>

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

const text = <Row>(name: string, value: ExportColumn<Row>['value']): ExportColumn<Row> => ({
  name,
  kind: 'text',
  value,
})
const amount = <Row>(name: string, value: ExportColumn<Row>['value']): ExportColumn<Row> => ({
  name,
  kind: 'amount',
  value,
})

const SHOWBACK: readonly ExportColumn<ShowbackRow>[] = [
  text('team', ({ team }) => team),
  text('name', ({ name }) => name),
  text('owner', ({ owner }) => owner),
  amount('direct', ({ direct }) => direct),
  amount('shared', ({ sharedIn }) => sharedIn),
  amount('total', ({ total }) => total),
  amount('previousTotal', ({ previousTotal }) => previousTotal),
  amount('sharedOut', ({ sharedOut }) => sharedOut),
]

const STATEMENT: readonly ExportColumn<StatementRow>[] = [
  text('month', ({ month }) => month.slice(0, 7)),
  text('team', ({ team }) => team),
  text('kind', ({ kind }) => kind),
  amount('direct', ({ direct }) => direct),
  amount('shared', ({ shared }) => shared),
  amount('total', ({ total }) => total),
]

interface Table<Row> {
  readonly columns: readonly ExportColumn<Row>[]
  readonly rows: readonly Row[]
  readonly context: readonly (readonly [string, string])[]
}

async function write<Row>(
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

function without(params: URLSearchParams, name: string): URLSearchParams {
  const rest = new URLSearchParams(params)
  rest.delete(name)
  return rest
}
