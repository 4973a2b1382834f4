import { z } from 'zod'
import { Money, type Query } from '../db/query.ts'

export const grainChangesQuery = {
  name: 'ledger-faults.grain-changes',
  sql: `
    with grain_day as (
      select import.provider, import.billing_account, import_day.day, min(import.grain) as grain
      from import_day
      join import on import.id = import_day.import_id
      where import_day.counts and import.provider is not null and import.billing_account is not null
      group by import.provider, import.billing_account, import_day.day
    ),
    step as (
      select provider, billing_account, day, grain,
        lag(grain) over (partition by provider, billing_account order by day) as earlier
      from grain_day
    )
    select provider, billing_account as "billingAccount", day, earlier as "from", grain as "to"
    from step
    where earlier <> grain
    order by day, provider, billing_account
  `,
  params: z.object({}),
  row: z.object({
    provider: z.string(),
    billingAccount: z.string(),
    day: z.string(),
    from: z.string(),
    to: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** Finest first, as precedence by day ranks them. */
const GRAINS = `['resource', 'line', 'usage_type', 'service', 'account']`

/** Of each day, account and currency: what counts, and what finer sources that do not count bill less. */
export const standBacksQuery = {
  name: 'ledger-faults.stand-backs',
  sql: `
    with claim as (
      select import.provider, import.billing_account, import.billing_period, import_day.day, import_day.currency,
        import.grain, list_position(${GRAINS}, import.grain) as rank, import.dataset, import_day.counts,
        case when import.dataset in ('actual', 'amortized') then 'pair' else concat_ws(chr(10), import.source, import.dataset) end as stack,
        import_day.billed, import_day.alone_billed, import_day.whole
      from import_day
      join import on import.id = import_day.import_id
      where import.kind = 'costs' and import.state in ('counted', 'side')
        and import.provider is not null and import.billing_account is not null
      -- of two deliveries of the same data the newer
      qualify import_day.counts or row_number() over (
        partition by import.provider, import.billing_account, import.billing_period, import_day.day,
          import_day.currency, import.grain, stack, import.dataset
        order by import.seq desc
      ) = 1
    ),
    winner as (
      select provider, billing_account, billing_period, day, currency, min(rank) as rank, min(grain) as grain,
        sum(billed - case when whole then 0 else alone_billed end) as billed
      from claim
      where counts
      group by provider, billing_account, billing_period, day, currency
    ),
    stack_day as (
      select provider, billing_account, billing_period, day, rank, grain, stack,
        map_from_entries(list((currency, billed))) as billed
      from (
        select provider, billing_account, billing_period, day, rank, grain, stack, currency,
          sum(billed) - case when count(distinct dataset) > 1 then sum(alone_billed) else 0 end as billed
        from claim
        where not counts
        group by provider, billing_account, billing_period, day, rank, grain, stack, currency
      )
      group by provider, billing_account, billing_period, day, rank, grain, stack
    )
    select winner.provider, winner.billing_account as "billingAccount", winner.day, winner.currency,
      stack_day.grain as finer, winner.grain as coarser,
      winner.billed - coalesce(stack_day.billed[winner.currency], 0) as missing
    from stack_day
    join winner using (provider, billing_account, billing_period, day)
    where stack_day.rank < winner.rank and missing > 0
    order by winner.day, winner.provider, winner.billing_account, winner.currency, stack_day.rank
  `,
  params: z.object({}),
  row: z.object({
    provider: z.string(),
    billingAccount: z.string(),
    day: z.string(),
    currency: z.string(),
    finer: z.string(),
    coarser: z.string(),
    missing: Money,
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** Days on which only one of actual and amortized counts; where both do, neither is whole. */
export const loneDatasetsQuery = {
  name: 'ledger-faults.lone-datasets',
  sql: `
    select import.provider, import.billing_account as "billingAccount", import.dataset,
      list(distinct import_day.day order by import_day.day) as days
    from import_day
    join import on import.id = import_day.import_id
    where import.dataset in ('actual', 'amortized') and import_day.counts and import_day.whole
      and import.provider is not null and import.billing_account is not null
    group by import.provider, import.billing_account, import.dataset
    order by import.provider, import.billing_account, import.dataset
  `,
  params: z.object({}),
  row: z.object({
    provider: z.string(),
    billingAccount: z.string(),
    dataset: z.enum(['actual', 'amortized']),
    days: z.array(z.string()),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** Accounts of the actual data set that buy or use commitments. Asked only where an actual export stands alone. */
export const commitmentsQuery = {
  name: 'ledger-faults.commitments',
  sql: `
    select distinct cost_fact.provider, cost_fact.billing_account as "billingAccount"
    from cost_fact
    where (prepaid or commitment_id is not null or commitment_status is not null)
      and import_id in (select id from import where dataset = 'actual')
  `,
  params: z.object({}),
  row: z.object({ provider: z.string(), billingAccount: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
