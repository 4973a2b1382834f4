import {
  type CandidateBase,
  type Factor,
  type Range,
  type Remediation,
  silence,
  type Verdict,
} from '../rule.ts'
import { type Eligibility, spotEligibility } from './eligibility.ts'
import { fallbackFactor, priceFactor, type ReworkSettings, reworkFactor, reworkOf } from './spot-factors.ts'
import { spotFacts, typesOf } from './spot-facts.ts'
import type { SpotRow } from './spot-row.ts'

export interface SpotCase {
  readonly title: string
  /** Part of the machines that may move, with its source. */
  readonly share: Factor
  /** Its service, tags or name say that the work can be started again. */
  readonly restartable: boolean
  /** What runs on it cannot be told from the bill: never more than a hypothesis. */
  readonly hypothesis?: boolean
  readonly effort: 'S' | 'M' | 'L'
  readonly remediation: Remediation
}

export interface SpotSettings extends ReworkSettings {
  /** Least probability that the work may be interrupted. */
  readonly min_eligibility: number
  /** Days of age, at least, where the machines are not short-lived. */
  readonly days: number
}

type Row = CandidateBase & SpotRow

/** Prior of a hypothesis. */
const WEAK = 0.25

/** Why a workload is not looked at, whatever the rule; null when it is. */
export function spotRefusal(row: Row, { days }: Pick<SpotSettings, 'days'>): Verdict | null {
  if (row.machines === 0) {
    return row.any_covered
      ? silence('already_covered', 'A commitment covers its hours: on spot that would go unused.')
      : silence('not_worth_it', 'None of it runs on demand.')
  }
  if (row.quiet_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.oldest_days < days) return silence('too_young', `Younger than ${days} days.`)
  if (row.price_mid === null)
    return silence('price_unknown', `The catalogue has no spot price of ${typesOf(row)} here.`)
  return null
}

/**
 * Saving by spot capacity: cost × share that may move × (1 − hours on demand all the same) × (1 − spot ÷ paid × (1 +
 * work done twice)). Grade S where behaviour makes it likelier than not that the work may be interrupted, else W.
 */
export function spotVerdict(row: Row, settings: SpotSettings, found: SpotCase): Verdict {
  const eligibility = eligibilityOf(row, found.restartable)
  if (eligibility.probability < settings.min_eligibility) return tooRisky(eligibility)
  const work = reworkOf(row, settings)
  const price = { low: row.price_low ?? 1, expected: row.price_mid ?? 1, high: row.price_high ?? 1 }
  const stay = fallbackFactor(row)
  const cost = Math.max(0, Number(row.monthly_cost) - row.unpriced_cost)
  const full = savingsOf(cost, found.share, stay, price, work.share)
  if (full.expected <= 0) return silence('not_worth_it', 'Spot costs as much as is paid now.')
  const strong = eligibility.probability >= 0.5 && found.hypothesis !== true
  const probability =
    found.hypothesis === true ? Math.min(WEAK, eligibility.probability) : eligibility.probability
  return {
    verdict: 'finding',
    grade: strong ? 'S' : 'W',
    title: found.title,
    ...(found.hypothesis === true ? {} : { workload: row.unit }),
    probability: probability * (row.price_stale ? 0.75 : 1),
    savings: strong ? full : { ...full, low: 0 },
    factors: [priceFactor(row, price), reworkFactor(work, row), stay, found.share],
    oneOff: 0,
    effort: found.effort,
    risk: riskOf(row),
    facts: spotFacts(row, eligibility, work),
    remediation: found.remediation,
  }
}

function eligibilityOf(row: SpotRow, restartable: boolean): Eligibility {
  return spotEligibility({
    restartable: restartable || row.training,
    lifetimeHours: row.lifetime,
    newPerDay: row.new_per_day,
    nonprod: row.nonprod,
    uptime: row.uptime ?? 1,
    spotShare: row.spot_share,
    stateful: row.stateful,
    machines: row.members,
    oldestDays: row.oldest_days,
    scarce: row.scarce === true,
  })
}

function tooRisky({ probability, reasons }: Eligibility): Verdict {
  const against = reasons === '' ? 'nothing speaks for it' : reasons
  return silence(
    'not_worth_it',
    `Whether it may be interrupted is not known: ${Math.round(probability * 100)} % by its behaviour (${against}).`,
  )
}

function savingsOf(cost: number, share: Range, stay: Range, price: Range, again: Range): Range {
  const one = (part: number, kept: number, ratio: number, twice: number) =>
    Math.max(0, cost * part * (1 - kept) * (1 - ratio * (1 + twice)))
  return {
    low: one(share.low, stay.high, price.high, again.high),
    expected: one(share.expected, stay.expected, price.expected, again.expected),
    high: one(share.high, stay.low, price.low, again.low),
  }
}

function riskOf(row: SpotRow): 'low' | 'medium' | 'high' {
  if (row.stateful) return 'high'
  return row.nonprod || (row.reclaimed_max ?? -1) > 0 ? 'low' : 'medium'
}
