import { BUDGET_PERIODS } from '@outlay/shared/budgets'
import type { Context } from 'hono'
import { z } from 'zod'
import { BudgetBody, refuseUnsound, toWatched } from '../alerts/budgets/budget.ts'
import { changeBudget, createBudget, findBudget, removeBudget } from '../alerts/budgets/budget-store.ts'
import { dailySpendSql } from '../alerts/budgets/daily-spend.ts'
import { importPlans, PlanFiles } from '../alerts/budgets/import-plans.ts'
import { judge } from '../alerts/budgets/judge.ts'
import { answerBudget, answerBudgets, budgetsOf } from '../alerts/budgets/read-answer.ts'
import { replay } from '../alerts/budgets/replay.ts'
import { suggestAmounts } from '../alerts/budgets/suggest.ts'
import { queueTest } from '../alerts/test-alert.ts'
import { parsePlan } from '../config/plan.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { type Ask, withAsk } from '../queries/ask.ts'
import { BudgetShape, BudgetsShape } from './answers/budgets.ts'
import { budgetDeps } from './budget-deps.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

/** A budget that is not kept yet may have no amount. */
const PreviewBody = BudgetBody.extend({
  name: z.string().max(100).default(''),
  currency: z.string().max(24).optional(),
  period: z.enum(BUDGET_PERIODS).default('month'),
})

export const budgetRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/budgets',
    returns: BudgetsShape,
    summary: 'Every budget where it stands, as a tree: spent, forecast, status, breach date, pace',
    answer: async (ask, _request, deps) => answerBudgets(ask, await budgetDeps(ask, deps)),
  },
  {
    kind: 'question',
    path: '/budgets/{id}',
    returns: BudgetShape,
    summary: 'One budget with its curve, its forecast, what drives it and what can be saved in it',
    answer: async (ask, { path }, deps) => answerBudget(ask, path('id'), await budgetDeps(ask, deps)),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/budgets',
    summary: 'Keeps a new budget',
    body: BudgetBody,
    handle: create,
  },
  {
    kind: 'action',
    method: 'put',
    path: '/budgets/{id}',
    summary: 'Changes a budget; its thresholds are armed anew where what they judge is another',
    body: BudgetBody,
    handle: change,
  },
  {
    kind: 'action',
    method: 'delete',
    path: '/budgets/{id}',
    summary: 'Removes a budget; its children move up',
    handle: remove,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/budgets/{id}/plan',
    summary: 'Takes amounts by period from a CSV (text/csv) with the columns period and amount',
    handle: takePlan,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/budgets/plans',
    summary: 'Plans of several budgets, all or none; dryRun says what would change',
    body: PlanFiles,
    handle: takePlans,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/budgets/preview',
    summary: 'Suggested amounts, and how often such a budget would have told something in six months',
    body: PreviewBody,
    handle: preview,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/budgets/{id}/test-alert',
    summary: 'Sends a sample to the channels of a budget',
    handle: test,
  },
]

function asking<T>(deps: AppDeps, work: (ask: Ask) => Promise<T>): Promise<T> {
  return deps.readPool.run((connection) => withAsk(connection, deps.clock(), work))
}

async function create(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const input = await readJson(context, BudgetBody)
  const known = await asking(deps, (ask) => budgetsOf(ask, deps.alerting.config))
  const id = await deps.db.writer.withTransaction((connection) =>
    createBudget(connection, input, known, stampOf(context, deps)),
  )
  return answer(context, deps, id, 201)
}

async function change(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const input = await readJson(context, BudgetBody)
  const known = await asking(deps, (ask) => budgetsOf(ask, deps.alerting.config))
  await deps.db.writer.withTransaction((connection) =>
    changeBudget(connection, id, { input }, known, stampOf(context, deps)),
  )
  return answer(context, deps, id)
}

async function remove(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const known = await asking(deps, (ask) => budgetsOf(ask, deps.alerting.config))
  await deps.db.writer.withTransaction((connection) =>
    removeBudget(connection, id, known, stampOf(context, deps)),
  )
  deps.alerting.poke()
  return context.body(null, 204)
}

async function takePlan(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const plan = parsePlan(await context.req.text())
  const known = await asking(deps, (ask) => budgetsOf(ask, deps.alerting.config))
  await deps.db.writer.withTransaction((connection) =>
    changeBudget(connection, id, { plan }, known, stampOf(context, deps)),
  )
  return answer(context, deps, id)
}

async function takePlans(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const { alerting, db, clock } = deps
  const request = await readJson(context, PlanFiles)
  const stamp = { actor: actorOf(context), now: clock() }
  const answer = await importPlans({ db, config: alerting.config }, request, stamp)
  if (!request.dryRun) alerting.poke()
  return context.json(answer)
}

/** A change is judged at once. */
async function answer(
  context: Context<AppEnv>,
  deps: AppDeps,
  id: string,
  status: 200 | 201 = 200,
): Promise<Response> {
  deps.alerting.poke()
  const body = await asking(deps, async (ask) => answerBudget(ask, id, await budgetDeps(ask, deps)))
  return context.json(body, status)
}

async function preview(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const given = await readJson(context, PreviewBody)
  refuseUnsound({ ...given, currency: given.currency ?? '' })
  const body = await asking(deps, async (ask) => {
    const currency = given.currency ?? ask.state.currencies[0] ?? 'USD'
    const rest = { id: '', source: 'app', plan: [], updatedAt: null } as const
    const budget = toWatched({ ...given, currency }, rest)
    const judging = await budgetDeps(ask, deps)
    const hasAmount = budget.amount !== null
    const judged = await judge(ask, budget, judging)
    const start = judged.days[0]?.day ?? judged.period.start
    return {
      suggestions: await suggestAmounts(ask, budget, judging.fiscalYearStart),
      wouldHaveFired: hasAmount ? ((await replay(ask, budget, judging)) ?? null) : null,
      standing: judged.standing,
      working: dailySpendSql(ask, budget, { start, end: judged.period.end }),
    }
  })
  return context.json({ data: body })
}

async function test(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const { alerting, db } = deps
  const alertId = await asking(deps, async (ask) => {
    const budget = findBudget(await budgetsOf(ask, alerting.config), id)
    return queueTest(ask, budget, { db, config: alerting.config, forecasts: alerting.forecasts })
  })
  alerting.poke()
  return context.json({ data: { alert: alertId } }, 202)
}

function stampOf(context: Context<AppEnv>, { clock }: AppDeps) {
  return { actor: actorOf(context), now: clock().toISOString() }
}
