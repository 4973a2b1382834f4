import type {
  BudgetCurveDay,
  BudgetDetail,
  BudgetRow,
  BudgetStatus,
  BudgetsAnswer,
} from '@outlay/shared/budgets'
import { addDays, dayInWords } from '@outlay/shared/period'
import type { Config } from '../../config.ts'
import type { Ask } from '../../queries/ask.ts'
import { knownRecipients, recipientsOf } from '../recipients.ts'
import type { Watched } from './budget.ts'
import { findBudget } from './budget-store.ts'
import { contributorsTo } from './contributors.ts'
import { dailySpendSql } from './daily-spend.ts'
import { periodsBefore } from './fiscal-period.ts'
import { fixesFor } from './fixes.ts'
import { type JudgeDeps, type Judged, judge } from './judge.ts'
import { readBudgets } from './read-budgets.ts'
import { type Placed, toTree } from './tree.ts'

export interface BudgetDeps extends JudgeDeps {
  readonly config: Config
}

const FIXES = 5

/** Answers `GET /budgets`: every budget where it stands, as a tree. */
export async function answerBudgets(ask: Ask, deps: BudgetDeps): Promise<BudgetsAnswer> {
  const placed = toTree(await judgeAll(ask, deps))
  const data = placed.map((each) => toRow(each, deps))
  return {
    data,
    meta: {
      sentence: sentence(data),
      dataThrough: ask.state.dataThrough,
      fiscalYearStart: deps.fiscalYearStart,
      currencies: ask.state.currencies,
      teams: deps.config.teams.map(({ id }) => id),
      recipients: knownRecipients(deps.config),
    },
  }
}

/** Answers `GET /budgets/{id}`. @throws NOT_FOUND */
export async function answerBudget(ask: Ask, id: string, deps: BudgetDeps): Promise<{ data: BudgetDetail }> {
  const all = await judgeAll(ask, deps)
  const budget = findBudget(
    all.map((each) => each.budget),
    id,
  )
  const placed = toTree(all).find(({ judged }) => judged.budget.id === id)
  if (placed === undefined) throw new Error(`budget ${id} has no place in the tree`)
  const { period, days } = placed.judged
  const [before = period] = periodsBefore(period.start, 1, {
    ...budget,
    fiscalYearStart: deps.fiscalYearStart,
  })
  const end = addDays(ask.state.dataThrough ?? period.start, 1)
  return {
    data: {
      ...toRow(placed, deps),
      curve: curveOf(placed.judged),
      contributors: await contributorsTo(ask, budget, period, before),
      fixes: await fixesFor(ask, budget, FIXES),
      children: all.flatMap((each) => (each.budget.parent === id ? [each.budget.id] : [])),
      working: dailySpendSql(ask, budget, { start: days[0]?.day ?? period.start, end }),
    },
  }
}

async function judgeAll(ask: Ask, deps: BudgetDeps): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const budget of await budgetsOf(ask, deps.config)) judged.push(await judge(ask, budget, deps))
  return judged
}

export function budgetsOf(ask: Ask, config: Config): Promise<readonly Watched[]> {
  return readBudgets(ask.connection, config, config.currency ?? ask.state.currencies[0] ?? 'USD')
}

function toRow({ judged, depth, overAllocated }: Placed, { config }: BudgetDeps): BudgetRow {
  const { scope: _scope, ...budget } = judged.budget
  return { budget, standing: judged.standing, depth, overAllocated, channels: recipientsOf(budget, config) }
}

/** Cumulative, a point for every day of the period. */
function curveOf({ standing, days, forecast }: Judged): readonly BudgetCurveDay[] {
  const { period, dataThrough, actual } = standing
  const spent = new Map(days.map(({ day, cost }) => [day, Number(cost)]))
  const ahead = new Map((forecast.days ?? []).map((each) => [each.day, each]))
  const total = Number(actual)
  const curve: BudgetCurveDay[] = []
  let sum = 0
  for (let day = period.start; day < period.end; day = addDays(day, 1)) {
    const complete = dataThrough !== null && day <= dataThrough
    if (complete) sum += spent.get(day) ?? 0
    const expected = complete ? undefined : ahead.get(day)
    const plus = (value: number | undefined) => (value === undefined ? null : total + value)
    curve.push({
      day,
      actual: complete ? sum : null,
      expected: plus(expected?.mean),
      low80: plus(expected?.low80),
      high80: plus(expected?.high80),
      low95: plus(expected?.low95),
      high95: plus(expected?.high95),
    })
  }
  return curve
}

function sentence(rows: readonly BudgetRow[]): string {
  if (rows.length === 0) return 'There is no budget yet.'
  const withStatus = (status: BudgetStatus) => rows.filter(({ standing }) => standing.status === status)
  const [over, risk, fine] = [withStatus('over'), withStatus('at_risk'), withStatus('on_track')]
  const parts = [
    ...(over.length > 0 ? [`${over.length} over`] : []),
    ...(risk.length > 0 ? [`${risk.length} at risk`] : []),
    ...(fine.length > 0 ? [`${fine.length} on track`] : []),
  ]
  const next = risk
    .flatMap(({ budget, standing }) =>
      standing.breach === null ? [] : [{ name: budget.name, day: standing.breach.day }],
    )
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))[0]
  const count = rows.length === 1 ? '1 budget' : `${rows.length} budgets`
  const first =
    next === undefined ? '' : ` The next to be used up is ${next.name}, about ${dayInWords(next.day)}.`
  return `${count}: ${parts.length === 0 ? 'no complete day yet' : parts.join(', ')}.${first}`
}
