import { z } from 'zod'
import type { Query } from '../db/query.ts'

/**
 * A row per source, billing account and day. `whole`: one of the source's data sets counts, or lacks no more than 0.5 %
 * of what counts, in any currency. Actual and amortized of a source are one data set, as in precedence by day.
 */
export const sourceDaysQuery = {
  name: 'source-days',
  sql: `
    with claim as (
      select import.source, import.provider, import.billing_account, import_day.day, import_day.currency,
        concat_ws(chr(10), import.grain,
          case when import.dataset in ('actual', 'amortized') then 'pair' else import.dataset end) as stack,
        import.grain, import.dataset, import_day.billed, import_day.alone_billed, import_day.counts, import_day.whole
      from import_day
      join import on import.id = import_day.import_id
      where import.kind = 'costs' and import.state in ('counted', 'side')
        and import.provider is not null and import.billing_account is not null
    ),
    delivered_by as (
      select source, provider, billing_account, min(day) as first_day
      from claim
      group by source, provider, billing_account
    ),
    winner as (
      select provider, billing_account, day, currency,
        sum(billed - case when whole then 0 else alone_billed end) as billed
      from claim
      where counts
      group by provider, billing_account, day, currency
    ),
    counting as (
      select provider, billing_account, day, min(grain) as grain, list(distinct source order by source) as counted_by
      from claim
      where counts
      group by provider, billing_account, day
    ),
    stack_day as (
      select source, provider, billing_account, day, stack, bool_or(counts) as counts,
        map_from_entries(list((currency, billed))) as billed
      from (
        select source, provider, billing_account, day, stack, currency, bool_or(counts) as counts,
          sum(billed) - case when count(distinct dataset) > 1 then sum(alone_billed) else 0 end as billed
        from claim
        where day between $since::date and $today::date
        group by source, provider, billing_account, day, stack, currency
      )
      group by source, provider, billing_account, day, stack
    ),
    covered as (
      select source, provider, billing_account, day, stack, any_value(counts) as counts,
        bool_and(winner.billed - coalesce(stack_day.billed[winner.currency], 0) <= abs(winner.billed) / 200) as covers
      from stack_day
      join winner using (provider, billing_account, day)
      group by source, provider, billing_account, day, stack
    ),
    source_day as (
      select source, provider, billing_account, day, bool_or(counts) as counts, bool_or(counts or covers) as whole
      from covered
      group by source, provider, billing_account, day
    ),
    moved as (
      select distinct import.source, restatement.provider, restatement.billing_account, restatement.day
      from restatement
      join import on import.id = restatement.import_id
      where restatement.phase = 'restatement' and restatement.day >= $since::date
    ),
    calendar as (
      select unnest(generate_series($since::date, $today::date, interval 1 day))::date as day
    )
    select delivered_by.source, delivered_by.provider, delivered_by.billing_account, delivered_by.first_day,
      calendar.day, source_day.source is not null as delivered, coalesce(source_day.counts, false) as counts,
      coalesce(source_day.whole, false) as whole, moved.source is not null as restated, counting.grain,
      coalesce(counting.counted_by, []) as counted_by
    from delivered_by
    join calendar on calendar.day >= delivered_by.first_day
    left join source_day using (source, provider, billing_account, day)
    left join moved using (source, provider, billing_account, day)
    left join counting using (provider, billing_account, day)
    order by delivered_by.source, delivered_by.provider, delivered_by.billing_account, calendar.day
  `,
  params: z.object({ since: z.string(), today: z.string() }),
  row: z.object({
    source: z.string(),
    provider: z.string(),
    billing_account: z.string(),
    first_day: z.string(),
    day: z.string(),
    delivered: z.boolean(),
    counts: z.boolean(),
    whole: z.boolean(),
    restated: z.boolean(),
    grain: z.string().nullable(),
    counted_by: z.array(z.string()),
  }),
} satisfies Query<z.ZodType, z.ZodType>
