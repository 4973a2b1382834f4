import { RECOMMENDATION_STATUSES } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { Count, type Query } from '../../db/query.ts'

/** Days before the change that are compared, and the most after it: later days have changes of their own. */
const DAYS_BEFORE = 28
const DAYS_AFTER_MAX = 60
/** Days at the end that show whether the change still holds. */
const LAST_DAYS = 7
/** Where no bill says what covered usage would cost on demand. Source: rules guide §7, one-year no-upfront plans. */
const FALLBACK_RATE = 0.72

const COST = 'coalesce(fact.effective, fact.billed)::double'
const ON_DEMAND = `greatest(coalesce(nullif(fact.contracted, 0)::double, nullif(fact.list, 0)::double, ${COST} / ${FALLBACK_RATE}), ${COST})`

/** Money a day. `own`: of the resources; `cover`: of the commitments that covered them, less what those save elsewhere. */
export const AppliedRow = z.object({
  id: z.string(),
  rule: z.string(),
  status: z.enum(RECOMMENDATION_STATUSES),
  applied_on: z.string(),
  through: z.string(),
  claimed: z.string(),
  commitments: Count,
  days_before: Count,
  days_after: Count,
  own_before: z.number().nullable(),
  own_after: z.number().nullable(),
  cover_before: z.number().nullable(),
  cover_after: z.number().nullable(),
  hours_before: z.number().nullable(),
  hours_after: z.number().nullable(),
  deviation_before: z.number().nullable(),
  deviation_after: z.number().nullable(),
  total_last: z.number().nullable(),
})
export type Applied = z.output<typeof AppliedRow>

/**
 * What the bill of the payer shows a day, before and after each change, of all usage that the change can move: the
 * resources themselves, and the commitments that covered them. What a commitment paid for others is set against the
 * on-demand price of that usage, so that
 *
 *     own + unused − Σ others (on demand − paid)
 *
 * falls by the on-demand dollars that vanish: by nothing where freed commitments find no other usage, and not when others
 * use more or less than before. Only commitments that run through all of the days are looked at. The day of the change
 * belongs to neither side; it is the last on which the resources cost anything, where that was earlier. Source: finops §5.
 */
export const appliedQuery = {
  name: 'recommendations.applied',
  sql: `
    with account as (
      select account.*
      from (select unnest(from_json($accounts, '[{"provider":"VARCHAR","billing_account":"VARCHAR","currency":"VARCHAR",
        "first":"DATE","through":"DATE"}]')) as account)
    ),
    applied as (
      select id, rule, status, body, resource_ids, coalesce(applied_on, last_seen) as applied_on,
        recommendation.provider, recommendation.billing_account, recommendation.currency, account.first, account.through
      from recommendation
      join account using (provider, billing_account, currency)
      where (status in ('applied', 'verified') and applied_on is not null) or status = 'expired'
    ),
    member as (
      select id, provider, billing_account, currency, applied_on, through, unnest(resource_ids) as resource from applied
    ),
    own_day as (
      select member.id, fact.day, sum(${COST}) as cost,
        sum(fact.consumed_quantity::double) filter (where regexp_matches(lower(fact.consumed_unit), 'hour|hrs')) as hours
      from member
      join cost_fact as fact using (provider, billing_account, currency, resource)
      where fact.charge_category = 'Usage' and fact.charge_class is null
        and fact.day >= applied_on - ${2 * DAYS_BEFORE} and fact.day <= through
      group by all
    ),
    changed as (
      select applied.* exclude (resource_ids),
        coalesce(max(own_day.day) filter (where cost > 0 and own_day.day <= applied_on
          and own_day.day >= applied_on - ${DAYS_BEFORE}), any_value(applied_on)) as changed_on
      from applied
      left join own_day using (id)
      group by all
    ),
    calendar as (
      select id, changed_on, unnest(generate_series(greatest(changed_on - ${DAYS_BEFORE}, first),
        least(through, changed_on + ${DAYS_AFTER_MAX}), interval 1 day))::date as day
      from changed
    ),
    span as (
      select id, min(day) as first_day, max(day) as last_day from calendar group by id
    ),
    covering as (
      select distinct member.id, fact.provider, fact.billing_account, fact.currency, fact.commitment_id
      from member
      join cost_fact as fact using (provider, billing_account, currency, resource)
      join changed on changed.id = member.id
      where fact.commitment_status = 'Used' and fact.day <= changed_on and fact.day >= changed_on - ${DAYS_BEFORE}
    ),
    lasting as (
      select covering.*
      from covering
      join cost_fact as fact using (provider, billing_account, currency, commitment_id)
      join span using (id)
      where fact.commitment_status is not null
      group by all
      having min(fact.day) <= any_value(first_day) and max(fact.day) >= any_value(last_day)
    ),
    cover_day as (
      select lasting.id, fact.day,
        sum(case when fact.commitment_status = 'Unused' then ${COST}
          when member.resource is null then ${COST} - ${ON_DEMAND}
          else 0 end) as cost
      from lasting
      join cost_fact as fact using (provider, billing_account, currency, commitment_id)
      left join (select distinct id, resource from member) as member
        on member.id = lasting.id and member.resource = fact.resource
      where fact.charge_category = 'Usage' and fact.charge_class is null
      group by all
    ),
    daily as (
      select calendar.id, changed_on, calendar.day, coalesce(own_day.cost, 0) as own, coalesce(cover_day.cost, 0) as cover,
        coalesce(own_day.hours, 0) as hours
      from calendar
      left join own_day using (id, day)
      left join cover_day using (id, day)
    ),
    measured as (
      select id, count(*) filter (where day < changed_on) as days_before,
        count(*) filter (where day > changed_on) as days_after,
        avg(own) filter (where day < changed_on) as own_before, avg(own) filter (where day > changed_on) as own_after,
        avg(cover) filter (where day < changed_on) as cover_before,
        avg(cover) filter (where day > changed_on) as cover_after,
        avg(hours) filter (where day < changed_on) as hours_before,
        avg(hours) filter (where day > changed_on) as hours_after,
        stddev_samp(own + cover) filter (where day < changed_on) as deviation_before,
        stddev_samp(own + cover) filter (where day > changed_on) as deviation_after,
        avg(own + cover) filter (where day > changed_on and day > last_day - ${LAST_DAYS}) as total_last
      from daily
      join span using (id)
      group by id, last_day
    )
    select id, rule, status, applied_on::varchar as applied_on, through::varchar as through,
      json_extract(body, '$.monthlySavings')::varchar as claimed,
      (select count(*) from lasting where lasting.id = changed.id) as commitments, measured.* exclude (id)
    from changed
    join measured using (id)
    order by id
  `,
  params: z.object({ accounts: z.string() }),
  row: AppliedRow,
} satisfies Query<z.ZodType, z.ZodType>
