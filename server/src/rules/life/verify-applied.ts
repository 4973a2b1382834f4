import type { DuckDBConnection } from '@duckdb/node-api'
import type { RealisedSaving } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import type { DataState } from '../../queries/data-state.ts'
import { cents } from './to-recommendation.ts'

/** Days before the change that are looked at, and the least settled ones after it. Source: finops §5, Verified. */
const DAYS_BEFORE = 28
const DAYS_AFTER_MIN = 14
const DAYS_PER_MONTH = 30
/** Of the normal distribution, for an 80 % interval. */
const Z_80 = 1.2816

/**
 * Looks on the bill for what applied recommendations brought: mean daily EffectiveCost of their resources in the 28 days
 * before against at least 14 settled days after, with an 80 % interval of the difference. A saving whose interval reaches
 * 0 is not significant.
 */
export async function verifyApplied(connection: DuckDBConnection, state: DataState): Promise<void> {
  if (state.dataThrough === null) return
  for (const row of await runQuery(connection, appliedQuery, { through: state.dataThrough })) {
    const realised = judge(row)
    await connection.run(
      `update recommendation set realised = $realised,
         status = case when $state = 'verified' then 'verified' else status end
       where id = $id`,
      { id: row.id, realised: JSON.stringify(realised), state: realised.state },
    )
  }
}

type Applied = z.output<typeof AppliedRow>

function judge(row: Applied): RealisedSaving {
  const appliedOn = row.applied_on
  if (row.days_after < DAYS_AFTER_MIN || row.before === null || row.after === null) {
    return { state: 'verifying', appliedOn, monthly: null }
  }
  const saved = (row.before - row.after) * DAYS_PER_MONTH
  const error =
    Math.sqrt((row.variance_before ?? 0) / DAYS_BEFORE + (row.variance_after ?? 0) / row.days_after) *
    Z_80 *
    DAYS_PER_MONTH
  const monthly = { low: cents(saved - error), expected: cents(saved), high: cents(saved + error) }
  if (monthly.low > 0) return { state: 'verified', appliedOn, monthly }
  return { state: saved <= 0 ? 'reverted' : 'not_significant', appliedOn, monthly }
}

const AppliedRow = z.object({
  id: z.string(),
  applied_on: z.string(),
  days_after: Count,
  before: z.number().nullable(),
  after: z.number().nullable(),
  variance_before: z.number().nullable(),
  variance_after: z.number().nullable(),
})

const appliedQuery = {
  name: 'recommendations.applied',
  sql: `
    with applied as (
      select id, applied_on, billing_account, currency, unnest(resource_ids) as resource
      from recommendation
      where status in ('applied', 'verified') and applied_on is not null
    ),
    calendar as (
      select applied.id, applied_on, unnest(generate_series(applied_on - ${DAYS_BEFORE}, $through::date, interval 1 day))::date
        as day
      from (select distinct id, applied_on from applied) as applied
    ),
    daily as (
      select calendar.id, calendar.applied_on, calendar.day,
        coalesce(sum(coalesce(fact.effective, fact.billed)), 0)::double as cost
      from calendar
      join applied using (id)
      left join cost_fact as fact
        on fact.resource = applied.resource and fact.day = calendar.day and fact.currency = applied.currency
        and fact.billing_account = applied.billing_account and fact.charge_category = 'Usage'
      group by all
    )
    select id, applied_on::varchar as applied_on, count(*) filter (where day > applied_on) as days_after,
      avg(cost) filter (where day <= applied_on) as before, avg(cost) filter (where day > applied_on) as after,
      var_samp(cost) filter (where day <= applied_on) as variance_before,
      var_samp(cost) filter (where day > applied_on) as variance_after
    from daily
    group by id, applied_on
    order by id
  `,
  params: z.object({ through: z.string() }),
  row: AppliedRow,
} satisfies Query<z.ZodType, z.ZodType>
