import type { PlanScope } from '@outlay/shared/commitment-plan'
import { groupBy } from '@outlay/shared/group-by'
import { addDays, type Day } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { COMMITMENT_FAMILY, COMMITMENT_PROGRAM } from '../../queries/commitment-programs.ts'
import type { Program } from './programs.ts'

/** Days of demand that a plan is made on, as the rules do. */
export const DEMAND_DAYS = 60
const SCOPES_MAX = 40

/** A part of the demand that one commitment could cover. */
export interface DemandScope extends PlanScope {
  readonly start: Day
  readonly end: Day
  /** The kinds of usage in it. */
  readonly kinds: readonly DemandKind[]
  readonly family: string | null
}

export type DemandKind = z.output<typeof demandQuery.row>

/** What runs on demand or under commitments of the last 60 days and could be under one, by kind of usage. */
export async function readDemandKinds(ask: Ask): Promise<readonly DemandKind[]> {
  const end = addDays(ask.state.dataThrough ?? ask.state.today, 1)
  return runQuery(ask.connection, demandQuery, { start: addDays(end, -DEMAND_DAYS), end })
}

/** Where a commitment of a program may be bought, the largest demand first. */
export function scopesOf(ask: Ask, program: Program, kinds: readonly DemandKind[]): readonly DemandScope[] {
  const fitting = kinds.filter(
    (kind) =>
      kind.provider === program.provider &&
      program.programs.includes(kind.program) &&
      program.fits(kind.family),
  )
  return [...groupBy(fitting, (kind) => scopeId(program, kind)).entries()]
    .map(([id, own]) => toScope(ask, program, id, own))
    .filter(({ onDemandHourly }) => onDemandHourly > 0)
    .toSorted((a, b) => b.onDemandHourly - a.onDemandHourly)
    .slice(0, SCOPES_MAX)
}

function scopeId({ bound }: Program, kind: DemandKind): string {
  const parts = [kind.billing_account, kind.currency]
  return [...parts, ...(bound ? [kind.service ?? '', kind.family ?? '', kind.region ?? ''] : [])].join('|')
}

function toScope(ask: Ask, { bound }: Program, id: string, kinds: readonly DemandKind[]): DemandScope {
  const [first] = kinds
  const account = first?.billing_account ?? ''
  const end = addDays(throughOf(ask, first) ?? ask.state.today, 1)
  const start = addDays(end, -DEMAND_DAYS)
  const days = Math.max(1, ...kinds.map(({ days_seen }) => days_seen))
  const cost = kinds.reduce((sum, kind) => sum + kind.cost, 0)
  const named = first?.billing_account_name ?? account
  const parts = bound
    ? [`${first?.family ?? ''} in ${first?.region ?? 'an unknown region'}`, first?.service]
    : []
  return {
    id,
    billingAccount: account,
    name: [...parts, named].filter((part) => part != null).join(' · '),
    currency: first?.currency ?? '',
    onDemandHourly: Math.round((cost / days / 24) * 1e4) / 1e4,
    start,
    end,
    kinds,
    family: bound ? (first?.family ?? null) : null,
  }
}

function throughOf({ state }: Ask, kind: DemandKind | undefined): Day | undefined {
  return state.accounts
    .filter((each) => each.provider === kind?.provider && each.billingAccount === kind.billing_account)
    .map(({ through }) => through)
    .toSorted()
    .at(-1)
}

const demandQuery = {
  name: 'commitments.demand-kinds',
  sql: `
    with fact as (
      select provider, billing_account, any_value(billing_account_name) as billing_account_name, currency, service, region,
        usage_type, consumed_unit, usage_type as meter, null::varchar as description, consumed_unit as unit,
        sum(effective::double) filter (where commitment_status is null and effective > 0) as cost,
        min(day) as first_day
      from cost_fact
      where day >= $start::date and day < $end::date and charge_category = 'Usage' and charge_class is null
        and (commitment_status = 'Used' or commitment_status is null and pricing_category = 'Standard')
      group by all
    )
    select provider, billing_account, any_value(billing_account_name) as billing_account_name, currency, service, region,
      usage_type, consumed_unit, ${COMMITMENT_PROGRAM} as program, nullif(${COMMITMENT_FAMILY}, '') as family,
      coalesce(sum(cost), 0) as cost, date_diff('day', min(first_day), $end::date)::integer as days_seen
    from fact
    where program is not null
    group by all
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    billing_account_name: z.string().nullable(),
    currency: z.string(),
    service: z.string().nullable(),
    region: z.string().nullable(),
    usage_type: z.string().nullable(),
    consumed_unit: z.string().nullable(),
    program: z.string(),
    family: z.string().nullable(),
    cost: z.number(),
    days_seen: z.number(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
