import { groupBy } from '@outlay/shared/group-by'
import { ML_CLASSES, type MlClass, type MlGroupRow, type MlSummaryAnswer } from '@outlay/shared/ml'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { factsSql } from '../queries/report-currency/converted-sql.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import { readGpuTotals } from './gpu.ts'
import { mlLinesSql } from './lines-sql.ts'
import { CLASS_DEFINITIONS, CLASS_LABELS } from './ml-words.ts'
import { type MlQuestion, metaOf, readMlQuestion } from './question.ts'
import { mlSentence } from './sentence.ts'

/**
 * Answers `GET /ml/summary`: what ML costs, split by class, period, provider and team, and the figures of GPUs. The classes
 * add up to the total exactly, whatever they are split by. `lake` is the folder of the ledger's files.
 */
export async function answerMlSummary(
  ask: Ask,
  params: URLSearchParams,
  lake: string,
): Promise<MlSummaryAnswer> {
  const question = await readMlQuestion(ask, params)
  const { sql, binder } = cellSql(ask, question)
  const cells = await runQuery(
    ask.connection,
    { name: 'ml.summary', sql, params: Params, row: Cell },
    binder.params,
  )
  const classes = ML_CLASSES.map((id) => ({
    class: id,
    label: CLASS_LABELS[id],
    definition: CLASS_DEFINITIONS[id],
    cost: sumOf(cells.filter((cell) => cell.class === id)),
  }))
  const body = {
    total: sumOf(cells),
    allCosts: await readAllCosts(ask, question),
    classes,
    series: seriesOf(cells),
    providers: groupsOf(cells, ({ provider }) => provider),
    teams: groupsOf(cells, ({ team }) => team),
    gpu: await readGpuTotals(ask, question, lake),
    meta: await metaOf(ask, question, { sql, params: binder.params }),
  }
  return { sentence: mlSentence(body), ...body }
}

function cellSql(ask: Ask, question: MlQuestion) {
  const { ctes, binder } = mlLinesSql(ask, question)
  const sql = `with ${ctes}
select period, class, provider, team, sum(cost) as cost
from line
group by all
order by period, class, provider, team`
  return { sql, binder }
}

const Params = z.record(z.string(), z.string())
const Cell = z.object({
  period: z.string(),
  class: z.enum(ML_CLASSES),
  provider: z.string(),
  team: z.string().nullable(),
  cost: Money,
})
type Cell = z.output<typeof Cell>

const sumOf = (cells: readonly { readonly cost: Amount }[]) => addAmounts(cells.map(({ cost }) => cost))

function seriesOf(cells: readonly Cell[]): MlSummaryAnswer['series'] {
  const groups = groupBy(cells, (cell) => `${cell.period} ${cell.class}`)
  return [...groups.values()].flatMap((own) =>
    own[0] === undefined ? [] : [{ period: own[0].period, class: own[0].class, cost: sumOf(own) }],
  )
}

/** Largest first. */
function groupsOf(cells: readonly Cell[], nameOf: (cell: Cell) => string | null): readonly MlGroupRow[] {
  return [...groupBy(cells, nameOf)]
    .map(([name, own]) => ({ name, cost: sumOf(own), classes: byClass(own) }))
    .toSorted((a, b) => Number(b.cost) - Number(a.cost))
}

function byClass(cells: readonly Cell[]): Readonly<Partial<Record<MlClass, Amount>>> {
  return Object.fromEntries([...groupBy(cells, (cell) => cell.class)].map(([id, own]) => [id, sumOf(own)]))
}

async function readAllCosts(ask: Ask, question: MlQuestion): Promise<Amount> {
  const binder = createBinder()
  const sql = `select coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0) as cost from ${factsSql(question.report, binder)} where ${whereSql(question, ask.state.promoted, binder)}`
  const row = z.object({ cost: Money })
  const [found] = await runQuery(
    ask.connection,
    { name: 'ml.all-costs', sql, params: Params, row },
    binder.params,
  )
  return found?.cost ?? '0'
}
