import type { Basis, CurrencyTotal } from './api.ts'
import type { ChangePartId } from './changes.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { ReportPeriod } from './report-periods.ts'
import type { ReportCommitments, ReportShowback } from './report-split.ts'

/** The model of a report. Billed money is text, estimates are numbers, unknown is null. */

export const REPORT_TYPES = ['weekly', 'executive', 'savings', 'review', 'showback', 'commitments'] as const
export type ReportType = (typeof REPORT_TYPES)[number]

/** Parts of a report, in any order; the type of a report says which it has. */
export const REPORT_SECTIONS = [
  'days',
  'teams',
  'showback',
  'commitments',
  'changes',
  'fixes',
  'verified',
  'decisions',
  'incidents',
  'ml',
  'tags',
] as const
export type ReportSection = (typeof REPORT_SECTIONS)[number]

/**
 * All figures of a report, of one team or of the whole company, in one currency and basis. Every rendering is made of
 * this alone. A run keeps it as it is: figures do not move after they were sent.
 */
export interface ReportModel {
  readonly version: 1
  readonly type: ReportType
  readonly title: string
  readonly scope: ReportScope
  readonly period: ReportPeriod
  readonly previous: ReportPeriod
  readonly sections: readonly ReportSection[]
  readonly currency: string
  /** Other currencies of the same days, never added. */
  readonly currencies: readonly CurrencyTotal[]
  readonly spend: ReportSpend
  readonly month: ReportMonth
  readonly unit: ReportUnit | null
  readonly saved: ReportSaved
  readonly teams: readonly ReportTeam[]
  /** Null in reports without that part. */
  readonly showback: ReportShowback | null
  readonly commitments: ReportCommitments | null
  readonly changes: ReportChanges
  readonly fixes: ReportFixes
  readonly verified: readonly ReportVerified[]
  readonly decisions: readonly ReportDecision[]
  readonly anomalies: readonly ReportAnomaly[]
  readonly alerts: readonly ReportAlert[]
  /** Null where ML is 5 % of the spend or less. */
  readonly ml: ReportMl | null
  /** Null where nothing can carry a tag, or no tag is required. */
  readonly tags: ReportTags | null
  readonly accuracy: ReportAccuracy
  readonly data: ReportData
}

/** Of whom it is: a team, what filters find, or with neither the whole company. */
export interface ReportScope {
  readonly team: string | null
  readonly filters: readonly string[]
  readonly name: string
}

export interface ReportSpend {
  readonly cost: Amount
  /** Of the period before; null where history does not hold it. */
  readonly previous: Amount | null
  /** Every day of the period; null for a day that is not delivered, or whose counterpart is not known. */
  readonly days: readonly ReportDay[]
}

export interface ReportDay {
  readonly day: Day
  readonly cost: Amount | null
  readonly previous: Amount | null
}

/** The month of the last day of the period, as far as it was known then. */
export interface ReportMonth {
  readonly month: Day
  readonly actual: Amount
  /** Of the whole month; null with the reason. */
  readonly expected: number | null
  readonly missing: string | null
  readonly isOver: boolean
  readonly budget: {
    readonly name: string
    readonly amount: Amount
    /** On which it is or would be used up; null where the month ends before. */
    readonly breach: Day | null
  } | null
}

export interface ReportUnit {
  readonly unit: string
  readonly unitCost: number
  readonly previous: number | null
}

export interface ReportSaved {
  /** A month, verified on the bill. */
  readonly monthly: number
  readonly verified: number
  /** Fixes that somebody has accepted, verified ones with them. */
  readonly accepted: number
}

export interface ReportTeam {
  /** Null for what belongs to none. */
  readonly team: string | null
  readonly cost: Amount
  readonly previous: Amount | null
}

export interface ReportChange {
  readonly service: string | null
  readonly cost: Amount
  readonly previous: Amount
  readonly change: Amount
  readonly part: ChangePartId | null
  /** Of the line that moved most: a resource or kind of usage; null where the bill names none. */
  readonly what: string | null
  readonly amount: Amount | null
  readonly since: Day | null
}

export interface ReportChanges {
  /** False where there is nothing to compare with. */
  readonly known: boolean
  readonly up: readonly ReportChange[]
  readonly down: readonly ReportChange[]
}

export interface ReportFix {
  readonly id: string
  readonly title: string
  readonly monthly: number
  readonly effort: 'S' | 'M' | 'L'
  readonly risk: 'low' | 'medium' | 'high'
  readonly owner: string | null
}

export interface ReportFixes {
  /** All open ones of the scope, and what they save a month after overlaps. */
  readonly open: number
  readonly monthly: number
  readonly items: readonly ReportFix[]
}

export interface ReportVerified {
  readonly id: string
  readonly title: string
  readonly monthly: number
  readonly low: number
  readonly high: number
  readonly appliedOn: Day
}

export interface ReportDecision {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly monthly: number
  readonly owner: string | null
  readonly decidedOn: Day
  readonly actor: string
  readonly reason: string | null
}

export interface ReportAnomaly {
  readonly id: string
  readonly where: string
  readonly kind: string
  readonly state: string
  readonly since: Day
  /** So far; of a team, its own part. */
  readonly excess: number
}

export interface ReportAlert {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly day: Day
}

export interface ReportMl {
  readonly cost: Amount
  /** Of the spend, 0–1. */
  readonly share: number
  readonly gpuHours: number
  readonly usefulHours: number
  readonly measuredHours: number
  readonly idle: Amount
}

export interface ReportTags {
  /** `required`: tags that the policy asks for. `team`: the cost has an owner. */
  readonly of: 'required' | 'team'
  /** 0–1. */
  readonly coverage: number
  readonly missing: Amount
}

export interface ReportAccuracy {
  /** The forecast that was kept at least a week before, against the days since. */
  readonly kept: { readonly madeOn: Day; readonly days: number; readonly wape: number } | null
  /** Last month from its tenth day. */
  readonly lastMonth: { readonly month: Day; readonly error: number } | null
}

export interface ReportData {
  readonly basis: Basis
  /** Last day of the period that every source has delivered; no figure holds a later one. */
  readonly through: Day | null
  /** Last day of it whose figures should stand: later ones may still change. Source: finops.md §3. */
  readonly settledThrough: Day | null
  /** Every day of the period is delivered. */
  readonly complete: boolean
  /** Names of earlier periods that were kept and not sent, as no server ran when they were due. */
  readonly missed: readonly string[]
  readonly accounts: number
  readonly warnings: readonly string[]
  readonly generatedAt: string
  readonly dataVersion: string
  /** Made more than a week after the period ended: later deliveries of the bill are in it. */
  readonly isLate: boolean
}
