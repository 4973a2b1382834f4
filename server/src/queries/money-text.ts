import type { Amount } from '@outlay/shared/money'
import Big from 'big.js'

/** Short money for sentences, e.g. `$383.6K`; currencies that Intl does not know stand behind the number. */
export function shortMoney(amount: Amount, currency: string): string {
  const options = {
    notation: 'compact',
    maximumFractionDigits: Math.abs(Number(amount)) < 1000 ? 2 : 1,
  } as const
  const value = Number(amount)
  if (!/^[A-Z]{3}$/.test(currency))
    return `${new Intl.NumberFormat('en-US', options).format(value)} ${currency}`
  return new Intl.NumberFormat('en-US', { ...options, style: 'currency', currency }).format(value)
}

/** `6.1% above`, `3% below`, `the same as`, or undefined where there is nothing to compare with. */
export function comparedWith(amount: Amount, previous: Amount): string | undefined {
  const base = new Big(previous)
  if (base.lte(0)) return undefined
  const percent = new Big(amount).minus(base).div(base).times(100).round(1)
  if (percent.eq(0)) return 'the same as'
  return `${percent.abs().toFixed()}% ${percent.gt(0) ? 'above' : 'below'}`
}

/** Arithmetic mean to six decimals: an estimate, no billed amount. */
export function mean(amounts: readonly Amount[]): Amount {
  const total = amounts.reduce((sum, amount) => sum.plus(amount), new Big(0))
  return amounts.length === 0 ? '0' : total.div(amounts.length).round(6).toFixed()
}
