import { z } from 'zod'
import { defineRule, exactly, silence } from '../rule.ts'

/** Commitments whose end comes within a month: from then on their usage costs the on-demand price. Avoidance, no saving. */
export const expiringCommitment = defineRule({
  id: 'CM-03',
  slug: 'cm-03-expiring',
  title: 'Commitment that ends soon',
  family: 'commitment',
  class: 'avoidance',
  stage: 'note',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(7).max(180).default(30).describe('Days until its end, at most'),
  }),
  sql: `
    with paid as (
      select provider, billing_account, any_value(sub_account) as sub_account, any_value(service) as service,
        case when count(distinct region) = 1 then any_value(region) end as region, currency, commitment_id,
        any_value(commitment_type) as type, sum(effective) filter (where commitment_status = 'Used') as used,
        sum(coalesce(nullif(contracted, 0), list)) filter (where commitment_status = 'Used') as on_demand
      from usage_line
      where recent and commitment_id is not null and charge_category = 'Usage' and $days > 0
      group by provider, billing_account, currency, commitment_id
    )
    select paid.provider, billing_account, sub_account, service, region, null as team, currency, [commitment_id] as resource_ids,
      (coalesce(used, 0) * 30 / window_days)::decimal(38, 14)::varchar as monthly_cost, type,
      (coalesce(on_demand, 0) * 30 / window_days)::double as on_demand,
      (try_cast(attributes->>'ends_at' as timestamp)::date - end_day)::integer as days_left
    from paid
    join rule_window using (provider, billing_account)
    left join inventory_now on inventory_now.resource = commitment_id or inventory_now.resource_id = commitment_id
    where used > 0
  `,
  row: z.object({ type: z.string().nullable(), on_demand: z.number(), days_left: z.number().nullable() }),
  judge(row, { settings }) {
    if (row.days_left === null) return silence('no_inventory', 'The bill does not tell when it ends.')
    if (row.days_left < 0 || row.days_left > settings.days)
      return silence('not_worth_it', `It does not end within ${settings.days} days.`)
    const rise = Math.max(0, row.on_demand - Number(row.monthly_cost))
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${row.type ?? 'Commitment'} ${row.resource_ids[0] ?? ''} ends in ${row.days_left} days`,
      probability: 0.95,
      savings: { low: rise * 0.8, expected: rise, high: rise },
      factors: [
        exactly('cost of its usage on demand', row.on_demand, row.currency, 'bill: contracted or list price'),
        exactly('cost of its usage now', Number(row.monthly_cost), row.currency, 'bill'),
      ],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { days_left: row.days_left },
      remediation: {
        cli: null,
        terraform: null,
        console:
          'Size the next one on what is used now (CM-01), and queue its purchase for the day of the end.',
        rollback: 'A queued purchase can be cancelled until it is made.',
      },
    }
  },
})
