import { z } from 'zod'
import { defineRule, exactly, type Rule, silence, times } from '../rule.ts'
import { deletionOf } from './remedies.ts'

interface Kind {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly thing: 'balancer' | 'gateway'
  /** Text of the rows that bill its hours, and of those that bill what passes through it. */
  readonly hours: string
  readonly traffic: string
  /** SQL over the inventory's attributes: how many things are behind it. */
  readonly empty: string
  /** Units of traffic an hour below which there is none. */
  readonly quantityMax: number
  /** Whether lines without a resource id can be judged, account by account and region by region. */
  readonly withoutId: boolean
}

/** A rule on what bills by the hour whether or not anything passes through it. */
export function trafficless(kind: Kind): Rule {
  const says = `concat_ws(' ', usage_type, meter, description, regexp_extract(used.resource, '/(natgateways|loadbalancers)/', 1))`
  const isTraffic = `regexp_matches(${says}, '${kind.traffic}')`
  return defineRule({
    id: kind.id,
    slug: kind.slug,
    title: kind.title,
    family: 'idle',
    class: 'usage',
    stage: 'delete',
    clouds: ['aws', 'azure', 'gcp'],
    wants: ['inventory'],
    settings: z.object({
      days: z.number().min(3).max(30).default(14).describe('Days of billing to look at, at least'),
    }),
    sql: `
      select used.provider, billing_account, sub_account, any_value(service) as service, region,
        any_value(team) as team, currency, [used.resource] as resource_ids, sum(cost)::varchar as monthly_cost,
        any_value(resource_name) as name, max(days) as days, min(idle_days) as idle_days,
        coalesce(sum(quantity) filter (where not ${isTraffic}), 0) as hours,
        coalesce(sum(quantity) filter (where ${isTraffic}), 0) as traffic,
        any_value(${kind.empty}) as behind
      from resource_use as used
      left join inventory_now using (resource)
      where $days > 0
        and (used.resource is not null or (${kind.withoutId} and regexp_matches(${says}, '${kind.hours}|${kind.traffic}')))
      group by used.provider, billing_account, sub_account, region, currency, used.resource
      having bool_or(regexp_matches(${says}, '${kind.hours}') and not ${isTraffic})
        and coalesce(sum(quantity) filter (where ${isTraffic}), 0)
          <= ${kind.quantityMax} * coalesce(sum(quantity) filter (where not ${isTraffic}), 0)
    `,
    row: z.object({
      name: z.string().nullable(),
      days: z.number(),
      idle_days: z.number(),
      hours: z.number(),
      traffic: z.number(),
      behind: z.number().nullable(),
    }),
    judge(row, { settings }) {
      if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
      if (row.days < settings.days)
        return silence('too_young', `It bills for less than ${settings.days} days.`)
      if (row.behind !== null && row.behind > 0)
        return silence('not_worth_it', 'It has no traffic now, but something stands behind it.')
      const proven = row.behind === 0
      const share = exactly(
        'share of the charge that ends',
        1,
        'share',
        'bill: hours billed, no traffic billed',
      )
      return {
        verdict: 'finding',
        grade: proven ? 'I' : 'S',
        about: kind.slug,
        title: `${row.name ?? row.resource_ids[0] ?? `${kind.title} in ${row.sub_account ?? 'the account'}`}: no traffic in ${row.days} days`,
        probability: proven ? 0.9 : 0.6,
        savings: times(Number(row.monthly_cost), share),
        factors: [share],
        oneOff: 0,
        effort: 'S',
        risk: 'medium',
        facts: { hours: row.hours, traffic_units: row.traffic, behind_it: row.behind },
        remediation: deletionOf(kind.thing, row),
      }
    },
  })
}
