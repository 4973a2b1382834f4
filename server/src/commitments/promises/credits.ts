import { addAmounts, subtractAmounts } from '@outlay/shared/money'
import { type Day, daysBetween } from '@outlay/shared/period'
import type { CreditState } from '@outlay/shared/promises'
import Big from 'big.js'
import type { CreditConfig } from '../../config/contracts.ts'
import type { Ask } from '../../queries/ask.ts'
import { historyOf, type Told, untoldDays } from './history.ts'
import { type Projection, projectionOf } from './pace.ts'
import { readMatchedDays } from './read-match.ts'

/** One credit with what is left of it and what it bore, by day. */
export interface Purse {
  readonly credit: CreditConfig
  readonly told: Told
  left: Big
  readonly used: Map<Day, Big>
}

/**
 * Balance of each credit, what is drawn a day, when it is used up and what expires. Where several fit the same line, the
 * one that expires first is drawn first, as the clouds do; none is drawn below nothing.
 */
export async function readCredits(
  ask: Ask,
  credits: readonly CreditConfig[],
): Promise<readonly CreditState[]> {
  const purses = await readPurses(ask, credits)
  return credits.flatMap(({ id }) => {
    const purse = purses.find(({ credit }) => credit.id === id)
    return purse === undefined ? [] : [toState(ask, purse)]
  })
}

/** The purse that expires first stands first. */
export async function readPurses(ask: Ask, credits: readonly CreditConfig[]): Promise<readonly Purse[]> {
  const purses = credits
    .map((credit) => toPurse(ask, credit))
    .toSorted((a, b) => (a.credit.expires ?? '9999').localeCompare(b.credit.expires ?? '9999'))
  const burned = new Map<string, Big>()
  for (const purse of purses) {
    const { credit, told } = purse
    const rows = await readMatchedDays(ask, {
      ...credit,
      start: told.from,
      end: told.until,
      creditsOnly: true,
    })
    for (const { day, billed } of rows) {
      const key = [credit.provider, credit.currency, JSON.stringify(credit.match), day].join('|')
      const open = burned.get(key) ?? new Big(billed).times(-1)
      const taken = open.lt(purse.left) ? open : purse.left
      purse.used.set(day, taken)
      purse.left = purse.left.minus(taken)
      burned.set(key, open.minus(taken))
    }
  }
  return purses
}

function toPurse(ask: Ask, credit: CreditConfig): Purse {
  return {
    credit,
    told: historyOf(ask, credit),
    left: new Big(subtractAmounts(credit.amount, credit.drawn?.amount ?? '0')),
    used: new Map(),
  }
}

function toState(ask: Ask, { credit, told, left, used }: Purse): CreditState {
  const { id, name, provider, currency, amount, start, expires } = credit
  const untold = untoldDays(start, told, credit.drawn?.until)
  const balance = untold === null ? addAmounts([left.toFixed()]) : null
  const over = expires !== null && expires <= ask.state.today
  const daily = new Map([...used].map(([day, taken]) => [day, taken.toNumber()]))
  const projection = over || left.lte(0) ? null : projectionOf(daily, told)
  return {
    ...{ id, name, provider, currency, amount, start, expires },
    used: addAmounts([credit.drawn?.amount ?? '0', ...[...used.values()].map((taken) => taken.toFixed())]),
    balance,
    untold,
    pace: projection?.pace ?? null,
    exhaustedOn: balance === null || projection === null ? null : projection.reach(Number(balance)),
    atRisk:
      balance === null || expires === null ? null : atRisk(Number(balance), over, told, expires, projection),
  }
}

function atRisk(balance: number, over: boolean, told: Told, expires: Day, projection: Projection | null) {
  if (over) return { low: balance, expected: balance, high: balance }
  if (projection === null) return null
  const burn = projection.sum(daysBetween(told.until, expires))
  const left = (taken: number) => Math.round(Math.max(0, balance - taken) * 100) / 100
  return { low: left(burn.high), expected: left(burn.expected), high: left(burn.low) }
}
