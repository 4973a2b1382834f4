import type { DataWarning } from '@outlay/shared/api'
import { addDays, type Day, dayInWords, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import type { PreviousRange } from './comparison.ts'
import type { BasisQuestion } from './costs-question.ts'
import type { DataState } from './data-state.ts'
import { shortMoney } from './money-text.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

type Asked = BasisQuestion & { readonly currency: string }

/** Faults of the data under an answer. Costs a query only where the data has such faults at all. */
export async function readWarnings(
  ask: Ask,
  question: Asked,
  previous?: PreviousRange,
): Promise<readonly DataWarning[]> {
  const start = previous === undefined || previous.start > question.start ? question.start : previous.start
  return [
    ...(await effectiveMissing(ask, question)),
    ...(await unknownCost(ask, question)),
    ...partialHistory(ask.state, start, question.end, previous !== undefined),
    ...grainChanges(ask.state, start, question.end),
  ]
}

/** EffectiveCost 0 on uncommitted usage that bills: named with its amount, never mended. */
async function effectiveMissing(ask: Ask, question: Asked): Promise<DataWarning[]> {
  if (question.metric !== 'effective' || !ask.state.faults.gap) return []
  const found = await sums(ask, question, 'sum(gap_lines)', 'sum(gap_billed)', 'gap_lines > 0')
  if (found.lines === 0) return []
  const message = `${found.lines} ${found.lines === 1 ? 'line' : 'lines'} of uncommitted usage bill ${shortMoney(found.amount, question.currency)} but have an effective cost of 0. Nothing was substituted; choose metric=billed to see them.`
  return [{ code: 'effective_cost_missing', message, ...found }]
}

async function unknownCost(ask: Ask, question: Asked): Promise<DataWarning[]> {
  if (!ask.state.faults[question.metric]) return []
  const column = METRIC_COLUMNS[question.metric]
  const found = await sums(ask, question, 'sum(lines)', 'sum(billed)', `${column} is null`)
  if (found.lines === 0) return []
  const message = `The ${question.metric} cost of ${found.lines} lines is unknown and not in the total; they bill ${shortMoney(found.amount, question.currency)}.`
  return [{ code: 'cost_unknown', message, ...found }]
}

async function sums(ask: Ask, question: Asked, lines: string, amount: string, fault: string) {
  const binder = createBinder()
  const sql = `
    select coalesce(${lines}, 0) as lines, coalesce(${amount}, 0) as amount
    from cost_fact
    where ${fault}
      and ${whereSql(question, ask.state.promoted, binder)}`
  const rows = await runQuery(
    ask.connection,
    { name: 'warnings', sql, params: Params, row: Row },
    binder.params,
  )
  return rows[0] ?? { lines: 0, amount: '0' }
}

/** Accounts whose history begins inside a month of the range, or inside what is compared: no month to compare with. */
function partialHistory(state: DataState, start: Day, end: Day, compared: boolean): DataWarning[] {
  const begun = state.accounts.filter(
    ({ from }) => from > start && from < end && (compared || from !== monthStart(from)),
  )
  const [first, ...rest] = begun.toSorted((a, b) => a.from.localeCompare(b.from))
  if (first === undefined) return []
  const others = rest.length === 0 ? '' : `, that of ${rest.length} more later`
  const what = compared ? 'what lies before cannot be compared with' : 'the month of that day is partial'
  const message = `History of ${first.provider} ${first.billingAccount} begins on ${dayInWords(first.from)}${others}: ${what}.`
  return [{ code: 'partial_history', message }]
}

function grainChanges(state: DataState, start: Day, end: Day): DataWarning[] {
  return state.grainChanges
    .filter(({ day }) => day > start && day < end)
    .slice(0, 5)
    .map(({ provider, billingAccount, day, from, to }) => ({
      code: 'grain_changes',
      message: `${provider} ${billingAccount} is known by ${from} up to ${dayInWords(addDays(day, -1))} and by ${to} from then on.`,
    }))
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ lines: Count, amount: Money })
