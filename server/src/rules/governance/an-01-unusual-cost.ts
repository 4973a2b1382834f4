import { z } from 'zod'
import { defineRule, silence } from '../rule.ts'

const NOTHING = { low: 0, expected: 0, high: 0 }

/**
 * Services whose last complete days cost far more than the same weekdays before: median and MAD of the weekday (rules
 * guide §8), gates of finops §6. It is shown as impact and never as a saving. Where the detectors have run it leaves the
 * matter to them, so that nothing is told twice.
 */
export const unusualCost = defineRule({
  id: 'AN-01',
  slug: 'an-01-unusual-cost',
  title: 'Service that suddenly costs more',
  family: 'governance',
  class: 'avoidance',
  stage: 'note',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    amount: z.number().min(1).default(50).describe('Excess a day, at least'),
    share: z.number().min(0.05).max(10).default(0.2).describe('Excess as a share of what is usual, at least'),
    deviations: z
      .number()
      .min(2)
      .max(20)
      .default(3.5)
      .describe('Excess in median absolute deviations, at least'),
  }),
  sql: `
    with daily as (
      select provider, billing_account, sub_account, service, currency, day, sum(effective)::double as cost
      from usage_line
      where charge_category = 'Usage' and charge_class is null and coalesce(charge_frequency, 'Usage-Based') = 'Usage-Based'
        and commitment_status is null
      group by all
    ),
    marked as (
      select daily.*, day >= rule_window.end_day - 3 as latest, (rule_window.end_day - day) as back
      from daily
      join rule_window using (provider, billing_account)
    ),
    usual as (
      select provider, billing_account, sub_account, service, currency, isodow(day) as weekday, median(cost) as middle,
        median(abs(cost - weekday_median)) as spread, count(*) as weeks
      from (select *, median(cost) over (partition by provider, billing_account, sub_account, service, currency, isodow(day)) as weekday_median
        from marked where not latest)
      group by all
    ),
    recent as (
      select marked.provider, marked.billing_account, marked.sub_account, marked.service, marked.currency, day, marked.cost, middle,
        greatest(1.4826 * spread, 0.05 * middle) as deviation, weeks
      from marked
      left join usual on usual.provider = marked.provider and usual.billing_account = marked.billing_account
        and usual.sub_account is not distinct from marked.sub_account and usual.service is not distinct from marked.service
        and usual.currency = marked.currency and usual.weekday = isodow(marked.day)
      where latest
    )
    select provider, billing_account, sub_account, service, null as region, null as team, currency, []::varchar[] as resource_ids,
      sum(cost)::decimal(38, 6)::varchar as monthly_cost, avg(cost)::double as cost, avg(coalesce(middle, 0))::double as usual,
      avg(coalesce(deviation, 0))::double as deviation, min(coalesce(weeks, 0))::integer as weeks, count(*)::integer as days,
      exists (select 1 from detector_run) as watched
    from recent
    where $amount > 0 and $share > 0 and $deviations > 0
    group by all
    having avg(cost) > avg(coalesce(middle, 0))
  `,
  row: z.object({
    cost: z.number(),
    usual: z.number(),
    deviation: z.number(),
    weeks: z.number(),
    days: z.number(),
    watched: z.boolean(),
  }),
  judge(row, { settings }) {
    if (row.watched) return silence('already_covered', 'The detectors watch it: see Anomalies.')
    const excess = row.cost - row.usual
    if (row.weeks > 0 && row.weeks < 3)
      return silence('too_young', 'There are less than three weeks to compare with.')
    const gates = [settings.amount, settings.share * row.usual, settings.deviations * row.deviation]
    if (gates.some((gate) => excess < gate))
      return silence('not_worth_it', 'It costs about what it usually does.')
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${row.service ?? 'A service'} of ${row.sub_account ?? 'the account'} costs ${excess.toFixed(0)} ${row.currency} a day more than usual`,
      probability: 0.8,
      about: 'unusual',
      savings: NOTHING,
      factors: [],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: {
        cost_a_day: row.cost,
        usual_a_day: row.usual,
        impact_a_month_if_it_goes_on: excess * 30,
        days: row.days,
      },
      remediation: {
        cli: null,
        terraform: null,
        console: 'Open the service in the explorer, group by usage type and resource, and ask its owner.',
        rollback: null,
      },
    }
  },
})
