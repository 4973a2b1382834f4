import Big from 'big.js'

/**
 * Billed money as text: an exact decimal without exponent, plus sign or trailing zeros, e.g. `18.0066386184`,
 * `-0.5`, `0`. Numbers are for charts only.
 */
export type Amount = string

/** Rewrites any decimal text (`1.50`, `6.1E-7`, `+4`) in the one form that Outlay sends. Throws on anything else. */
export function toAmount(text: string | number): Amount {
  const value = new Big(text)
  return value.eq(0) ? '0' : value.toFixed()
}

/** Exact sum of amounts of one currency. */
export function addAmounts(amounts: Iterable<Amount>): Amount {
  let total = new Big(0)
  for (const amount of amounts) total = total.plus(amount)
  return toAmount(total.toFixed())
}

/** Exact difference `a − b`. */
export function subtractAmounts(a: Amount, b: Amount): Amount {
  return toAmount(new Big(a).minus(b).toFixed())
}
