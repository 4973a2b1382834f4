import type { Context } from 'hono'
import { z } from 'zod'
import { answerExplain, ExplainParams } from '../allocation/explain.ts'
import { PreviewParams, previewRules } from '../allocation/preview.ts'
import { answerRules } from '../allocation/read-rules.ts'
import { RulesChange, restoreRules, saveRules } from '../allocation/save-rules.ts'
import { answerSummary, SummaryParams } from '../allocation/summary.ts'
import { answerPolicy, PolicyParams } from '../allocation/tag-policy.ts'
import { answerUntagged, UntaggedParams } from '../allocation/untagged.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { withAsk } from '../queries/ask.ts'
import { allocationSettings } from './allocation-settings.ts'
import {
  ExplanationShape,
  PolicyShape,
  RulesShape,
  SummaryShape,
  UntaggedShape,
} from './answers/allocation.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'
import { teamBudgets } from './team-budgets.ts'

const Restore = z.strictObject({ version: z.int().min(0), base: z.int().min(0) })

export const allocationRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/allocation/summary',
    summary: 'What every team bears, direct and shared; adds up to /costs exactly',
    params: SummaryParams,
    returns: SummaryShape,
    async answer(ask, { params }, deps) {
      const summary = await answerSummary(ask, params, allocationSettings(deps))
      const budgets = await teamBudgets(ask, deps)
      return {
        ...summary,
        teams: summary.teams.map((team) => ({ ...team, budget: budgets.get(team.team) ?? null })),
      }
    },
  },
  {
    kind: 'question',
    path: '/allocation/rules',
    summary: 'Rules of teams, shared costs, virtual tags and the tag policy in the order that holds',
    returns: RulesShape,
    answer: (ask, _, deps) => answerRules(ask, allocationSettings(deps)),
  },
  {
    kind: 'question',
    path: '/allocation/explain',
    summary: 'Why costs belong to their team: the rule that matched, with its text',
    params: ExplainParams,
    returns: ExplanationShape,
    answer: (ask, { params }, deps) => answerExplain(ask, params, allocationSettings(deps)),
  },
  {
    kind: 'question',
    path: '/allocation/untagged',
    summary: 'What has no team, by cost, with a suggested owner and the evidence',
    params: UntaggedParams,
    returns: UntaggedShape,
    answer: (ask, { params }, deps) => answerUntagged(ask, params, allocationSettings(deps)),
  },
  {
    kind: 'question',
    path: '/allocation/policy',
    summary: 'What carries the required tags, by cost and week; untagged told from not activated',
    params: PolicyParams,
    returns: PolicyShape,
    answer: (ask, { params }, deps) => answerPolicy(ask, params, allocationSettings(deps)),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/allocation/rules',
    summary: 'Saves the rules as a new version and applies them to all of history',
    body: RulesChange,
    handle: save,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/allocation/rules/preview',
    summary: 'What a change of the rules would move, without saving it',
    params: PreviewParams,
    body: RulesChange,
    handle: preview,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/allocation/rules/restore',
    summary: 'Makes a former version of the rules hold again',
    body: Restore,
    handle: restore,
  },
]

async function save(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const change = await readJson(context, RulesChange)
  const stamp = stampOf(context, deps)
  await deps.db.writer.withTransaction((connection) =>
    saveRules(connection, allocationSettings(deps), change, stamp),
  )
  return current(context, deps)
}

async function restore(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const asked = await readJson(context, Restore)
  const stamp = stampOf(context, deps)
  await deps.db.writer.withTransaction((connection) =>
    restoreRules(connection, allocationSettings(deps), asked, stamp),
  )
  return current(context, deps)
}

async function preview(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const change = await readJson(context, RulesChange)
  const params = new URL(context.req.url).searchParams
  const answer = await deps.readPool.run((connection) =>
    withAsk(connection, deps.clock(), (ask) => previewRules(ask, allocationSettings(deps), change, params)),
  )
  return context.json(answer)
}

async function current(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const answer = await deps.readPool.run((connection) =>
    withAsk(connection, deps.clock(), (ask) => answerRules(ask, allocationSettings(deps))),
  )
  return context.json(answer)
}

function stampOf(context: Context<AppEnv>, deps: AppDeps) {
  return { actor: actorOf(context), now: deps.clock().toISOString() }
}
