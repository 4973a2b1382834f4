import { z } from 'zod'
import { matchSql } from '../../allocation/match-sql.ts'
import type { ContractConfig, CreditConfig } from '../../config/contracts.ts'
import { Money, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import type { CompiledSql } from '../../queries/costs-sql.ts'
import { createBinder } from '../../queries/where-sql.ts'

export interface Promises {
  readonly contracts: readonly ContractConfig[]
  readonly credits: readonly CreditConfig[]
}

export interface MatchedDay {
  readonly day: string
  readonly billed: string
  /** Of it, what others sell through the provider. */
  readonly marketplace: string
}

export interface MatchWanted {
  readonly provider: string
  readonly currency: string
  readonly start: string
  readonly end: string
  readonly match: ContractConfig['match']
  readonly exclude?: ContractConfig['exclude']
  readonly creditsOnly?: boolean
}

/** Who sells what the provider itself makes; all others sell through its marketplace. */
const OWN_PUBLISHERS = '(?i)^(amazon|aws|microsoft|azure|google|oracle)'

/** What a provider billed a day, all charges, of lines that match any of `match` and none of `exclude`. */
export async function readMatchedDays(ask: Ask, wanted: MatchWanted): Promise<readonly MatchedDay[]> {
  const { sql, params } = matchedDaysSql(ask, wanted)
  return runQuery(ask.connection, { ...QUERY, sql }, params)
}

export function matchedDaysSql(ask: Ask, wanted: MatchWanted): CompiledSql {
  const binder = createBinder()
  const conditions = [
    `provider = ${binder.named('provider', wanted.provider)}`,
    `currency = ${binder.named('currency', wanted.currency)}`,
    `day >= ${binder.named('start', wanted.start)}::date`,
    `day < ${binder.named('end', wanted.end)}::date`,
    ...(wanted.creditsOnly === true ? [`charge_category = 'Credit'`] : []),
    ...(wanted.match.length > 0 ? [matchSql(wanted.match, ask.state.promoted, binder.bind)] : []),
    ...(wanted.exclude !== undefined && wanted.exclude.length > 0
      ? [`not coalesce(${matchSql(wanted.exclude, ask.state.promoted, binder.bind)}, false)`]
      : []),
  ]
  const sql = `
    select day, sum(billed) as billed,
      coalesce(sum(billed) filter (where publisher is not null and not regexp_matches(publisher, '${OWN_PUBLISHERS}')), 0) as marketplace
    from cost_fact
    where ${conditions.join('\n  and ')}
    group by day
    order by day`
  return { sql, params: binder.params }
}

const QUERY = {
  name: 'commitments.matched-days',
  params: z.record(z.string(), z.string()),
  row: z.object({ day: z.string(), billed: Money, marketplace: Money }),
}
