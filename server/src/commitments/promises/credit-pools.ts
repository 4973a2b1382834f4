import { addDays, type Day } from '@outlay/shared/period'
import type { CreditConfig } from '../../config/contracts.ts'
import type { Ask } from '../../queries/ask.ts'
import type { CreditPool } from '../../queries/credit-pool.ts'
import { type Purse, readPurses } from './credits.ts'
import { historyOf, untoldDays } from './history.ts'
import { readMatchedDays } from './read-match.ts'

/** A month and some days, so that what comes once a month is among them. */
const WINDOW_DAYS = 35

/** The known credits by cloud and currency, and which part of the credits on the bill they bore of late. */
export async function readCreditPools(
  ask: Ask,
  credits: readonly CreditConfig[],
): Promise<readonly CreditPool[]> {
  const purses = await readPurses(ask, credits)
  const kinds = new Map(
    credits.map(({ provider, currency }) => [`${provider}|${currency}`, { provider, currency }]),
  )
  const pools: CreditPool[] = []
  for (const { provider, currency } of kinds.values()) {
    const own = purses.filter(({ credit }) => credit.provider === provider && credit.currency === currency)
    const range = windowOf(ask, own)
    const days = await readMatchedDays(ask, { provider, currency, match: [], ...range, creditsOnly: true })
    const drawn = -days.reduce((sum, { billed }) => sum + Number(billed), 0)
    const taken = own.reduce((sum, purse) => sum + takenIn(purse, range), 0)
    const known = drawn > 0 ? Math.min(1, taken / drawn) : 0
    pools.push({ provider, currency, ...range, drawn, known, purses: own.map(toKnown) })
  }
  return pools
}

/** The last days of the bill, not before the first of these credits began: who bore them earlier is not known. */
function windowOf(ask: Ask, purses: readonly Purse[]): { start: Day; end: Day } {
  const [{ credit } = { credit: { provider: '', currency: '' } }] = purses
  const { provider, currency } = credit
  const told = historyOf(ask, { provider, currency, start: '1970-01-01', drawn: null })
  const begun = purses.flatMap((purse) => (purse.told.from < told.until ? [purse.told.from] : []))
  const start = [addDays(told.until, -WINDOW_DAYS), told.from, begun.toSorted()[0] ?? told.from]
  return { start: start.toSorted().at(-1) ?? told.from, end: told.until }
}

function takenIn({ used }: Purse, { start, end }: { readonly start: Day; readonly end: Day }): number {
  return [...used].reduce(
    (sum, [day, taken]) => (day >= start && day < end ? sum + taken.toNumber() : sum),
    0,
  )
}

function toKnown({ credit, told, left }: Purse): CreditPool['purses'][number] {
  const { id, name, start, expires, drawn } = credit
  const balance = untoldDays(start, told, drawn?.until) === null ? left.toNumber() : null
  return { name: name ?? id, start, expires, balance }
}
