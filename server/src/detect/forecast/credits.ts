import { addDays, type Day, dayInWords, daysBetween } from '@outlay/shared/period'
import type { CreditPool, CreditPurse } from '../../queries/credit-pool.ts'
import { sum } from '../stats/quantile.ts'
import type { Strand } from './history.ts'

type Drawn = { readonly means: readonly number[]; readonly ends: string | undefined }

/**
 * Credits go on as in `means` until what is known of them has expired or is used up. A scope uses up a balance by its
 * share of what the cloud's credits took off of late; credits that nobody told of go on while they do.
 */
export function drawCredits(
  means: readonly number[],
  strand: Pick<Strand, 'key' | 'values' | 'through'>,
  pools: readonly CreditPool[],
): Drawn {
  const pool = pools.find(({ provider }) => provider === strand.key)
  if (pool === undefined || pool.known === 0) return { means, ends: undefined }
  const share = shareOf(strand, pool)
  const purses = pool.purses.map((purse) => ({
    ...purse,
    left: purse.balance === null ? Number.POSITIVE_INFINITY : purse.balance * share,
    emptyOn: undefined as Day | undefined,
  }))
  const drawn = means.map((value, step) => {
    if (value >= 0) return value
    const taken = take(purses, -value * pool.known, addDays(strand.through, step + 1))
    return 0 - (taken - value * (1 - pool.known))
  })
  const last = addDays(strand.through, means.length)
  const words = purses.flatMap((purse) => endOf(purse, pool.end, last))
  return { means: drawn, ends: words.length === 0 ? undefined : words.join('; ') }
}

/** Of the cloud's credits in the days of the pool, the part that the scope had; 0–1. */
function shareOf({ values, through }: Pick<Strand, 'values' | 'through'>, pool: CreditPool): number {
  const from = addDays(through, 1 - values.length)
  const index = (day: Day) => Math.max(0, daysBetween(from, day))
  const own = -sum(values.slice(index(pool.start), index(pool.end)))
  return pool.drawn <= 0 ? 1 : Math.min(1, Math.max(0, own / pool.drawn))
}

/** A cent is no balance. */
const EMPTY = 0.005

interface Purse extends CreditPurse {
  left: number
  emptyOn: Day | undefined
}

/** Takes an amount out of those that hold on a day, in their order; returns what they gave. */
function take(purses: readonly Purse[], amount: number, day: Day): number {
  let open = amount
  for (const purse of purses) {
    if (day < purse.start || (purse.expires !== null && day >= purse.expires)) continue
    const taken = Math.min(open, purse.left)
    purse.left -= taken
    open -= taken
    if (purse.left < EMPTY && taken > 0) purse.emptyOn ??= day
  }
  return amount - open
}

function endOf({ name, expires, balance, emptyOn }: Purse, known: Day, last: Day): readonly string[] {
  if (balance !== null && balance < EMPTY) return [`${name} is used up`]
  if (emptyOn !== undefined) return [`${name} is used up about ${dayInWords(emptyOn)}`]
  if (expires === null || expires <= known || expires > last) return []
  return [`${name} expires on ${dayInWords(expires)}`]
}
