import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Shapes of what `/api/v1/recommendations` and `/api/v1/rules` answer. Estimates are numbers, billed money is text. */

export const RECOMMENDATION_STATUSES = [
  'open',
  'accepted',
  'in_progress',
  'applied',
  'verified',
  'snoozed',
  'dismissed',
  'expired',
] as const
export type RecommendationStatus = (typeof RECOMMENDATION_STATUSES)[number]

export const GRADES = ['P', 'I', 'U', 'S', 'W'] as const
export type RecommendationGrade = (typeof GRADES)[number]

export interface SavingsRange {
  readonly low: number
  readonly expected: number
  readonly high: number
}

export interface RecommendationFactor extends SavingsRange {
  readonly name: string
  readonly unit: string
  readonly source: string
}

export interface Recommendation {
  /** Stable from run to run. */
  readonly id: string
  /** e.g. `SPOT-01`; its page is `docs/rules/<ruleSlug>.md`. */
  readonly rule: string
  readonly ruleSlug: string
  readonly family: string
  readonly title: string
  readonly provider: string
  readonly billingAccountId: string
  readonly subAccountId: string | null
  readonly service: string | null
  readonly region: string | null
  readonly team: string | null
  readonly resourceIds: readonly string[]
  readonly grade: RecommendationGrade
  readonly class: 'usage' | 'rate' | 'avoidance'
  /** What it does to the resource: delete, schedule, resize, architecture, configure, purchase, commit, note. */
  readonly stage: string
  /** Probability that the waste is real, 0–1. */
  readonly confidence: number
  /** EffectiveCost of what the measure touches, 30 days. */
  readonly monthlyCost: Amount
  /** A month, on its own, after what commitments would take back. */
  readonly monthlySavings: SavingsRange
  /** Expected saving a month that counts in the totals beside all others; 0 where another measure excludes it. */
  readonly countedSavings: number
  readonly currency: string
  /** One-off cost of acting, and days until it is paid back at the expected saving; null where there is no saving. */
  readonly oneOffCost: number
  readonly paybackDays: number | null
  readonly effort: 'S' | 'M' | 'L'
  readonly risk: 'low' | 'medium' | 'high'
  readonly status: RecommendationStatus
  readonly statusReason: string | null
  /** Of a snoozed one: the day on which it comes back. */
  readonly until: Day | null
  /** Of a snoozed one: it comes back when it costs so much a month; of a dismissed one: when it saves so much. */
  readonly untilCost: number | null
  readonly assignee: string | null
  readonly evidence: {
    readonly facts: Readonly<Record<string, string | number | boolean | null>>
    readonly factors: readonly RecommendationFactor[]
    readonly window: { readonly start: Day; readonly end: Day }
    readonly sql: string
    readonly params: Readonly<Record<string, unknown>>
  }
  readonly remediation: {
    readonly cli: string | null
    readonly terraform: string | null
    readonly console: string | null
    readonly rollback: string | null
  }
  readonly conflictsWith: readonly string[]
  readonly firstSeen: Day
  readonly lastSeen: Day
  /** What the bill shows after it was applied; null before. */
  readonly realised: RealisedSaving | null
}

/** What lists hold of a recommendation (`brief=1`). */
export type RecommendationCard = Omit<Recommendation, 'evidence' | 'remediation'>

export interface RealisedSaving {
  /** `resolved_without_us`: nobody had accepted it; part of no total. `baseline`: verified more than 12 months ago. */
  readonly state:
    | 'verifying'
    | 'verified'
    | 'not_significant'
    | 'reverted'
    | 'resolved_without_us'
    | 'baseline'
  readonly appliedOn: Day
  /** Until then it counts as a verified saving; afterwards it is the baseline. */
  readonly countsUntil: Day
  /** What stands behind the state, where there is more to say: days that are missing, commitments that are locked. */
  readonly why: string | null
  /** A month on the payer's bill, with the ends of an 80 % interval; null while there are fewer than 14 settled days after. */
  readonly monthly: SavingsRange | null
}

export interface RecommendationTotals extends Readonly<Record<'p10' | 'p50' | 'p90', number>> {
  /** Low ends of what meters, metrics or inventory prove; the headline. */
  readonly proven: number
  readonly expected: number
  /** Never a headline. */
  readonly ceiling: number
  /** Costs that will not arise; part of no other total. */
  readonly avoidance: number
  readonly currency: string
}

export interface RecommendationsAnswer {
  readonly data: readonly Recommendation[]
  /** Of all open and accepted ones in the main currency, whatever the filter; commitments once, conflicts resolved. */
  readonly totals: RecommendationTotals
  /** The same for the other currencies, which are never added. */
  readonly otherTotals: readonly RecommendationTotals[]
  readonly meta: {
    readonly ranAt: string | null
    readonly window: { readonly start: Day; readonly end: Day } | null
    /** How many match, of which `data` holds those from `offset` on. */
    readonly total: number
    readonly offset: number
  }
}

/** Utilisation that a rule looked at, a value a day, as its page draws it. */
export interface RecommendationMetric {
  readonly resource: string
  readonly metric: string
  readonly unit: string | null
  readonly days: readonly { readonly day: Day; readonly average: number; readonly maximum: number }[]
  /** 95th percentile of the daily maxima. */
  readonly p95: number
  readonly threshold: { readonly value: number; readonly label: string } | null
}

export interface RecommendationCardsAnswer extends Omit<RecommendationsAnswer, 'data'> {
  readonly data: readonly RecommendationCard[]
}

export interface RuleSilenceGroup {
  readonly reason: string
  readonly detail: string
  readonly provider: string
  readonly subAccountId: string | null
  readonly candidates: number
  /** EffectiveCost, 30 days, of what could not be judged. */
  readonly cost: Amount
  readonly currency: string
}

export interface RuleAnswer {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly family: string
  readonly class: 'usage' | 'rate' | 'avoidance'
  readonly clouds: readonly string[]
  readonly wants: readonly string[]
  readonly lastOutcome: {
    readonly ranAt: string
    readonly findings: number
    /** Why it said nothing of some, or of anything: never an unexplained "all good". */
    readonly silences: readonly RuleSilenceGroup[]
    readonly explanation: string
    readonly milliseconds: number
    readonly error: string | null
  } | null
  readonly settings: readonly {
    readonly name: string
    readonly description: string
    readonly value: unknown
    readonly default: unknown
  }[]
  readonly exclusions: readonly RuleExclusion[]
  readonly scopes: readonly RuleScopeSettings[]
  readonly changes: readonly {
    readonly changedAt: string
    readonly actor: string
    readonly settings: Readonly<Record<string, unknown>>
    readonly exclusions: readonly RuleExclusion[]
    readonly scopes: readonly RuleScopeSettings[]
  }[]
}

/** What matches all of its parts. */
export interface RuleMatch {
  readonly provider?: string | undefined
  readonly subAccount?: string | undefined
  readonly resource?: string | undefined
  readonly team?: string | undefined
  /** `key=value`, the key in any of its spellings. */
  readonly tag?: string | undefined
}

/** Leaves out what it matches. */
export interface RuleExclusion extends RuleMatch {
  readonly reason: string
}

/** Settings for what it matches; the first scope that matches holds. */
export interface RuleScopeSettings extends RuleMatch {
  readonly settings: Readonly<Record<string, unknown>>
}
