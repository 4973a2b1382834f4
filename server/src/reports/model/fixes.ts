import type { Recommendation } from '@outlay/shared/recommendations'
import type { ReportDecision, ReportFixes, ReportSaved, ReportVerified } from '@outlay/shared/reports'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { readRecommendations } from '../../rules/life/read-recommendations.ts'
import { resourcesOf } from './in-scope.ts'
import type { ReportAsk } from './scope.ts'

const ITEMS = 3
const EFFORT = { S: 0, M: 1, L: 2 } as const
const DECIDED = 'accepted,in_progress,applied,verified,snoozed,dismissed'

/** What is known of the fixes of a scope, in the states of today. */
export interface KnownFixes {
  readonly fixes: ReportFixes
  readonly saved: ReportSaved
  readonly verified: readonly ReportVerified[]
  readonly decisions: readonly ReportDecision[]
}

/** `items` bounds the list of open ones, small efforts first. */
export async function readFixes(asked: ReportAsk, items = ITEMS): Promise<KnownFixes> {
  const open = await recommendations(asked, 'open,accepted,in_progress')
  const decided = await recommendations(asked, DECIDED)
  const counted = open.filter(({ countedSavings }) => countedSavings > 0)
  const verified = decided.flatMap(toVerified)
  return {
    fixes: {
      open: counted.length,
      monthly: cents(counted.map(({ countedSavings }) => countedSavings)),
      items: counted.toSorted(bySimplicity).slice(0, items).map(toFix),
    },
    saved: {
      monthly: cents(verified.map(({ monthly }) => monthly)),
      verified: verified.length,
      accepted: decided.filter(({ status }) => status !== 'snoozed' && status !== 'dismissed').length,
    },
    verified,
    decisions: await readDecisions(asked, decided),
  }
}

async function recommendations(asked: ReportAsk, status: string): Promise<readonly Recommendation[]> {
  const { ask, team, currency, filters } = asked
  const params = new URLSearchParams({ status, ...(team === null ? {} : { team }) })
  const { data } = await readRecommendations(ask.connection, params)
  const ofCurrency = data.filter((each) => each.currency === currency)
  if (filters.length === 0) return ofCurrency
  const own = await resourcesOf(asked)
  return ofCurrency.filter(({ resourceIds }) => resourceIds.some((id) => own.has(id)))
}

/** What is quick comes first, of equal effort what saves most; nothing that saves a tenth of the best goes before it. */
function bySimplicity(a: Recommendation, b: Recommendation): number {
  const isFar =
    Math.max(a.countedSavings, b.countedSavings) > 10 * Math.min(a.countedSavings, b.countedSavings)
  if (!isFar && a.effort !== b.effort) return EFFORT[a.effort] - EFFORT[b.effort]
  return b.countedSavings - a.countedSavings
}

function toFix({ id, title, countedSavings, effort, risk, assignee }: Recommendation) {
  return { id, title, monthly: countedSavings, effort, risk, owner: assignee }
}

function toVerified({ id, title, realised }: Recommendation): readonly ReportVerified[] {
  if (realised?.state !== 'verified' || realised.monthly === null) return []
  const { low, expected, high } = realised.monthly
  return [{ id, title, monthly: expected, low, high, appliedOn: realised.appliedOn }]
}

function cents(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) * 100) / 100
}

/** The last decision of each that somebody decided within the period. */
async function readDecisions(
  { ask, period }: ReportAsk,
  decided: readonly Recommendation[],
): Promise<readonly ReportDecision[]> {
  const events = await runQuery(ask.connection, decisionsQuery, { start: period.start, end: period.end })
  const known = new Map(decided.map((each) => [each.id, each]))
  return events.flatMap(({ id, day, actor, reason }) => {
    const found = known.get(id)
    if (found === undefined) return []
    const { title, status, countedSavings, monthlySavings, assignee } = found
    const monthly = countedSavings > 0 ? countedSavings : monthlySavings.expected
    return [{ id, title, status, monthly, owner: assignee, decidedOn: day, actor, reason }]
  })
}

const decisionsQuery = {
  name: 'reports.decisions',
  sql: `
    select recommendation_id as id, happened_at::date::varchar as day, actor, reason
    from recommendation_event
    where actor <> 'system' and happened_at >= $start::timestamp and happened_at < $end::timestamp
      and from_status is distinct from to_status
    qualify row_number() over (partition by recommendation_id order by happened_at desc, rowid desc) = 1
    order by happened_at desc, recommendation_id
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({ id: z.string(), day: z.string(), actor: z.string(), reason: z.string().nullable() }),
} satisfies Query<z.ZodType, z.ZodType>
