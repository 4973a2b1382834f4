import type { DataWarning } from '@outlay/shared/api'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import type { PreviousRange } from './comparison.ts'
import type { BasisQuestion } from './costs-question.ts'
import { ledgerWarnings, partialHistory } from './history-warnings.ts'
import { shortMoney } from './money-text.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

type Asked = BasisQuestion & { readonly currency: string }

/** Faults of the data under an answer. Costs a query only where the data has such faults at all. */
export async function readWarnings(
  ask: Ask,
  question: Asked,
  previous?: PreviousRange,
): Promise<readonly DataWarning[]> {
  return [
    ...(await effectiveMissing(ask, question)),
    ...(await unknownCost(ask, question)),
    ...partialHistory(ask.state, question, previous),
    ...ledgerWarnings(ask.state, question, previous),
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

const Params = z.record(z.string(), z.string())
const Row = z.object({ lines: Count, amount: Money })
