import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { z } from 'zod'
import type { Replay } from '../portfolio/reprice.ts'
import { type PreparedReplay, prepareReplay } from '../portfolio/spill-over.ts'

/** Where no bill says what covered usage would cost on demand. Source: rules guide §7, one-year no-upfront plans. */
const FALLBACK_RATE = 0.72

export type ReplayReader = (resources: readonly string[]) => Promise<PreparedReplay>

/** Reads the bill once for all that ask of the same resources, as long as the relations stand. */
export function replayReader(connection: DuckDBConnection): ReplayReader {
  let known: { readonly resources: ReadonlySet<string>; readonly replay: PreparedReplay } | undefined
  return async (resources) => {
    if (known === undefined || !resources.every((resource) => known?.resources.has(resource)))
      known = {
        resources: new Set(resources),
        replay: prepareReplay(await readReplay(connection, resources)),
      }
    return known.replay
  }
}

/**
 * The usage that commitments cover or could cover, over the 30-day window of each billing account, and what the
 * commitments were paid. Usage of `resources` stands by itself, all other is summed. A commitment of category Usage
 * covers the services, regions and families that it was seen to cover, one of category Spend the services. Other usage that
 * no commitment may cover is left out: no measure changes what it costs.
 */
export async function readReplay(
  connection: DuckDBConnection,
  resources: readonly string[],
): Promise<Replay> {
  await connection.run(SCOPES)
  const rates = z
    .array(RateRow)
    .parse((await connection.runAndReadAll('from replay_rate order by kind, scope')).getRowObjectsJson())
  const usage = await connection.runAndReadAll(
    USAGE,
    { resources: listValue([...resources]) },
    { resources: LIST(VARCHAR) },
  )
  const paid = await connection.runAndReadAll(PAID)
  const byKind = new Map(
    [...groupBy(rates, ({ kind }) => kind)].map(([kind, rows]) => [
      kind,
      Object.fromEntries(rows.map(({ scope, rate }) => [scope, rate])),
    ]),
  )
  return {
    usage: z
      .array(UsageRow)
      .parse(usage.getRowObjectsJson())
      .map(({ kind, on_demand, ...row }) => ({ ...row, onDemand: on_demand, rates: byKind.get(kind) ?? {} })),
    commitments: z.array(PaidRow).parse(paid.getRowObjectsJson()),
  }
}

const RateRow = z.object({ kind: z.string(), scope: z.string(), rate: z.number() })
const UsageRow = z.object({
  resource: z.string().nullable(),
  slot: z.string(),
  kind: z.string(),
  on_demand: z.number(),
  billed: z.number(),
})
const PaidRow = z.object({ scope: z.string(), slot: z.string(), paid: z.number() })

const FAMILY = `coalesce(nullif(regexp_extract(usage_type, ':(?:ml\\.|db\\.|cache\\.)?([a-z0-9-]+)\\.', 1), ''),
      nullif(regexp_extract(coalesce(meter, description), '^([A-Za-z]+[0-9]*[A-Za-z]?)', 1), ''), '')`

/** `BoxUsage` of `EUW1-BoxUsage:m5.large`: a plan for machines does not cover the disks that bill under the same service. */
const CLASS = `coalesce(nullif(regexp_extract(usage_type, '([A-Za-z]+):', 1), ''), unit, '')`

const KIND = `concat_ws('|', provider, billing_account, currency, service, coalesce(region, ''), ${CLASS}, ${FAMILY})`

/** Lines of one day are matched by the hour where the commitments are billed by the hour, else by the day. */
const SCOPES = `
  create or replace temp table commitment_line as
  select provider, billing_account, currency, service, resource, start_at, hours, day, commitment_id, commitment_status,
    commitment_category, ${CLASS} as class, ${KIND} as kind, effective::double as cost,
    concat_ws('|', provider, billing_account, currency, coalesce(commitment_category, commitment_type, ''),
      case when commitment_category = 'Spend' then coalesce(commitment_type, '')
        else concat_ws('|', service, coalesce(region, ''), ${FAMILY}) end) as own_scope,
    coalesce(nullif(contracted::double, 0), nullif(list::double, 0), effective::double / ${FALLBACK_RATE}) as on_demand
  from usage_line
  where recent and charge_category = 'Usage' and charge_class is null and commitment_id is not null;
  create or replace temp table commitment_of as
  select commitment_id, arg_max(own_scope, cost) as scope
  from commitment_line
  where commitment_status = 'Used'
  group by commitment_id;
  create or replace temp table slotted_day as
  select provider, billing_account, day, bool_and(hours <= 1) as hourly
  from commitment_line
  group by all;
  create or replace temp table replay_rate as
  with seen as (
    select provider, billing_account, currency, service, class, kind, coalesce(scope, own_scope) as scope,
      any_value(commitment_category) as category, sum(cost) as cost, sum(on_demand) as on_demand
    from commitment_line
    left join commitment_of using (commitment_id)
    where commitment_status = 'Used'
    group by all
    having sum(cost) > 0 and sum(on_demand) > 0
  ),
  spend as (
    select provider, billing_account, currency, service, class, scope, sum(cost) / sum(on_demand) as rate
    from seen
    where category = 'Spend'
    group by all
  ),
  possible as (
    select distinct provider, billing_account, currency, service, ${CLASS} as class, ${KIND} as kind
    from usage_line
    where recent and charge_category = 'Usage' and commitment_status is null and pricing_category = 'Standard'
  )
  select kind, scope, least(1.0, sum(cost) / sum(on_demand)) as rate from seen group by kind, scope
  union all by name
  select possible.kind, spend.scope, least(1.0, spend.rate) as rate
  from possible
  join spend using (provider, billing_account, currency, service, class)
  where not exists (from seen where seen.kind = possible.kind and seen.scope = spend.scope)
`

/** Billing accounts share no commitments: each has slots of its own. */
const SLOT = `concat_ws('|', provider, billing_account,
    case when slotted_day.hourly and hours <= 1 then strftime(start_at, '%Y-%m-%dT%H') else day::varchar end)`

const USAGE = `
  with used as (
    select provider, billing_account, start_at, hours, day, resource, kind, on_demand, cost as billed
    from commitment_line
    where commitment_status = 'Used'
    union all by name
    select provider, billing_account, start_at, hours, day, resource, ${KIND} as kind, effective::double as on_demand,
      effective::double as billed
    from usage_line
    where recent and charge_category = 'Usage' and charge_class is null and commitment_status is null
      and pricing_category = 'Standard' and effective > 0
  )
  select case when list_contains($resources, resource) then resource end as resource, ${SLOT} as slot, kind,
    sum(on_demand * 30 / rule_window.window_days) as on_demand,
    sum(billed * 30 / rule_window.window_days) as billed
  from used
  join slotted_day using (provider, billing_account, day)
  join rule_window using (provider, billing_account)
  where kind in (select kind from replay_rate) or list_contains($resources, resource)
  group by all
`

const PAID = `
  select coalesce(scope, own_scope) as scope, ${SLOT} as slot, sum(cost * 30 / rule_window.window_days) as paid
  from commitment_line
  left join commitment_of using (commitment_id)
  join slotted_day using (provider, billing_account, day)
  join rule_window using (provider, billing_account)
  where commitment_status in ('Used', 'Unused')
  group by all
  order by scope
`
