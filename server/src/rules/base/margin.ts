import { z } from 'zod'
import { exactly, type Factor, type Range } from '../rule.ts'

/** Column of candidates that change a quantity: what it comes to at the price of the last tier that the payer reached. */
export const MARGIN_COLUMN = { margin_cost: z.number() }

interface Priced {
  readonly monthly_cost: string
  readonly margin_cost: number
}

/** Closer than this, the SKU has one price. */
const SAME = 1e-6

/**
 * A monthly cost at the margin, times shares: what is left out first is what the last tier bills. Never more than it costs
 * now. Without tiers it is the plain product. Source: finops guide §5, Base.
 */
export function savedAtMargin({ monthly_cost, margin_cost }: Priced, ...shares: readonly Range[]): Range {
  const cost = Number(monthly_cost)
  const at = (end: keyof Range) =>
    Math.min(
      cost,
      shares.reduce((product, share) => product * share[end], margin_cost),
    )
  return { low: at('low'), expected: at('expected'), high: at('high') }
}

/** The factor that the last tier is, for the list of factors; none where the SKU has one price. */
export function tierFactors({ monthly_cost, margin_cost }: Priced): Factor[] {
  const cost = Number(monthly_cost)
  if (cost <= 0 || Math.abs(margin_cost / cost - 1) < SAME) return []
  return [exactly('price of the last tier in use ÷ average paid', margin_cost / cost, 'ratio', 'bill')]
}
