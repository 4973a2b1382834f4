import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { changeStatus, StatusChange } from '../rules/life/change-status.ts'
import { chartMetrics } from '../rules/life/chart-metrics.ts'
import { readEvents } from '../rules/life/read-events.ts'
import {
  RecommendationsParams,
  readRecommendation,
  readRecommendations,
  toCard,
} from '../rules/life/read-recommendations.ts'
import { readRules } from '../rules/life/read-rules.ts'
import { changeRule, Exclusion, Scope } from '../rules/life/rule-settings.ts'
import { rules } from '../rules/registry.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

const Bulk = z.strictObject({ ids: z.array(z.string()).min(1).max(1000), change: StatusChange })

const RuleChange = z.strictObject({
  settings: z.record(z.string(), z.unknown()).default({}),
  exclusions: z.array(Exclusion).default([]),
  scopes: z.array(Scope).default([]),
})

export const recommendationRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'get',
    path: '/recommendations',
    summary: 'What can be saved, how sure it is and why; the rules run first where the bill has changed',
    params: RecommendationsParams,
    handle: list,
  },
  {
    kind: 'action',
    method: 'get',
    path: '/recommendations/{id}',
    summary: 'One recommendation with the utilisation that it rests on and the history of its status',
    handle: one,
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/recommendations',
    summary: 'Changes status or assignee of several, all or none',
    body: Bulk,
    handle: patchMany,
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/recommendations/{id}',
    summary: 'Changes status or assignee',
    body: StatusChange,
    handle: patchOne,
  },
  {
    kind: 'action',
    method: 'get',
    path: '/rules',
    summary: 'Every rule with its last outcome: findings, or why there are none; its settings',
    handle: listRules,
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/rules/{id}',
    summary: 'Changes thresholds and exclusions of a rule; what is left out goes back to its default',
    body: RuleChange,
    handle: patchRule,
  },
]

async function list(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const params = new URL(context.req.url).searchParams
  await deps.rules.refresh()
  const answer = await deps.readPool.run((connection) => readRecommendations(connection, params))
  return context.json(params.has('brief') ? { ...answer, data: answer.data.map(toCard) } : answer)
}

async function one(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  await deps.rules.refresh()
  const found = await deps.readPool.run(async (connection) => {
    const recommendation = await readRecommendation(connection, id)
    return (
      recommendation && {
        ...recommendation,
        metrics: await chartMetrics(connection, recommendation),
        history: await readEvents(connection, id),
      }
    )
  })
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no recommendation "${id}".`)
  return context.json({ data: found })
}

async function patchMany(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const { ids, change } = await readJson(context, Bulk)
  return context.json({ data: await changeAll(context, deps, ids, change) })
}

async function patchOne(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const change = await readJson(context, StatusChange)
  const [data] = await changeAll(context, deps, [context.req.param('id') ?? ''], change)
  return context.json({ data })
}

function changeAll(context: Context<AppEnv>, deps: AppDeps, ids: readonly string[], change: StatusChange) {
  const stamp = { actor: actorOf(context), now: deps.clock().toISOString() }
  return deps.db.writer.withTransaction((connection) => changeStatus(connection, ids, change, stamp))
}

async function listRules(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  await deps.rules.refresh()
  return context.json({ data: await deps.readPool.run(readRules) })
}

async function patchRule(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = (context.req.param('id') ?? '').toUpperCase()
  const rule = rules.find((each) => each.id === id)
  if (rule === undefined) throw new AppError('NOT_FOUND', `There is no rule "${id}".`)
  const change = await readJson(context, RuleChange)
  const stamp = { actor: actorOf(context), changedAt: deps.clock().toISOString() }
  await deps.db.writer.withTransaction((connection) => changeRule(connection, rule, { ...change, ...stamp }))
  await deps.rules.refresh()
  const answer = await deps.readPool.run(readRules)
  return context.json({ data: answer.find((each) => each.id === id) })
}
