import { z } from 'zod'
import { MARGIN_COLUMN, savedAtMargin, tierFactors } from '../base/margin.ts'
import { defineRule, exactly, silence } from '../rule.ts'
import { oneTrail } from './remedies.ts'

/**
 * Management events recorded more than once: the first copy is free, so that the meter of paid ones is a second trail.
 * Source: rules guide §1H LOG-04; AWS CloudTrail pricing.
 */
export const paidTrail = defineRule({
  id: 'LOG-04',
  slug: 'log-04-paid-trail',
  title: 'Second trail of the same events',
  family: 'logs',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws'],
  wants: [],
  settings: z.object({
    days: z.number().min(1).max(30).default(7).describe('Days on which it was charged, at least'),
  }),
  sql: `
    select provider, billing_account, sub_account, any_value(service) as service, region, any_value(team) as team,
      currency, case when resource is null then [] else [resource] end as resource_ids,
      sum(cost)::decimal(38, 14)::varchar as monthly_cost, sum(margin_cost)::double as margin_cost, sum(quantity)::double as events,
      max(coalesce(sub_account_name, sub_account, billing_account)) as scope, max(days)::integer as days,
      min(idle_days)::integer as idle_days
    from resource_use
    where provider = 'aws' and regexp_matches(coalesce(service, ''), '(?i)cloudtrail')
      and (regexp_matches(coalesce(usage_type, ''), '(^|-)PaidEventsRecorded')
        or regexp_matches(coalesce(description, ''), '(?i)paid (management )?event|additional cop(y|ies) of management'))
    group by provider, billing_account, sub_account, region, currency, resource
    having max(days) >= $days and sum(cost) > 0
  `,
  row: z.object({
    ...MARGIN_COLUMN,
    events: z.number().nullable(),
    scope: z.string(),
    days: z.number(),
    idle_days: z.number(),
  }),
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    const share = {
      name: 'paid copies that end',
      low: 0.92,
      expected: 0.97,
      high: 1,
      unit: 'share',
      source: 'bill; a little stays where a team keeps a trail of its own',
    }
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${row.scope} records its management events more than once`,
      probability: 0.95,
      savings: savedAtMargin(row, share),
      factors: [
        exactly('paid events', Number(row.monthly_cost), `${row.currency}/month`, 'bill'),
        share,
        ...tierFactors(row),
      ],
      oneOff: 0,
      effort: 'S',
      risk: 'medium',
      facts: { events: row.events, days: row.days },
      remediation: oneTrail(row.region),
    }
  },
})
