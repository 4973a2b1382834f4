import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { sqlTime } from './ledger.ts'

/** Hours after the end of a day until a provider's figures of it stand. Source: docs/match-your-console.md. */
export const SETTLE_HOURS: Readonly<Record<string, number>> = { aws: 48, azure: 72, gcp: 72 }
const SETTLE_OTHER = 72

/** Remembers what counted in the touched groups, before the facts go. */
export async function rememberFacts(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table fact_before as
    select import_id, day, service, currency, sum(billed) as billed, coalesce(sum(effective), 0) as effective
    from cost_fact
    join touched_group
      on cost_fact.provider = touched_group.provider
      and cost_fact.billing_account = touched_group.billing_account
      and cost_fact.billing_period = (touched_group.billing_period || '-01')::date
    group by import_id, day, service, currency
  `)
}

export interface Replacement {
  readonly importId: string
  readonly replaces: string
}

/**
 * Notes what a newer delivery moved, by day and service. Days on which another source counted before or counts now are
 * left out: there the source changed, not the bill.
 */
export async function insertRestatements(
  connection: DuckDBConnection,
  replacements: readonly Replacement[],
  now: Date,
  settleHours: Readonly<Record<string, number>> = SETTLE_HOURS,
): Promise<void> {
  if (replacements.length === 0) return
  const hours = Object.entries({ ...SETTLE_HOURS, ...settleHours })
  const texts = LIST(VARCHAR)
  await connection.run(
    RESTATE,
    {
      new_ids: listValue(replacements.map((replacement) => replacement.importId)),
      old_ids: listValue(replacements.map((replacement) => replacement.replaces)),
      providers: listValue(hours.map(([provider]) => provider)),
      hours: listValue(hours.map(([, value]) => String(value))),
      other_hours: SETTLE_OTHER,
      now: sqlTime(now),
    },
    { new_ids: texts, old_ids: texts, providers: texts, hours: texts },
  )
}

const RESTATE = `
  insert into restatement
  with replacement as (
    select unnest($new_ids) as new_id, unnest($old_ids) as old_id
  ),
  settle as (
    select unnest($providers) as provider, unnest($hours)::integer as hours
  ),
  fact_after as (
    select import_id, day, service, currency, sum(billed) as billed, coalesce(sum(effective), 0) as effective
    from cost_fact
    where import_id in (select new_id from replacement)
    group by import_id, day, service, currency
  ),
  moved as (
    select coalesce(before.new_id, after.import_id) as import_id,
      coalesce(before.day, after.day) as day,
      coalesce(before.service, after.service) as service,
      coalesce(before.currency, after.currency) as currency,
      coalesce(before.billed, 0) as billed_before,
      coalesce(after.billed, 0) as billed_after,
      coalesce(before.effective, 0) as effective_before,
      coalesce(after.effective, 0) as effective_after
    from (select * from fact_before join replacement on replacement.old_id = fact_before.import_id) as before
    full join fact_after as after
      on after.import_id = before.new_id
      and after.day = before.day
      and after.service is not distinct from before.service
      and after.currency = before.currency
  )
  select moved.import_id, replacement.old_id, $now::timestamp, import.provider, import.billing_account,
    import.billing_period, moved.day, moved.service, moved.currency, billed_before, billed_after,
    effective_before, effective_after,
    case when $now::timestamp < moved.day + interval 1 day + to_hours(coalesce(settle.hours, $other_hours))
      then 'arrival' else 'restatement' end
  from moved
  join replacement on replacement.new_id = moved.import_id
  join import on import.id = moved.import_id
  left join settle on settle.provider = import.provider
  where (billed_before <> billed_after or effective_before <> effective_after)
    and not exists (
      select 1
      from fact_before as other
      where other.day = moved.day and other.import_id <> replacement.old_id
        and other.import_id in (
          select rival.id from import as rival
          where rival.provider = import.provider and rival.billing_account = import.billing_account
            and rival.billing_period = import.billing_period
        )
    )
    and not exists (
      select 1
      from import_day
      join import as rival on rival.id = import_day.import_id
      where import_day.counts and import_day.day = moved.day
        and rival.id <> moved.import_id and rival.state = 'counted'
        and rival.provider = import.provider and rival.billing_account = import.billing_account
        and rival.billing_period = import.billing_period
    )
  order by moved.day, moved.service
`
