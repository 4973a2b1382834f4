import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import type { CompiledSql } from '../queries/costs-sql.ts'
import type { Filter } from '../queries/filters.ts'
import { conditions, createBinder } from '../queries/where-sql.ts'
import { pricedLines } from './priced-lines.ts'

export type CommitmentRow = z.output<typeof Row>

export interface RowsWanted {
  readonly filters: readonly Filter[]
  readonly blocks: readonly string[]
}

/**
 * Each commitment that has a line under `filters`, with its last 30 complete days on the bill: what was used and unused,
 * day by day at on-demand prices, who paid and who used it.
 */
export async function readCommitmentRows(ask: Ask, wanted: RowsWanted): Promise<readonly CommitmentRow[]> {
  const { sql, params } = commitmentRowsSql(ask, wanted)
  return runQuery(ask.connection, { ...QUERY, sql }, params)
}

export function commitmentRowsSql(ask: Ask, wanted: RowsWanted): CompiledSql {
  const binder = createBinder()
  const where = [
    'commitment_id is not null',
    ...conditions({ charges: 'all', filters: wanted.filters }, ask.state.promoted, binder),
  ].join(' and ')
  binder.named('blocks', JSON.stringify(wanted.blocks))
  binder.named('through', ask.state.dataThrough ?? ask.state.today)
  const sql = `with wanted as (select distinct commitment_id from cost_fact where ${where}),${SPAN},${pricedLines(IN_WINDOW, 'true')},${REST}`
  return { sql, params: binder.params }
}

/** Of a commitment that has ended the window is its last; of one that began after the last complete day, its first day. */
const SPAN = `
  span as (
    select commitment_id, any_value(provider) as provider, any_value(billing_account) as billing_account, currency,
      min(day) as first_seen, max(day) as last_seen, min(day) filter (where prepaid) as first_bought,
      arg_max(sub_account, day) filter (where prepaid or commitment_status = 'Unused') as buyer,
      arg_max(sub_account_name, day) filter (where prepaid or commitment_status = 'Unused') as buyer_name,
      case when count(distinct region) filter (where commitment_status = 'Used') = 1
        then any_value(region) filter (where commitment_status = 'Used') end as region,
      case when count(distinct service) filter (where commitment_status = 'Used') = 1
        then any_value(service) filter (where commitment_status = 'Used') end as service,
      greatest(least(coalesce(max(day) filter (where charge_category = 'Usage'), max(day)), $through::date), min(day)) + 1 as window_end,
      greatest(window_end - 30, min(day)) as window_start
    from cost_fact
    where commitment_id in (select commitment_id from wanted)
    group by commitment_id, currency
  )`

const IN_WINDOW = `commitment_id is not null and exists (
      select 1 from span
      where span.commitment_id = cost_fact.commitment_id and cost_fact.day >= window_start and cost_fact.day < window_end)`

const REST = `
  daily as (
    select commitment_id, currency, day, sum(effective) filter (where paid in ('used', 'block')) as used,
      sum(effective) filter (where paid in ('unused', 'block_unused')) as unused, sum(effective)::double as cost,
      sum(equivalent) filter (where paid = 'used') as equivalent,
      count(*) filter (where paid = 'used' and equivalent is null) as unpriced
    from priced
    group by all
  ),
  summed as (
    select commitment_id, currency, coalesce(sum(used), 0) as used, coalesce(sum(unused), 0) as unused,
      sum(unpriced) > 0 or count(equivalent) = 0 as unpriced,
      list({'cost': cost, 'equivalent': coalesce(equivalent, 0)} order by day) as days
    from daily
    group by all
  ),
  beneficiary as (
    select commitment_id, currency, sub_account as account, any_value(sub_account_name) as name, team,
      sum(effective) as used, row_number() over (partition by commitment_id, currency order by sum(effective) desc, account, team) as rank
    from priced
    where paid in ('used', 'block')
    group by commitment_id, currency, sub_account, team
  ),
  benefit as (
    select commitment_id, currency,
      list({'account': account, 'name': name, 'team': team, 'used': used::varchar} order by rank) as beneficiaries
    from beneficiary
    where rank <= 5
    group by all
  )
  select span.* , coalesce(used, 0) as used, coalesce(unused, 0) as unused, coalesce(unpriced, true) as unpriced,
    coalesce(days, []) as days, coalesce(beneficiaries, []) as beneficiaries
  from span
  left join summed using (commitment_id, currency)
  left join benefit using (commitment_id, currency)
  order by commitment_id, currency`

const Row = z.object({
  commitment_id: z.string(),
  provider: z.string(),
  billing_account: z.string(),
  currency: z.string(),
  first_seen: z.string(),
  last_seen: z.string(),
  first_bought: z.string().nullable(),
  buyer: z.string().nullable(),
  buyer_name: z.string().nullable(),
  region: z.string().nullable(),
  service: z.string().nullable(),
  window_start: z.string(),
  window_end: z.string(),
  used: Money,
  unused: Money,
  unpriced: z.boolean(),
  days: z.array(z.object({ cost: z.number().nullable(), equivalent: z.number() })),
  beneficiaries: z.array(
    z.object({
      account: z.string().nullable(),
      name: z.string().nullable(),
      team: z.string().nullable(),
      used: Money,
    }),
  ),
})

const QUERY = {
  name: 'commitments.rows',
  params: z.record(z.string(), z.string()),
  row: Row,
}
