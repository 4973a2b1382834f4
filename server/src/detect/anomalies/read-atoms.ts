import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'

/** Daily usage of the smallest place that is watched; index 0 of `values` is `Atoms.from`. */
export interface Atom extends z.output<typeof Place> {
  readonly values: readonly number[]
  /** Of these what commitments paid for, and what all of it would cost on demand; undefined where none ever did. */
  readonly covered: readonly number[] | undefined
  readonly onDemand: readonly number[] | undefined
}

export interface Atoms {
  readonly from: Day
  readonly through: Day
  readonly atoms: readonly Atom[]
  /** Per provider and billing account (`provider\0account`): index of its first day and of its last complete one. */
  readonly accounts: ReadonlyMap<string, AccountSpan>
}

export interface AccountSpan {
  readonly first: number
  readonly last: number
}

const DAYS = 400

/**
 * Effective cost of usage by account, service, usage type and team, each of its complete days. Tax, credits, refunds,
 * corrections, commitment fees and what is paid once or recurs are not in it (finops guide §3).
 */
export async function readAtoms(ask: Ask): Promise<Atoms | undefined> {
  const span = atomSpan(ask)
  if (span === undefined) return undefined
  const { from, through } = span
  const { connection, state } = ask
  const rows = await runQuery(connection, atomsQuery, { from, end: addDays(through, 1) })
  const length = daysBetween(from, through) + 1
  return {
    from,
    through,
    atoms: rows.map(({ days, costs, covered, on_demand, ...place }) => ({
      ...place,
      values: spread(days, costs, length),
      covered: covered === null ? undefined : spread(days, covered, length),
      onDemand: on_demand === null ? undefined : spread(days, on_demand, length),
    })),
    accounts: accountSpans(state, from),
  }
}

/** The days that are watched: thirteen months up to the newest complete one; undefined where there is none. */
export function atomSpan({ state }: Pick<Ask, 'state'>): { from: Day; through: Day } | undefined {
  const through = state.accounts
    .map((account) => account.through)
    .toSorted()
    .at(-1)
  if (through === undefined || state.oldestDay === null) return undefined
  const earliest = addDays(through, 1 - DAYS)
  return { from: [state.oldestDay, earliest].toSorted()[1] ?? earliest, through }
}

export function accountKey(place: { readonly provider: string; readonly billing_account: string }): string {
  return `${place.provider}\0${place.billing_account}`
}

/** Index of the first and the last complete day of each account. */
export function accountSpans(state: Ask['state'], from: Day): ReadonlyMap<string, AccountSpan> {
  const spans = new Map<string, AccountSpan>()
  for (const account of state.accounts) {
    const key = `${account.provider}\0${account.billingAccount}`
    const known = spans.get(key)
    const first = Math.max(0, daysBetween(from, account.from))
    const last = daysBetween(from, account.through)
    spans.set(key, {
      first: Math.min(known?.first ?? first, first),
      last: Math.max(known?.last ?? last, last),
    })
  }
  return spans
}

/** Costs by index, 0 where there are none. */
export function spread(days: readonly number[], costs: readonly number[], length: number): readonly number[] {
  const values = new Array<number>(length).fill(0)
  for (const [at, day] of days.entries()) values[day] = costs[at] ?? 0
  return values
}

const Place = z.object({
  provider: z.string(),
  billing_account: z.string(),
  sub_account: z.string().nullable(),
  sub_account_name: z.string().nullable(),
  service: z.string().nullable(),
  usage_type: z.string().nullable(),
  team: z.string().nullable(),
  currency: z.string(),
})

/** Lines that the detectors look at, in terms of cost_fact. */
export const WATCHED_LINES = `charge_category = 'Usage' and charge_class is null
  and coalesce(charge_frequency, 'Usage-Based') = 'Usage-Based' and commitment_status is distinct from 'Unused'`

const atomsQuery = {
  name: 'anomalies.atoms',
  sql: `
    with daily as (
      select provider, billing_account, sub_account, any_value(sub_account_name) as sub_account_name, service,
        coalesce(usage_type, sku) as usage_type, team, currency, day, sum(effective)::double as cost,
        coalesce(sum(effective) filter (where commitment_status = 'Used'), 0)::double as covered,
        sum(case when commitment_status = 'Used' then coalesce(nullif(contracted, 0), list) else effective end)::double as on_demand
      from cost_fact
      where day >= $from::date and day < $end::date and ${WATCHED_LINES}
      group by provider, billing_account, sub_account, service, coalesce(usage_type, sku), team, currency, day
    )
    select provider, billing_account, sub_account, any_value(sub_account_name) as sub_account_name, service, usage_type,
      team, currency, list((day - $from::date)::integer) as days, list(coalesce(cost, 0)) as costs,
      case when bool_or(covered <> 0) then list(covered) end as covered,
      case when bool_or(covered <> 0) then list(coalesce(on_demand, 0)) end as on_demand
    from daily
    group by provider, billing_account, sub_account, service, usage_type, team, currency
    order by provider, billing_account, sub_account, service, usage_type, team, currency
  `,
  params: z.object({ from: z.string(), end: z.string() }),
  row: Place.extend({
    days: z.array(z.number()),
    costs: z.array(z.number()),
    covered: z.array(z.number()).nullable(),
    on_demand: z.array(z.number()).nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
