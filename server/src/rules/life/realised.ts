import { addDays } from '@outlay/shared/period'
import type { RealisedSaving, SavingsRange } from '@outlay/shared/recommendations'
import type { Stage } from '../rule.ts'
import type { Applied } from './applied-days.ts'
import { cents } from './to-recommendation.ts'

const DAYS_BEFORE_MIN = 7
const DAYS_AFTER_MIN = 14
/** A verified saving counts for a year, then it is what things cost. */
const COUNTED_DAYS = 365
const DAYS_PER_MONTH = 30
/** Of Student's t with 13 degrees of freedom, for an 80 % interval: the fewest days that are asked for. */
const T_80 = 1.35
/** Measures that change the price of an hour and not the hours: more or fewer hours after them are no part of the saving. */
const BY_THE_HOUR: readonly Stage[] = ['resize', 'architecture', 'purchase']

/**
 * What a change saved a month by what the bill of the payer shows before and after it, with an 80 % interval of the
 * difference of means; null for what went by itself and shows no saving. Source: finops §5, Verified.
 */
export function realisedOf(row: Applied, stage: Stage | undefined): RealisedSaving | null {
  const measured = measure(row, stage)
  if (row.status === 'expired')
    return measured !== null && measured.low > 0 ? answer(row, 'resolved_without_us', measured) : null
  if (measured === null) return answer(row, 'verifying', null, tooFewDays(row))
  if (measured.low > 0) {
    if (isBack(row, hoursRatio(row, stage)))
      return answer(row, 'reverted', measured, 'The bill of the last days shows no saving.')
    return answer(row, row.through > countsUntil(row) ? 'baseline' : 'verified', measured)
  }
  if (isLocked(row)) return answer(row, 'not_significant', measured, LOCKED)
  return answer(row, measured.expected <= 0 ? 'reverted' : 'not_significant', measured)
}

const LOCKED =
  'Commitments covered it, and no other usage has taken them up: nothing is saved until they end or others use them.'

function answer(
  row: Applied,
  state: RealisedSaving['state'],
  monthly: SavingsRange | null,
  why: string | null = null,
): RealisedSaving {
  return {
    state,
    appliedOn: row.applied_on,
    monthly: monthly && {
      low: cents(monthly.low),
      expected: cents(monthly.expected),
      high: cents(monthly.high),
    },
    countsUntil: countsUntil(row),
    why,
  }
}

function countsUntil({ applied_on }: Applied): string {
  return addDays(applied_on, COUNTED_DAYS)
}

function tooFewDays({ days_before, days_after }: Applied): string {
  return days_before < DAYS_BEFORE_MIN
    ? `The bill knows ${days_before} days before the change; it takes ${DAYS_BEFORE_MIN}.`
    : `${days_after} of ${DAYS_AFTER_MIN} settled days after the change.`
}

function measure(row: Applied, stage: Stage | undefined): SavingsRange | null {
  const { own_before, own_after, cover_before, cover_after, days_before, days_after } = row
  if (days_before < DAYS_BEFORE_MIN || days_after < DAYS_AFTER_MIN) return null
  if (own_before === null || own_after === null || cover_before === null || cover_after === null) return null
  const hours = hoursRatio(row, stage)
  const saved = own_before * hours + cover_before - own_after - cover_after
  const error =
    T_80 *
    Math.sqrt(
      ((row.deviation_before ?? 0) * Math.max(1, hours)) ** 2 / days_before +
        (row.deviation_after ?? 0) ** 2 / days_after,
    )
  const range = {
    low: (saved - error) * DAYS_PER_MONTH,
    expected: saved * DAYS_PER_MONTH,
    high: (saved + error) * DAYS_PER_MONTH,
  }
  return stage !== 'delete' && own_after === 0 && own_before > 0 ? atMost(range, row) : range
}

/** Hours of the resources after the change ÷ before it, where the measure is not to run fewer. */
function hoursRatio({ hours_before, hours_after }: Applied, stage: Stage | undefined): number {
  if (stage === undefined || !BY_THE_HOUR.includes(stage)) return 1
  return (hours_before ?? 0) > 0 && (hours_after ?? 0) > 0 ? (hours_after ?? 0) / (hours_before ?? 1) : 1
}

/** What was to go on and is gone was replaced by something else, whose cost is not known: no more than was claimed. */
function atMost({ low, expected, high }: SavingsRange, { claimed }: Applied): SavingsRange {
  const claim = JSON.parse(claimed) as SavingsRange
  return {
    low: Math.min(low, claim.low),
    expected: Math.min(expected, claim.expected),
    high: Math.min(high, claim.high),
  }
}

function isBack({ own_before, cover_before, total_last }: Applied, hours: number): boolean {
  return total_last !== null && total_last >= (own_before ?? 0) * hours + (cover_before ?? 0)
}

/** The resources cost less, the payer does not. */
function isLocked({ commitments, own_before, own_after }: Applied): boolean {
  return commitments > 0 && (own_after ?? 0) < 0.9 * (own_before ?? 0)
}
