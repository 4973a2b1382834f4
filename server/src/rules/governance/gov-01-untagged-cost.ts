import { z } from 'zod'
import { defineRule, silence } from '../rule.ts'

const NOTHING = { low: 0, expected: 0, high: 0 }

/** Cost that no team can be found for. It saves nothing by itself: it makes the other findings find their owner. */
export const untaggedCost = defineRule({
  id: 'GOV-01',
  slug: 'gov-01-untagged-cost',
  title: 'Cost without a team',
  family: 'governance',
  class: 'usage',
  stage: 'note',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    share: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.1)
      .describe('Share of the cost of a sub-account without a team, at least'),
    cost: z.number().min(0).default(100).describe('Cost a month without a team, at least'),
  }),
  sql: `
    with owned as (
      select provider, billing_account, sub_account, currency, sum(cost) as cost,
        sum(cost) filter (where team is null) as unowned,
        arg_max(service, cost) filter (where team is null) as service,
        list(distinct resource) filter (where team is null and resource is not null) as resources
      from resource_use
      where resource is not null
      group by all
    )
    select provider, billing_account, sub_account, service, null as region, null as team, currency, []::varchar[] as resource_ids,
      unowned::decimal(38, 14)::varchar as monthly_cost, (unowned / cost)::double as share, len(resources)::integer as resources
    from owned
    where cost > 0 and unowned > 0 and $share > 0 and $cost >= 0
  `,
  row: z.object({ share: z.number(), resources: z.number() }),
  judge(row, { settings }) {
    if (Number(row.monthly_cost) < settings.cost || row.share < settings.share)
      return silence('below_materiality', 'Nearly all of its cost has a team.')
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${Math.round(row.share * 100)} % of ${row.sub_account ?? 'the account'} has no team`,
      probability: 0.95,
      savings: NOTHING,
      factors: [],
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: { share_without_team: row.share, resources: row.resources },
      remediation: {
        cli: null,
        terraform: 'default_tags { tags = { team = "…" } }',
        console:
          'Set a tag policy with the team as a required key, or name the account in teams of outlay.config.yaml.',
        rollback: null,
      },
    }
  },
})
