import { z } from 'zod'
import { defineRule, exactly, type Factor, type Range, type Rule, silence } from '../rule.ts'
import { type Discount, discountOf } from './discount.ts'
import { type CommitmentPlan, planOf, savingIfUsageFalls } from './newsvendor.ts'
import { hoursOf, shareOfDaily, sizePlan } from './size-plan.ts'

const HOURS_A_MONTH = 720
/** What the other measures leave is an estimate itself. */
const RESIDUAL = 0.04

interface Program {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly clouds: Rule['clouds']
  /** SQL over `demand_hour` rows that the rule looks at. */
  readonly where: string
  /** SQL: what one commitment covers together. */
  readonly scope: string
  /** Kinds of `commitment_rate`, best first, where the bill shows no discount of its own. */
  readonly kinds: readonly string[]
  readonly what: (row: { readonly provider: string; readonly scope: string }) => string
  /** Command that finds and buys it for so much an hour; null where the cloud has none. */
  readonly purchase: (provider: string, hourly: number) => string | null
}

/**
 * A rule that sizes one kind of commitment on the hourly on-demand usage that the other measures leave. The discount is
 * the one that the customer's own commitments of the scope show on the bill, else the catalogue's.
 */
export function commitmentRule(program: Program): Rule {
  return defineRule({
    ...program,
    family: 'commitment',
    class: 'rate',
    stage: 'commit',
    wants: [],
    settings: z.object({
      days: z.number().min(14).max(60).default(30).describe('Days of history, at least'),
      coverage: z.number().min(0.1).max(1).default(1).describe('Share of the optimum to buy at once'),
    }),
    sql: `
      with scoped as (
        select *, ${program.scope} as scope from demand_hour where ${program.where} and $days > 0 and $coverage > 0
      ),
      hourly as (
        select provider, billing_account, currency, scope, at_hour, sum(cost) as cost,
          coalesce(sum(cost) filter (where spread), 0) / sum(cost) as spread
        from scoped
        group by all
      ),
      clock as (
        select provider, billing_account, currency, scope, rule_window.end_day,
          unnest(generate_series(greatest(line_start::timestamp, min(at_hour)), end_day::timestamp - interval 1 hour, interval 1 hour)) as at_hour
        from hourly
        join rule_window using (provider, billing_account)
        group by provider, billing_account, currency, scope, line_start, end_day
      ),
      series as (
        select provider, billing_account, currency, scope, list(coalesce(cost, 0) order by at_hour) as hours,
          list(coalesce(spread, 0)::double order by at_hour) as spread
        from clock
        left join hourly using (provider, billing_account, currency, scope, at_hour)
        group by provider, billing_account, currency, scope
      ),
      own as (
        select provider, billing_account, currency,
          1 - sum(effective::double) filter (where commitment_status = 'Used')
            / nullif(sum(coalesce(nullif(contracted, 0), list)::double) filter (where commitment_status = 'Used'), 0) as discount
        from usage_line
        where recent and commitment_category = 'Spend' and commitment_status = 'Used' and service not ilike '%sagemaker%'
        group by all
      ),
      sold as (
        select provider, family, max(discount) filter (where term_months in (0, 12)) as discount, any_value(source) as source,
          bool_or(confidence = 'low') as rough
        from commitment_rate
        where kind in (${program.kinds.map((kind) => `'${kind}'`).join(', ')})
        group by all
      )
      select series.provider, series.billing_account, null as sub_account, arg_max(scoped.service, scoped.cost) as service,
        case when count(distinct scoped.region) = 1 then any_value(scoped.region) end as region, null as team,
        series.currency, []::varchar[] as resource_ids, any_value(list_sum(hours) / len(hours) * ${HOURS_A_MONTH})::decimal(38, 6)::varchar as monthly_cost,
        series.scope, any_value(hours) as hours, sum(scoped.before) / sum(scoped.cost) as before_ratio, any_value(series.spread) as spread,
        any_value(${program.id === 'CM-01' ? 'own.discount' : 'null::double'}) as own_discount,
        any_value(coalesce(family_rate.discount, any_rate.discount)) as sold_discount,
        any_value(coalesce(family_rate.source, any_rate.source)) as sold_source,
        any_value(coalesce(family_rate.rough, any_rate.rough, true)) as rough
      from series
      join scoped on scoped.provider = series.provider and scoped.billing_account = series.billing_account
        and scoped.currency = series.currency and scoped.scope = series.scope
      left join own on own.provider = series.provider and own.billing_account = series.billing_account
        and own.currency = series.currency
      left join sold as family_rate on family_rate.provider = series.provider and family_rate.family = scoped.family
      left join sold as any_rate on any_rate.provider = series.provider and any_rate.family = '*'
      group by series.provider, series.billing_account, series.currency, series.scope
    `,
    row: z.object({
      scope: z.string(),
      hours: z.array(z.number()),
      /** Of each hour, the part of its cost that comes from lines longer than an hour. */
      spread: z.array(z.number()),
      own_discount: z.number().nullable(),
      sold_discount: z.number().nullable(),
      sold_source: z.string().nullable(),
      before_ratio: z.number(),
      rough: z.boolean(),
    }),
    judge(row, { settings }) {
      const discount = discountOf(row)
      if (discount === null || discount.low <= 0)
        return silence('price_unknown', 'Neither the bill nor the catalogue knows a discount for it.')
      if (row.hours.length < settings.days * 24)
        return silence('too_young', `There are less than ${settings.days} days of history.`)
      const { hours, daily } = hoursOf(row)
      const plan = sizePlan(hours, discount.expected, daily, settings.coverage)
      const monthly = plan.saving * HOURS_A_MONTH
      if (monthly <= 0) return silence('not_worth_it', 'No hour is busy enough all the time.')
      const fallen = (by: number) =>
        savingIfUsageFalls(hours, discount.expected, plan.covered, by) * HOURS_A_MONTH
      return {
        verdict: 'finding',
        grade: discount.known ? 'P' : 'S',
        title: `${program.what(row)}: commit ${plan.hourly.toFixed(2)} ${row.currency} an hour`,
        probability: discount.known ? 0.85 : 0.75,
        about: row.scope,
        savings: intervalOf({ plan, discount, hours }, daily),
        factors: factorsOf(row, { plan, discount, hours }),
        oneOff: 0,
        effort: 'M',
        risk: 'medium',
        facts: {
          scope: row.scope,
          commit_per_hour: round(plan.hourly),
          covers_on_demand_per_hour: round(plan.covered),
          utilisation: round(plan.utilisation),
          saving_if_usage_falls_20_percent: round(fallen(0.2)),
          saving_if_usage_falls_40_percent: round(fallen(0.4)),
          hours_of_history: hours.length,
          from_daily_lines: daily,
        },
        remediation: {
          cli: program.purchase(row.provider, plan.hourly),
          terraform: null,
          console: `Buy it for one year without upfront payment, a quarter of it each quarter; compare the offer with ${(discount.expected * 100).toFixed(0)} % first.`,
          rollback: 'None before the term ends: what is not used is lost.',
        },
      }
    },
  })
}

