import type { CommitmentRecord, DateSource, EstimateRange } from '@outlay/shared/commitments'
import { formatMoneyChange, formatShare } from '../../lib/format.ts'

export const DATE_SOURCE: Readonly<Record<DateSource, string>> = {
  inventory: 'from inventory',
  bill: 'as the bill names it',
  purchase: 'from its purchase',
  seen: 'estimated: first purchase and term',
  last: 'estimated: last line on the bill',
}

/** `42.0%`, or a dash that is read as unknown. */
export function share(value: number | null): string {
  return value === null ? '–' : formatShare(value)
}

/** `3 years`, `12 months` as people say it. */
export function termInWords(months: number | null): string {
  if (months === null || months === 0) return 'unknown'
  if (months % 12 !== 0) return `${months} months`
  return months === 12 ? '1 year' : `${months / 12} years`
}

/** `+$900 to +$980`; one figure where both ends are the same. */
export function rangeInWords({ low, high }: EstimateRange, currency: string): string {
  const [from, to] = [formatMoneyChange(low, currency), formatMoneyChange(high, currency)]
  return from === to ? from : `${from} to ${to}`
}

export function nameOf({ name, id }: Pick<CommitmentRecord, 'name' | 'id'>): string {
  return name ?? id.split('/').at(-1) ?? id
}

/** `in 39 days`, `12 days ago`, `today`. */
export function daysInWords(days: number): string {
  if (days === 0) return 'today'
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`
  return days > 0 ? `in ${count}` : `${count} ago`
}
