import type { TeamAllocation, TeamBudget } from '@outlay/shared/allocation'
import { toAmount } from '@outlay/shared/money'
import type { Ask } from '../queries/ask.ts'
import type { ExportFile } from '../queries/export.ts'
import type { ExportColumn } from '../queries/exports/export-columns.ts'
import { readParams } from '../queries/params.ts'
import type { FileRules } from './rule-set.ts'
import { answerSummary, SummaryParams } from './summary.ts'
import { amount, format, text, without, writeTable } from './write-table.ts'

export const ShowbackParams = SummaryParams.omit({ explain: true }).extend({ format })

/**
 * The showback table as a file, column by column what the page shows: the teams with their budget of the month, what has
 * none, and a total that `GET /costs` answers as well.
 */
export async function exportShowback(
  ask: Ask,
  params: URLSearchParams,
  file: FileRules,
  budgets: ReadonlyMap<string, TeamBudget>,
): Promise<ExportFile> {
  const kind = readParams(ShowbackParams, params).format
  const answer = await answerSummary(ask, without(params, 'format'), file)
  const { start, end, currency } = answer
  const of = { team: '', owner: null, sharedOut: '0', ...NO_SCORES }
  const rows: ShowbackRow[] = [
    ...answer.teams.map((team) => ({ ...team, budget: budgets.get(team.team) ?? null })),
    {
      ...of,
      ...{ name: 'No team', direct: answer.unallocated, sharedIn: '0', total: answer.unallocated },
      previousTotal: answer.previousUnallocated,
    },
    {
      ...of,
      ...{
        name: 'Total',
        direct: answer.direct,
        sharedIn: answer.shared,
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
  return writeTable(`outlay-showback-${start}-${end}`, kind, { columns, rows, context })
}

type ShowbackRow = Pick<
  TeamAllocation,
  | 'team'
  | 'name'
  | 'owner'
  | 'direct'
  | 'sharedIn'
  | 'sharedOut'
  | 'total'
  | 'previousTotal'
  | 'budget'
  | 'openSavings'
  | 'tagCoverage'
  | 'unitCost'
>

/** What only teams have. */
const NO_SCORES = { budget: null, openSavings: null, tagCoverage: null, unitCost: null }

const SHOWBACK: readonly ExportColumn<ShowbackRow>[] = [
  text('team', ({ team }) => team),
  text('name', ({ name }) => name),
  text('owner', ({ owner }) => owner),
  amount('direct', ({ direct }) => direct),
  amount('shared', ({ sharedIn }) => sharedIn),
  amount('total', ({ total }) => total),
  amount('previousTotal', ({ previousTotal }) => previousTotal),
  amount('sharedOut', ({ sharedOut }) => sharedOut),
  amount('budget', ({ budget }) => budget?.amount ?? null),
  amount('budgetSpent', ({ budget }) => (budget?.amount == null ? null : budget.actual)),
  text('budgetMonth', ({ budget }) => (budget?.amount == null ? null : budget.month)),
  text('budgetCurrency', ({ budget }) => (budget?.amount == null ? null : budget.currency)),
  text('budgetStatus', ({ budget }) => (budget?.amount == null ? null : budget.status)),
  amount('openSavings', ({ openSavings }) => plain(openSavings)),
  amount('tagged', ({ tagCoverage }) => plain(tagCoverage)),
  amount('unitCost', ({ unitCost }) => plain(unitCost)),
]

/** Without an exponent. */
function plain(value: number | null): string | null {
  return value === null ? null : toAmount(value.toString())
}
