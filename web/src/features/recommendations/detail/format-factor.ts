import { formatCount, formatShare } from '../../../lib/format.ts'

const DIGITS = 4

/** A factor of a formula: a share as percent, anything else with as many digits as tell it from its neighbours. */
export function formatFactor(value: number, unit: string): string {
  if (unit === 'share') return formatShare(value)
  if (value === 0 || Math.abs(value) >= 100) return formatCount(value)
  return new Intl.NumberFormat('en-US', { maximumSignificantDigits: DIGITS })
    .format(value)
    .replace('-', '\u2212')
}

/** What a rule noted: numbers rounded to what can be read, the unknown named. */
export function formatFact(value: string | number | boolean | null): string {
  if (value === null) return 'unknown'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? formatFactor(value, '') : value
}
