import { z } from 'zod'
import { MARGIN_COLUMN, savedAtMargin, tierFactors } from '../base/margin.ts'
import { defineRule, exactly, type Factor, silence } from '../rule.ts'
import { fewerMetrics } from './remedies.ts'

/**
 * Custom metrics, billed by the number of series: labels with many values multiply them. The amount is proven, the part that
 * no dashboard and no alarm reads is not. Source: rules guide §1H LOG-03.
 */
export const customMetrics = defineRule({
  id: 'LOG-03',
  slug: 'log-03-custom-metrics',
  title: 'Custom metrics that nobody reads',
  family: 'logs',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    min_cost: z
      .number()
      .min(0)
      .default(100)
      .describe('Smallest cost of custom metrics that is looked at, a month'),
  }),
  sql: `
    with metered as (
      select *, lower(concat_ws(' ', usage_type, meter, description)) as words from resource_use
    )
    select provider, billing_account, sub_account, any_value(service) as service, region, any_value(team) as team,
      currency, [] as resource_ids, sum(cost)::decimal(38, 14)::varchar as monthly_cost, sum(margin_cost)::double as margin_cost,
      max(coalesce(sub_account_name, sub_account, billing_account)) as scope, any_value(meter) as meter,
      sum(quantity)::double as quantity, min(idle_days)::integer as idle_days
    from metered
    where (provider = 'aws' and regexp_matches(coalesce(service, ''), '(?i)cloudwatch|prometheus')
        and regexp_matches(words, 'metricmonitorusage|metric-month|custom metrics|metricsampleingested|metric.*samples ingested'))
      or (provider = 'azure' and regexp_matches(coalesce(service, ''), '(?i)monitor')
        and regexp_matches(words, 'custom metrics|metrics? samples|metrics ingestion'))
      or (provider = 'gcp' and regexp_matches(coalesce(service, ''), '(?i)monitoring')
        and regexp_matches(words, 'metric volume|metric data|samples ingested|metrics? ingest|prometheus samples'))
    group by provider, billing_account, sub_account, region, currency
    having sum(cost) >= $min_cost
  `,
  row: z.object({
    ...MARGIN_COLUMN,
    scope: z.string(),
    meter: z.string().nullable(),
    quantity: z.number().nullable(),
    idle_days: z.number(),
  }),
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    const cost = Number(row.monthly_cost)
    const share: Factor = {
      name: 'share of the series that no dashboard and no alarm reads',
      low: 0,
      expected: 0.3,
      high: 0.5,
      unit: 'share',
      source: 'prior',
    }
    return {
      verdict: 'finding',
      grade: 'W',
      title: `Custom metrics of ${row.scope}: drop the labels and series that nobody reads`,
      probability: 0.25,
      savings: savedAtMargin(row, share),
      factors: [exactly('custom metrics', cost, `${row.currency}/month`, 'bill'), share, ...tierFactors(row)],
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: { meter: row.meter, quantity: row.quantity },
      remediation: fewerMetrics(row.provider, row.region),
    }
  },
})
