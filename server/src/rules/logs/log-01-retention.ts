import { z } from 'zod'
import { MARGIN_COLUMN, savedAtMargin, tierFactors } from '../base/margin.ts'
import { defineRule, exactly, type Factor, silence, type Verdict } from '../rule.ts'
import { historySql, sameScope } from './history.ts'
import { keepLogsShorter } from './remedies.ts'

const STORED = `avg(amount) filter (where ago < 7) as stored_now,
  avg(amount) filter (where ago between 27 and 33) as stored_30,
  avg(amount) filter (where ago between 54 and 62) as stored_60,
  avg(amount) filter (where ago between 86 and 94) as stored_90,
  avg(amount) filter (where ago between 176 and 184) as stored_180`

const Row = z.object({
  ...MARGIN_COLUMN,
  meter: z.string().nullable(),
  scope: z.string(),
  idle_days: z.number(),
  archive: z.boolean(),
  stored_now: z.number().nullable(),
  stored_30: z.number().nullable(),
  stored_60: z.number().nullable(),
  stored_90: z.number().nullable(),
  stored_180: z.number().nullable(),
  retention: z.number().nullable(),
})
type LogRow = z.output<typeof Row> & {
  readonly monthly_cost: string
  readonly currency: string
  readonly provider: string
  readonly region: string | null
  readonly resource_ids: readonly string[]
}

/**
 * Logs that never expire: the bytes stored grow month after month, so that what was stored a while ago is all older than
 * that. Source: rules guide §1H LOG-01.
 */
export const logRetention = defineRule({
  id: 'LOG-01',
  slug: 'log-01-retention',
  title: 'Logs kept for ever',
  family: 'logs',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    min_cost: z
      .number()
      .min(0)
      .default(20)
      .describe('Smallest cost of log storage that is looked at, a month'),
    min_growth: z
      .number()
      .min(0)
      .default(0.02)
      .describe('Growth in 60 days from which nothing seems to expire, as a share'),
  }),
  sql: `
    with scoped as (
      select provider, billing_account, sub_account, service, region, any_value(team) as team, currency, resource,
        usage_type, any_value(meter) as meter, sum(cost) as cost, sum(margin_cost) as margin_cost,
        max(coalesce(resource_name, resource, sub_account_name, sub_account, billing_account)) as scope,
        min(idle_days)::integer as idle_days,
        bool_or(regexp_matches(lower(concat_ws(' ', meter, description)), 'archive|long.?term')
          or regexp_matches(lower(concat_ws(' ', resource_name, resource)), 'audit|compliance|legal')) as archive
      from resource_use
      where (provider = 'aws' and regexp_matches(coalesce(service, ''), '(?i)cloudwatch')
          and regexp_matches(lower(concat_ws(' ', usage_type, meter, description)), 'timedstorage|of log storage'))
        or (provider = 'azure' and regexp_matches(coalesce(service, ''), '(?i)monitor|log analytics|sentinel')
          and regexp_matches(lower(concat_ws(' ', meter, description)), 'data retention|data archive'))
        or (provider = 'gcp' and regexp_matches(coalesce(service, ''), '(?i)logging')
          and regexp_matches(lower(concat_ws(' ', meter, description)), 'retention'))
      group by provider, billing_account, sub_account, service, region, currency, resource, usage_type
      having sum(cost) >= $min_cost
    ),
    ${historySql(190, STORED)}
    select scoped.provider, scoped.billing_account, scoped.sub_account, scoped.service, scoped.region, team,
      scoped.currency, case when scoped.resource is null then [] else [scoped.resource] end as resource_ids,
      cost::decimal(38, 14)::varchar as monthly_cost, margin_cost::double as margin_cost, meter, scope, idle_days, archive,
      stored_now, stored_30, stored_60, stored_90, stored_180,
      (inventory_now.attributes ->> 'retention_days')::double as retention
    from scoped
    left join history on ${sameScope('history', 'scoped')}
    left join inventory_now on inventory_now.resource = scoped.resource
  `,
  row: Row,
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.archive) return silence('excluded', 'Its name or tier says that it is kept on purpose.')
    if (row.retention !== null && row.retention > 0)
      return silence('already_covered', `It expires after ${row.retention} days.`)
    const { stored_now: now, stored_30: month, stored_60: before } = row
    if (now === null || month === null || before === null || now <= 0)
      return silence(
        'too_young',
        'Fewer than 60 days of log storage on the bill: whether it expires cannot be seen.',
      )
    const grows = before < month && month < now && now / before - 1 >= settings.min_growth
    if (!grows)
      return silence(
        'no_inventory',
        'What is stored does not grow; retention settings (retention_days) would tell what expires.',
      )
    return found(row, now, month)
  },
})

function found(row: LogRow, now: number, month: number): Verdict {
  const cost = Number(row.monthly_cost)
  const older = olderShare(row, now, month)
  return {
    verdict: 'finding',
    grade: 'S',
    title: `Logs of ${row.scope} in ${row.region ?? 'all regions'} never expire`,
    probability: 0.6,
    savings: savedAtMargin(row, older),
    factors: [exactly('log storage', cost, `${row.currency}/month`, 'bill'), older, ...tierFactors(row)],
    oneOff: 0,
    effort: 'S',
    risk: 'medium',
    facts: {
      meter: row.meter,
      growth_60_days: row.stored_60 === null ? null : Math.round((now / row.stored_60 - 1) * 1000) / 1000,
    },
    remediation: keepLogsShorter(row.provider, row.region),
  }
}

/** Where nothing expires, all that was stored N days ago is older than N days now. */
function olderShare({ stored_90, stored_180 }: LogRow, now: number, month: number): Factor {
  const within30 = 1 - Math.min(1, month / now)
  const within90 = stored_90 === null ? 3 * within30 : 1 - stored_90 / now
  const within180 = stored_180 === null ? 2 * within90 : 1 - stored_180 / now
  const keep = (within: number) => Math.min(1, Math.max(0, 1 - within))
  const expected = keep(within90)
  return {
    name: 'share of the bytes older than the retention (180, 90, 30 days)',
    low: Math.min(expected, keep(within180) * 0.95),
    expected,
    high: Math.max(expected, keep(within30)),
    unit: 'share',
    source: 'bill: bytes stored then ÷ bytes stored now',
  }
}
