import type { Reason, ReconciliationResult } from '@outlay/shared/invoices'
import { type Amount, addAmounts, subtractAmounts, toAmount } from '@outlay/shared/money'
import Big from 'big.js'

/** What lines of a bill come to that an invoice may leave out, by reason. */
export type Candidates = Readonly<Record<Exclude<Reason['id'], 'rounding'>, Amount>>

export interface Verdict {
  readonly result: Exclude<ReconciliationResult, 'no_invoice'>
  readonly difference: Amount
  readonly tolerance: Amount
  readonly reasons: readonly Reason[]
}

const UNIT = new Big(1)
const SHARE = new Big('0.0001')

/**
 * Holds an invoice against the lines of its month. Matched: they differ by at most 1 unit of currency or 0.01 % of the
 * invoice, which is rounding. Explained: they differ by that much once some of the candidates (tax, credits, corrections,
 * rows that came later, other invoices), each whole, are left out of the lines; the fewest that do. Source: finops.md §6.
 */
export function judge(invoiced: Amount, billed: Amount, candidates: Candidates): Verdict {
  const difference = subtractAmounts(invoiced, billed)
  const tolerance = toleranceOf(invoiced)
  for (const reasons of subsets(candidates)) {
    const rest = subtractAmounts(difference, addAmounts(reasons.map(({ amount }) => amount)))
    if (new Big(rest).abs().gt(tolerance)) continue
    const rounding: readonly Reason[] = rest === '0' ? [] : [{ id: 'rounding', amount: rest }]
    const result = reasons.length === 0 ? 'matched' : 'explained'
    return { result, difference, tolerance, reasons: [...reasons, ...rounding] }
  }
  return { result: 'unexplained', difference, tolerance, reasons: [] }
}

/** The larger of 1 unit of currency and 0.01 % of the invoice. */
function toleranceOf(invoiced: Amount): Amount {
  const share = new Big(invoiced).abs().times(SHARE)
  return toAmount((share.gt(UNIT) ? share : UNIT).toFixed())
}

/** Sets of candidates that are not 0, the smallest first; what is left out of the lines lowers the invoice. */
function subsets(candidates: Candidates): readonly (readonly Reason[])[] {
  const sets: (readonly Reason[])[] = [[]]
  for (const [id, amount] of Object.entries(candidates)) {
    if (amount === '0') continue
    const reason = { id: id as Reason['id'], amount: subtractAmounts('0', amount) }
    sets.push(...sets.map((set) => [...set, reason]))
  }
  return sets.toSorted((a, b) => a.length - b.length)
}
