import type { EstimateRange } from '@outlay/shared/commitments'
import { groupBy } from '@outlay/shared/group-by'
import { addAmounts, subtractAmounts } from '@outlay/shared/money'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import type { ContractState } from '@outlay/shared/promises'
import Big from 'big.js'
import type { ContractConfig } from '../../config/contracts.ts'
import type { Ask } from '../../queries/ask.ts'
import { historyOf, type Told, untoldDays } from './history.ts'
import { type Projection, projectionOf } from './pace.ts'
import { type MatchedDay, matchedDaysSql, readMatchedDays } from './read-match.ts'

/** How far a contract is drawn down, and where it ends at its pace. Billed, all charges (finops §1). */
export async function readContract(ask: Ask, contract: ContractConfig): Promise<ContractState> {
  const told = historyOf(ask, contract)
  const wanted = { ...contract, start: told.from, end: told.until }
  const rows = await readMatchedDays(ask, wanted)
  const stated = contract.drawn?.amount ?? '0'
  const { drawn, marketplace, leftOut } = drawnDown(contract, rows, stated)
  const today = ask.state.today
  const reached = new Big(drawn).gte(contract.amount)
  const over = contract.end <= today
  const projection = over || contract.start > today ? null : paceOf(rows, told, leftOut !== '0')
  return {
    ...pick(contract),
    state: stateOf(contract, today, reached),
    ...{ drawn, stated, marketplace, marketplaceLeftOut: leftOut },
    through: told.until > told.from ? addDays(told.until, -1) : null,
    untold: untoldDays(contract.start, told, contract.drawn?.until),
    months: monthsOf(rows),
    working: matchedDaysSql(ask, wanted),
    pace: projection?.pace ?? null,
    needed: reached || over ? null : neededOf(contract, drawn, told.until),
    ...projected(contract, drawn, told.until, projection),
  }
}

function pick({ id, name, kind, provider, currency, start, end, amount }: ContractConfig) {
  return { id, name, kind, provider, currency, start, end, amount }
}

function stateOf({ start, end }: ContractConfig, today: Day, reached: boolean): ContractState['state'] {
  if (start > today) return 'upcoming'
  if (reached) return 'reached'
  return end <= today ? 'ended' : 'running'
}

/** What counts: own services whole, marketplace up to its share of the amount. */
function drawnDown(
  { amount, marketplaceShare }: ContractConfig,
  rows: readonly MatchedDay[],
  stated: string,
) {
  const all = addAmounts(rows.map(({ billed }) => billed))
  const market = addAmounts(rows.map(({ marketplace }) => marketplace))
  const cap = marketplaceShare === null ? null : new Big(amount).times(marketplaceShare)
  const leftOut = cap === null || cap.gte(market) ? '0' : new Big(market).minus(cap).toFixed()
  return {
    drawn: addAmounts([stated, subtractAmounts(all, leftOut)]),
    marketplace: subtractAmounts(market, leftOut),
    leftOut: addAmounts([leftOut]),
  }
}

/** Once marketplace has reached its share, only the rest goes on counting. */
function paceOf(rows: readonly MatchedDay[], told: Told, isMarketplaceFull: boolean): Projection | null {
  const counted = ({ billed, marketplace }: MatchedDay) =>
    Number(billed) - (isMarketplaceFull ? Number(marketplace) : 0)
  return projectionOf(new Map(rows.map((row) => [row.day, counted(row)])), told)
}

function neededOf({ amount, end }: ContractConfig, drawn: string, until: Day): number {
  const left = Number(subtractAmounts(amount, drawn))
  return Math.round((left / Math.max(1, daysBetween(until, end))) * 100) / 100
}

function projected(
  { amount, end }: ContractConfig,
  drawn: string,
  until: Day,
  projection: Projection | null,
) {
  if (projection === null) return { projected: null, difference: null, reachedOn: null }
  const ahead = projection.sum(daysBetween(until, end))
  const total = shifted(ahead, Number(drawn))
  return {
    projected: total,
    difference: shifted(total, -Number(amount)),
    reachedOn: projection.reach(Number(subtractAmounts(amount, drawn))),
  }
}

function shifted({ low, expected, high }: EstimateRange, by: number): EstimateRange {
  const moved = (value: number) => Math.round((value + by) * 100) / 100
  return { low: moved(low), expected: moved(expected), high: moved(high) }
}

function monthsOf(rows: readonly MatchedDay[]): ContractState['months'] {
  return [...groupBy(rows, ({ day }) => monthStart(day))].map(([month, own]) => ({
    month,
    drawn: addAmounts(own.map(({ billed }) => billed)),
  }))
}
