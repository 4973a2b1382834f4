import type { Amount } from '@outlay/shared/money'

/** Digits behind the point of every amount in the facts. */
const DIGITS = 14

/** An amount in units of the last digit that a fact can hold, so that sums and shares are exact. */
export function toUnits(amount: Amount): bigint {
  const negative = amount.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? amount.slice(1) : amount).split('.')
  const units = BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS))
  return negative ? -units : units
}

/** The inverse of toUnits, without trailing zeros. */
export function fromUnits(units: bigint): Amount {
  const text = String(units < 0n ? -units : units).padStart(DIGITS + 1, '0')
  const fraction = text.slice(-DIGITS).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${text.slice(0, -DIGITS)}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * Divides `total` in proportion to `weights`, none of which is negative, so that the parts add up to it exactly: each
 * gets its share rounded towards zero, and what is left goes, one unit each, to those that lost most by it (largest
 * remainder; of equals the earlier). Null where all weights are 0.
 */
export function divide(total: bigint, weights: readonly bigint[]): readonly bigint[] | null {
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  if (sum <= 0n) return null
  const sign = total < 0n ? -1n : 1n
  const size = total * sign
  const parts = weights.map((weight, index) => ({
    index,
    share: (size * weight) / sum,
    rest: (size * weight) % sum,
  }))
  const left = Number(size - parts.reduce((all, { share }) => all + share, 0n))
  const raised = new Set(
    parts
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ index }) => index),
  )
  return parts.map(({ index, share }) => sign * (share + (raised.has(index) ? 1n : 0n)))
}