interface Sized {
  readonly plan: CommitmentPlan
  readonly discount: Discount
  readonly hours: readonly number[]
}

/**
 * Of a known discount and hours that were seen the interval is that of the demand; what a fall of usage costs stands in
 * the facts. Else it reaches from the least discount, with usage a tenth lower, to the best with all of it used.
 */
function intervalOf({ plan, discount, hours }: Sized, daily: boolean): Range {
  const expected = plan.saving * HOURS_A_MONTH
  const near = { low: expected * (1 - RESIDUAL), expected, high: expected * (1 + RESIDUAL) }
  if (discount.known && !daily) return near
  const atLow = planOf(hours, discount.low, plan.covered).saving * HOURS_A_MONTH
  const fallen = savingIfUsageFalls(hours, discount.expected, plan.covered, 0.1) * HOURS_A_MONTH
  // Daily lines may be as flat as they look.
  const full = (plan.covered / shareOfDaily(daily)) * discount.high * HOURS_A_MONTH
  return { low: Math.max(0, Math.min(atLow, fallen, near.low)), expected, high: Math.max(full, near.high) }
}

function factorsOf(
  row: {
    readonly own_discount: number | null
    readonly sold_source: string | null
    readonly currency: string
  },
  { plan, discount, hours }: Sized,
): Factor[] {
  const source =
    row.own_discount === null
      ? `catalogue: ${row.sold_source ?? ''}`
      : 'bill: discount of the commitments in use'
  return [
    {
      name: 'discount on on-demand',
      low: discount.low,
      expected: discount.expected,
      high: discount.high,
      unit: 'share',
      source: discount.known
        ? source
        : `${source}; 7 and 17 points above the floor are usual and best, not verified`,
    },
    exactly(
      'on-demand cost covered',
      plan.covered,
      `${row.currency}/h`,
      'bill: quantile of the hours that other measures leave',
    ),
    exactly('utilisation', plan.utilisation, 'share', `bill: ${hours.length} hours`),
  ]
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
