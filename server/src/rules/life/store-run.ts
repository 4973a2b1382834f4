import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { RECOMMENDATION_STATUSES } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { groupMoves } from '../portfolio/group-moves.ts'
import type { RulesRun } from '../run-rules.ts'
import { nextStatus, type Standing } from './next-status.ts'
import { silenceGroups } from './silence-groups.ts'
import { type RecommendationBody, toRecommendation } from './to-recommendation.ts'

export interface RunStamp {
  readonly ranAt: string
  readonly today: string
  readonly inputs: string
  readonly window: { readonly start: string; readonly end: string }
}

/**
 * Writes a run over the last one: recommendations keep what people said of them, those that are gone expire or count as
 * applied, and each change of status leaves an event. Runs inside the writer's transaction.
 */
export async function storeRun(connection: DuckDBConnection, run: RulesRun, stamp: RunStamp): Promise<void> {
  const standing = new Map((await runQuery(connection, standingQuery, {})).map((row) => [row.id, row]))
  const params = new Map(run.reports.map(({ rule, settings }) => [rule.id, settings]))
  const found = groupMoves(run.cards).map((card) =>
    toRecommendation(card, stamp.window, params.get(card.rule.id) ?? {}),
  )
  for (const body of found) await put(connection, body, stamp, standing.has(body.id))
  const now = new Map(
    found.map(({ id, monthlyCost, monthlySavings }) => [
      id,
      { cost: Number(monthlyCost), saving: monthlySavings.expected },
    ]),
  )
  const failed = new Set(run.reports.filter(({ error }) => error !== null).map(({ rule }) => rule.id))
  for (const one of standing.values()) {
    // A rule that failed found nothing, which says nothing of its recommendations.
    if (!now.has(one.id) && failed.has(one.rule)) continue
    const again = now.get(one.id) ?? null
    if (again === null)
      await connection.run('update recommendation set counted = 0 where id = $id', { id: one.id })
    const next = nextStatus(one, again, stamp.today)
    if (next !== undefined) await move(connection, one, next, stamp)
  }
  await writeRun(connection, run, stamp)
}

async function put(
  connection: DuckDBConnection,
  body: RecommendationBody,
  stamp: RunStamp,
  exists: boolean,
): Promise<void> {
  const values = {
    id: body.id,
    rule: body.rule,
    body: JSON.stringify(body),
    provider: body.provider,
    account: body.billingAccountId,
    team: body.team,
    grade: body.grade,
    currency: body.currency,
    counted: body.countedSavings,
    resources: listValue([...body.resourceIds]),
    today: stamp.today,
    now: stamp.ranAt,
  }
  await connection.run(exists ? UPDATE : INSERT, values, { ...TYPES })
}

const TYPES = {
  id: VARCHAR,
  rule: VARCHAR,
  body: VARCHAR,
  provider: VARCHAR,
  account: VARCHAR,
  team: VARCHAR,
  grade: VARCHAR,
  currency: VARCHAR,
  resources: LIST(VARCHAR),
  today: VARCHAR,
  now: VARCHAR,
}

const UPDATE = `
  update recommendation set rule = $rule, body = $body, provider = $provider, billing_account = $account, team = $team,
    grade = $grade, currency = $currency, counted = $counted, resource_ids = $resources, last_seen = $today::date,
    updated_at = $now::timestamp
  where id = $id`

const INSERT = `
  insert into recommendation by name
  select $id as id, $rule as rule, $body as body, $provider as provider, $account as billing_account, $team as team,
    $grade as grade, $currency as currency, $counted::double as counted, $resources as resource_ids, 'open' as status,
    $today::date as first_seen, $today::date as last_seen, $now::timestamp as updated_at`

async function move(
  connection: DuckDBConnection,
  { id, status }: Standing,
  next: { readonly to: string; readonly reason: string },
  stamp: RunStamp,
): Promise<void> {
  await connection.run(
    `update recommendation set status = $to, status_reason = $reason, until_day = null, until_cost = null,
       applied_on = case when $to = 'applied' then last_seen when $to in ('open', 'in_progress') then null else applied_on end,
       realised = case when $to in ('open', 'in_progress') then null else realised end,
       updated_at = $now::timestamp
     where id = $id`,
    { id, to: next.to, reason: next.reason, now: stamp.ranAt },
  )
  await connection.run(
    `insert into recommendation_event values ($id, $now::timestamp, 'system', $from, $to, $reason)`,
    { id, now: stamp.ranAt, from: status, to: next.to, reason: next.reason },
  )
}

async function writeRun(connection: DuckDBConnection, run: RulesRun, stamp: RunStamp): Promise<void> {
  const reports = run.reports.map(({ rule, cards, silences, milliseconds, error }) => ({
    rule: rule.id,
    findings: cards,
    silences: silenceGroups(silences),
    milliseconds,
    error,
  }))
  await connection.run('delete from rule_run')
  await connection.run(
    'insert into rule_run values ($ranAt::timestamp, $inputs, $start::date, $end::date, $totals, $reports)',
    {
      ranAt: stamp.ranAt,
      inputs: stamp.inputs,
      start: stamp.window.start,
      end: stamp.window.end,
      totals: JSON.stringify(run.totals),
      reports: JSON.stringify(reports),
    },
  )
}

const standingQuery = {
  name: 'recommendations.standing',
  sql: `
    select id, rule, status, until_day::varchar as until, until_cost as "untilCost"
    from recommendation
    order by id
  `,
  params: z.object({}),
  row: z.object({
    id: z.string(),
    rule: z.string(),
    status: z.enum(RECOMMENDATION_STATUSES),
    until: z.string().nullable(),
    untilCost: z.number().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
