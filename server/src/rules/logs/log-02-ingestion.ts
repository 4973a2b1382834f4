import { z } from 'zod'
import { MARGIN_COLUMN, savedAtMargin, tierFactors } from '../base/margin.ts'
import { defineRule, exactly, type Factor, silence } from '../rule.ts'
import { historySql, sameScope } from './history.ts'
import { sendFewerLogs } from './remedies.ts'

const INGESTED = `avg(amount) filter (where ago < 14) as gb_now,
  case when max(ago) >= 58 then avg(amount) filter (where ago between 46 and 59) end as gb_before`

/**
 * Log lines that are paid for as they come in: amounts are proven by the bill, how much of them nobody needs is not.
 * Source: rules guide §1H LOG-02.
 */
export const logIngestion = defineRule({
  id: 'LOG-02',
  slug: 'log-02-ingestion',
  title: 'Log lines that nobody reads',
  family: 'logs',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    min_cost: z.number().min(0).default(50).describe('Smallest cost of ingestion that is looked at, a month'),
    min_growth: z.number().min(0).default(0.2).describe('Growth in 60 days that makes it likely, as a share'),
  }),
  sql: `
    with worded as (
      select *, lower(concat_ws(' ', usage_type, meter, description)) as words
      from resource_use
      where (provider = 'aws' and regexp_matches(coalesce(service, ''), '(?i)cloudwatch'))
        or (provider = 'azure' and regexp_matches(coalesce(service, ''), '(?i)monitor|log analytics|sentinel'))
        or (provider = 'gcp' and regexp_matches(coalesce(service, ''), '(?i)logging'))
    ),
    scoped as (
      select provider, billing_account, sub_account, service, region, any_value(team) as team, currency, resource,
        usage_type, any_value(meter) as meter, sum(cost) as cost, sum(margin_cost) as margin_cost,
        max(coalesce(resource_name, resource, sub_account_name, sub_account, billing_account)) as scope,
        min(idle_days)::integer as idle_days
      from worded
      where regexp_matches(words, 'dataprocessing-bytes|vendedlog-bytes|log data ingested|data ingestion|analytics logs.*ingest|log storage cost|log volume|log ingestion')
        and not regexp_matches(words, 'retention|basic logs|infrequent')
      group by provider, billing_account, sub_account, service, region, currency, resource, usage_type
      having sum(cost) >= $min_cost
    ),
    ${historySql(60, INGESTED)}
    select scoped.provider, scoped.billing_account, scoped.sub_account, scoped.service, scoped.region, team,
      scoped.currency, case when scoped.resource is null then [] else [scoped.resource] end as resource_ids,
      cost::decimal(38, 14)::varchar as monthly_cost, margin_cost::double as margin_cost, meter, scope, idle_days, gb_now, gb_before
    from scoped
    left join history on ${sameScope('history', 'scoped')}
  `,
  row: z.object({
    ...MARGIN_COLUMN,
    scope: z.string(),
    meter: z.string().nullable(),
    gb_now: z.number().nullable(),
    gb_before: z.number().nullable(),
    idle_days: z.number(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    const cost = Number(row.monthly_cost)
    const growth = row.gb_now !== null && row.gb_before ? row.gb_now / row.gb_before - 1 : null
    const likely = growth !== null && growth >= settings.min_growth
    const share: Factor = { ...UNREAD, low: likely ? UNREAD.low : 0 }
    return {
      verdict: 'finding',
      grade: likely ? 'S' : 'W',
      title: likely
        ? `Log lines of ${row.scope} grew by ${Math.round(growth * 100)} % in 60 days`
        : `Log lines of ${row.scope}: debug and health checks may be left out`,
      probability: likely ? 0.6 : 0.25,
      savings: savedAtMargin(row, share),
      factors: [exactly('ingestion', cost, `${row.currency}/month`, 'bill'), share, ...tierFactors(row)],
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: {
        meter: row.meter,
        gb_a_day: row.gb_now === null ? null : Math.round(row.gb_now),
        growth_60_days: growth === null ? null : Math.round(growth * 1000) / 1000,
      },
      remediation: sendFewerLogs(row.provider, row.region),
    }
  },
})

/** Source: rules guide §1H, an assumption to be calibrated. */
const UNREAD = {
  name: 'share of the lines that nobody reads',
  low: 0.1,
  expected: 0.25,
  high: 0.5,
  unit: 'share',
  source: 'prior',
}
