import { addDays, daysBetween } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'
import type { Ask } from '../../../queries/ask.ts'
import { type Atom, type Atoms, accountSpans, atomSpan, spread, WATCHED_LINES } from '../read-atoms.ts'
import { AnomalyPlace, IN_PLACE } from './place-lines.ts'

/** Stands for what the accounts of the place have beside it: the gate of a place knows the whole account. */
const REST = '\0rest'

/** Two series an account: the place, and all else. Enough to watch the place alone, without reading every other. */
export async function readPlaceAtoms(ask: Ask, place: AnomalyPlace): Promise<Atoms | undefined> {
  const span = atomSpan(ask)
  if (span === undefined) return undefined
  const { from, through } = span
  const rows = await runQuery(ask.connection, placeAtomsQuery, { ...place, from, end: addDays(through, 1) })
  const length = daysBetween(from, through) + 1
  return {
    from,
    through,
    accounts: accountSpans(ask.state, from),
    atoms: rows.map(
      ({ provider, billing_account, own, days, costs }): Atom => ({
        provider,
        billing_account,
        sub_account: own ? place.subAccount : REST,
        sub_account_name: null,
        service: own ? place.service : null,
        usage_type: own ? place.usageType : null,
        team: own ? place.team : null,
        currency: place.currency,
        values: spread(days, costs, length),
        covered: undefined,
        onDemand: undefined,
      }),
    ),
  }
}

const placeAtomsQuery = {
  name: 'anomalies.place-atoms',
  sql: `
    with daily as (
      select provider, billing_account, day,
        coalesce(${IN_PLACE} and ($team::varchar is null or team = $team), false) as own,
        sum(effective)::double as cost
      from cost_fact
      where currency = $currency and day >= $from::date and day < $end::date and ${WATCHED_LINES}
        and ($provider::varchar is null or provider = $provider)
        and ($billingAccount::varchar is null or billing_account = $billingAccount)
      group by all
    )
    select provider, billing_account, own, list((day - $from::date)::integer) as days, list(coalesce(cost, 0)) as costs
    from daily
    group by provider, billing_account, own
    order by provider, billing_account, own
  `,
  params: AnomalyPlace.omit({ start: true, last: true }).extend({ from: z.string(), end: z.string() }),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    own: z.boolean(),
    days: z.array(z.number()),
    costs: z.array(z.number()),
  }),
} satisfies Query<z.ZodType, z.ZodType>
