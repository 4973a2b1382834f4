import type { DuckDBConnection } from '@duckdb/node-api'
import type { RecommendationTotals } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { type Summand, totalsOf } from '../portfolio/totals.ts'
import { rules } from '../registry.ts'
import { cents, type RecommendationBody } from './to-recommendation.ts'

const SEED = 1

/**
 * Totals of what still stands where people took some of the last run's recommendations out of it (dismissed, snoozed,
 * applied); undefined where all stand, and the totals of the run hold. A rival of one that was dismissed counts again with
 * the next run only.
 */
export async function standingTotals(
  connection: DuckDBConnection,
): Promise<RecommendationTotals[] | undefined> {
  const [out] = await runQuery(connection, outQuery, {})
  if (out === undefined || out.count === 0) return undefined
  const rows = await runQuery(connection, standingQuery, {})
  return totalsOf(rows.flatMap(toSummand), SEED).map((totals) => ({
    currency: totals.currency,
    proven: cents(totals.proven),
    expected: cents(totals.expected),
    ceiling: cents(totals.ceiling),
    p10: cents(totals.p10),
    p50: cents(totals.p50),
    p90: cents(totals.p90),
    avoidance: cents(totals.avoidance),
  }))
}

function toSummand({ body, counted }: { readonly body: string; readonly counted: number }): Summand[] {
  const one = JSON.parse(body) as RecommendationBody
  const rule = rules.find(({ id }) => id === one.rule)
  if (rule === undefined) return []
  const { low, expected, high } = one.monthlySavings
  const part = expected === 0 ? 0 : counted / expected
  return [
    {
      currency: one.currency,
      class: one.class,
      family: rule.family,
      stage: rule.stage,
      grade: one.grade,
      probability: one.confidence,
      counted: { low: low * part, expected: counted, high: high * part },
    },
  ]
}

const STANDING = `status in ('open', 'accepted', 'in_progress')`

const outQuery = {
  name: 'recommendations.out',
  sql: `select count(*) as count from recommendation where counted > 0 and not ${STANDING}`,
  params: z.object({}),
  row: z.object({ count: Count }),
} satisfies Query<z.ZodType, z.ZodType>

const standingQuery = {
  name: 'recommendations.standing-counted',
  sql: `select body, counted from recommendation where counted > 0 and ${STANDING} order by id`,
  params: z.object({}),
  row: z.object({ body: z.string(), counted: z.number() }),
} satisfies Query<z.ZodType, z.ZodType>
