import type { Range } from '../rule.ts'

/** What a commitment takes off the price paid. */
export interface Discount extends Range {
  /** From the customer's own bill or a price list; else only a rule of thumb is there. */
  readonly known: boolean
}

/** What offers of one year without upfront payment give above the flat floor. Source: rules guide §7 (not verified). */
const USUALLY = 0.07
const AT_BEST = 0.17

/**
 * On the price paid. A commitment of the catalogue takes its discount off the price before sustained use: `1 − (1 − d) ×
 * before ÷ paid` (finops §5, re-based discounts).
 */
export function discountOf(row: {
  readonly own_discount: number | null
  readonly sold_discount: number | null
  readonly before_ratio: number
  readonly rough: boolean
}): Discount | null {
  if (row.own_discount !== null) return { ...same(row.own_discount), known: true }
  if (row.sold_discount === null) return null
  const rebased = (discount: number) => 1 - (1 - discount) * row.before_ratio
  if (!row.rough) return { ...same(rebased(row.sold_discount)), known: true }
  return {
    low: rebased(row.sold_discount),
    expected: rebased(row.sold_discount + USUALLY),
    high: rebased(row.sold_discount + AT_BEST),
    known: false,
  }
}

function same(value: number): Range {
  return { low: value, expected: value, high: value }
}
