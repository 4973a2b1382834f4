import type { DuckDBConnection } from '@duckdb/node-api'
import {
  GRADES,
  RECOMMENDATION_STATUSES,
  type RealisedSaving,
  type Recommendation,
  type RecommendationCard,
  type RecommendationsAnswer,
  type RecommendationTotals,
} from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { readParams } from '../../queries/params.ts'
import { standingTotals } from './standing-totals.ts'
import { cents, type RecommendationBody } from './to-recommendation.ts'

const oneOrMore = <T extends readonly [string, ...string[]]>(options: T) =>
  z
    .string()
    .refine((text) => text.split(',').every((each) => options.includes(each)), {
      error: `must be one or more of ${options.join(', ')}, with commas between`,
    })
    .optional()

export const RecommendationsParams = z.strictObject({
  status: oneOrMore(RECOMMENDATION_STATUSES).describe('Default: open, accepted, in_progress'),
  provider: z.string().max(100).optional(),
  rule: z.string().max(40).optional().describe('e.g. SPOT-01'),
  grade: oneOrMore(GRADES),
  team: z.string().max(200).optional(),
  minSavings: z
    .string()
    .refine((text) => /^\d{1,12}(\.\d+)?$/.test(text), { error: 'must be an amount a month, e.g. 50' })
    .optional()
    .describe('Expected saving a month, at least'),
  limit: z
    .string()
    .refine((text) => /^[1-9]\d{0,4}$/.test(text), { error: 'must be a count from 1 to 99999' })
    .optional()
    .describe('The first so many; totals are of all'),
  offset: z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text), { error: 'must be a count from 0 to 999999' })
    .optional()
    .describe('Leaves out the first so many; meta.total tells how many there are'),
  brief: z.literal('1').optional().describe('Leaves out evidence and remediation, nine tenths of the answer'),
})

const STANDING = 'open,accepted,in_progress'

/** Recommendations of the last run that match, the largest counted saving first, and the totals of all. */
export async function readRecommendations(
  connection: DuckDBConnection,
  params: URLSearchParams,
): Promise<RecommendationsAnswer> {
  const asked = readParams(RecommendationsParams, params)
  const rows = await runQuery(connection, recommendationsQuery, {
    status: asked.status ?? STANDING,
    provider: asked.provider ?? null,
    rule: asked.rule?.toUpperCase() ?? null,
    grade: asked.grade ?? null,
    team: asked.team ?? null,
    id: null,
  })
  const matching = rows
    .map(toAnswer)
    .filter(({ monthlySavings }) => monthlySavings.expected >= Number(asked.minSavings ?? 0))
  const offset = Number(asked.offset ?? 0)
  const data = matching.slice(offset, offset + Number(asked.limit ?? Number.POSITIVE_INFINITY))
  const [run] = await runQuery(connection, runRowQuery, {})
  const [main, ...others] = (await standingTotals(connection)) ?? run?.totals ?? []
  return {
    data,
    totals: main ?? NO_TOTALS,
    otherTotals: others,
    meta: {
      total: matching.length,
      offset,
      ranAt: run?.ran_at ?? null,
      window:
        run?.window_start == null || run.window_end === null
          ? null
          : { start: run.window_start, end: run.window_end },
    },
  }
}

/** A recommendation without what only its own page shows. */
export function toCard({ evidence: _evidence, remediation: _remediation, ...card }: Recommendation) {
  return card satisfies RecommendationCard
}

/** One, whatever its status; undefined where there is none of that id. */
export async function readRecommendation(
  connection: DuckDBConnection,
  id: string,
): Promise<Recommendation | undefined> {
  const filters = { status: null, provider: null, rule: null, grade: null, team: null }
  const [row] = await runQuery(connection, recommendationsQuery, { ...filters, id })
  return row === undefined ? undefined : toAnswer(row)
}

const NO_TOTALS: RecommendationTotals = {
  proven: 0,
  expected: 0,
  ceiling: 0,
  p10: 0,
  p50: 0,
  p90: 0,
  avoidance: 0,
  currency: 'USD',
}

function toAnswer({ body, counted, realised, ...row }: z.output<typeof Row>): Recommendation {
  return {
    ...(JSON.parse(body) as RecommendationBody),
    countedSavings: cents(counted),
    ...row,
    realised: realised === null ? null : (JSON.parse(realised) as RealisedSaving),
  }
}

const Row = z.object({
  body: z.string(),
  counted: z.number(),
  status: z.enum(RECOMMENDATION_STATUSES),
  statusReason: z.string().nullable(),
  until: z.string().nullable(),
  untilCost: z.number().nullable(),
  assignee: z.string().nullable(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  realised: z.string().nullable(),
})

const recommendationsQuery = {
  name: 'recommendations',
  sql: `
    select body, counted, status, status_reason as "statusReason", until_day::varchar as until, until_cost as "untilCost", assignee,
      first_seen::varchar as "firstSeen", last_seen::varchar as "lastSeen", realised
    from recommendation
    where ($id is null or id = $id)
      and ($status is null or list_contains(string_split($status, ','), status))
      and ($provider is null or provider = $provider)
      and ($rule is null or rule = $rule)
      and ($grade is null or list_contains(string_split($grade, ','), grade))
      and ($team is null or team = $team)
    order by counted desc, id
  `,
  params: z.object({
    id: z.string().nullable(),
    status: z.string().nullable(),
    provider: z.string().nullable(),
    rule: z.string().nullable(),
    grade: z.string().nullable(),
    team: z.string().nullable(),
  }),
  row: Row,
} satisfies Query<z.ZodType, z.ZodType>

const Totals = z.object({
  currency: z.string(),
  proven: z.number().transform(cents),
  expected: z.number().transform(cents),
  ceiling: z.number().transform(cents),
  p10: z.number().transform(cents),
  p50: z.number().transform(cents),
  p90: z.number().transform(cents),
  avoidance: z.number().transform(cents),
})

const runRowQuery = {
  name: 'recommendations.run',
  sql: `
    select strftime(ran_at, '%Y-%m-%dT%H:%M:%SZ') as ran_at, window_start::varchar as window_start,
      window_end::varchar as window_end, totals
    from rule_run
  `,
  params: z.object({}),
  row: z.object({
    ran_at: z.string(),
    window_start: z.string().nullable(),
    window_end: z.string().nullable(),
    totals: z.string().transform((text) => z.array(Totals).parse(JSON.parse(text))),
  }),
} satisfies Query<z.ZodType, z.ZodType>
