import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'

/** Commitments that are paid and not used. That they cost is certain, that it can be had back is not: low is 0. */
export const unusedCommitment = defineRule({
  id: 'CM-02',
  slug: 'cm-02-unused',
  title: 'Commitment that is not used up',
  family: 'commitment',
  class: 'rate',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    share: z.number().min(0.01).max(1).default(0.05).describe('Unused share of its cost, at least'),
    days: z.number().min(7).max(30).default(14).describe('Days with unused hours, at least'),
  }),
  sql: `
    select usage_line.provider, usage_line.billing_account, any_value(sub_account) as sub_account, any_value(service) as service,
      case when count(distinct region) = 1 then any_value(region) end as region, null as team, currency,
      [commitment_id] as resource_ids,
      (sum(effective) filter (where commitment_status = 'Unused') * 30 / any_value(window_days))::decimal(38, 14)::varchar as monthly_cost,
      any_value(commitment_type) as type,
      (sum(effective) filter (where commitment_status = 'Unused'))::double / sum(effective)::double as unused,
      count(distinct day) filter (where commitment_status = 'Unused' and effective > 0)::integer as days
    from usage_line
    join rule_window using (provider, billing_account)
    where recent and commitment_id is not null and commitment_status in ('Used', 'Unused') and charge_category = 'Usage'
      and $days > 0
    group by usage_line.provider, usage_line.billing_account, currency, commitment_id
    having sum(effective) > 0 and sum(effective) filter (where commitment_status = 'Unused') > $share * sum(effective)
  `,
  row: z.object({ type: z.string().nullable(), unused: z.number(), days: z.number() }),
  judge(row, { settings }) {
    if (row.days < settings.days) return silence('too_young', `It was unused on ${row.days} days only.`)
    const share: Factor = {
      name: 'part that can be had back',
      low: 0,
      expected: 0.3,
      high: 1,
      unit: 'share',
      source: 'prior: by exchange, sale, or moving usage under it',
    }
    return {
      verdict: 'finding',
      // What it costs is proven, that it comes back is a guess.
      grade: 'W',
      title: `${row.type ?? 'Commitment'} ${row.resource_ids[0] ?? ''} is ${(row.unused * 100).toFixed(0)} % unused`,
      probability: 0.25,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: { unused_share: row.unused, days_unused: row.days },
      remediation: {
        cli:
          row.provider === 'azure'
            ? `az reservations calculate-exchange --ris-to-exchange '[]' --ris-to-purchase '[]'`
            : null,
        terraform: null,
        console:
          'Widen its scope to the whole organisation, move usage of its kind under it, exchange or sell it; do not renew its unused part.',
        rollback: 'A widened scope can be narrowed again; an exchange cannot be undone.',
      },
    }
  },
})
