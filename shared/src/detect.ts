import type { Basis } from './api.ts'
import type { Day } from './period.ts'

/** An estimate with its 80 % and 95 % intervals, doubles in units of the currency. */
export interface Estimate {
  readonly mean: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
}

export interface ForecastDay extends Estimate {
  readonly day: Day
}

/** What the forecast is made of; the totals of all parts add up to the sum of the daily means. */
export interface ForecastPart {
  readonly id: 'usage' | 'commitments' | 'recurring' | 'tax' | 'credits' | 'one_off'
  /** Sum over the forecast days. */
  readonly total: number
  /** In words: how it was carried forward, and what is known to end. */
  readonly note: string
}

export interface Forecast {
  readonly state: 'ready'
  readonly currency: string
  readonly basis: Basis
  readonly history: { readonly from: Day; readonly through: Day; readonly completeDays: number }
  /** One a day after `history.through`, up to the day asked for, exclusive. */
  readonly days: readonly ForecastDay[]
  /** Sum of the days up to and with each; its intervals are those of the sum, narrower than the sum of intervals. */
  readonly cumulative: readonly ForecastDay[]
  readonly method: string
  readonly parts: readonly ForecastPart[]
  /** Whole month of the first forecast day: what is billed through `history.through` plus the rest of the month. */
  readonly monthEnd: Estimate & { readonly month: Day; readonly actual: number }
}

export interface NotEnoughData {
  readonly state: 'not_enough_data'
  readonly currency: string
  readonly basis: Basis
  readonly completeDays: number
  readonly needed: number
  readonly reason: string
}

export type ForecastAnswer = Forecast | NotEnoughData

/** How far forecasts of this scope were off. */
export interface ForecastRecord {
  /** Last month as it was forecast from its tenth day: made again with the models of today on what was known then. */
  readonly lastMonth: {
    readonly month: Day
    readonly madeOn: Day
    readonly mean: number
    readonly actual: number
    /** |mean − actual| ÷ |actual|. */
    readonly error: number
  } | null
  /** The forecast that was made and kept at least a week ago, against the days since. */
  readonly kept: {
    readonly madeOn: Day
    readonly days: number
    /** Sum of the absolute errors ÷ sum of the days. */
    readonly wape: number
  } | null
}

/** Answer of `GET /forecast`. */
export type ForecastPageAnswer = ForecastAnswer & {
  readonly sentence: string
  readonly record: ForecastRecord
}

export const ANOMALY_KINDS = ['spike', 'shift', 'drift', 'drop', 'new', 'mix'] as const
export type AnomalyKind = (typeof ANOMALY_KINDS)[number]

export const ANOMALY_STATES = ['active', 'acknowledged', 'resolved', 'withdrawn', 'preview'] as const
export type AnomalyState = (typeof ANOMALY_STATES)[number]

export const CLASSIFICATIONS = ['real', 'planned', 'not_anomaly', 'data_issue'] as const
export type Classification = (typeof CLASSIFICATIONS)[number]

export const ANOMALY_SCOPES = ['provider', 'account', 'service', 'team', 'usage_type'] as const
export type AnomalyScope = (typeof ANOMALY_SCOPES)[number]

/** One contribution to an anomaly; means a day in units of the currency. */
export interface AnomalyCause {
  readonly dimension: 'service' | 'usageType' | 'subAccount' | 'region' | 'resource' | 'team'
  /** Null where the lines have none. */
  readonly value: string | null
  /** For people: the name of a resource or account, else the value, else "none". */
  readonly name: string
  /** In the four weeks before, and while it lasts. */
  readonly before: number
  readonly during: number
  readonly excess: number
  /** Of the whole change, 0–1; beyond where others went the other way. */
  readonly share: number
}

export interface Anomaly {
  readonly id: string
  readonly fingerprint: string
  readonly scope: AnomalyScope
  readonly provider: string | null
  readonly billingAccountId: string | null
  readonly subAccountId: string | null
  readonly subAccountName: string | null
  readonly service: string | null
  readonly usageType: string | null
  /** Of a team scope, else the one that bears most of the excess. */
  readonly team: string | null
  readonly kind: AnomalyKind
  readonly state: AnomalyState
  /** Why it alerts nobody; null where it may. All but a backfill's are shown as a preview. */
  readonly silent: 'before_connection' | 'first_days' | 'backfill' | null
  readonly classification: Classification | null
  readonly startedOn: Day
  readonly lastDay: Day
  readonly detectedOn: Day
  readonly days: number
  readonly currency: string
  /** Means a day while it lasts. */
  readonly expected: number
  readonly actual: number
  readonly excessPerDay: number
  /** Sum so far. */
  readonly excess: number
  /** Further excess until the end of the month if it goes on; 0 when it is over. */
  readonly monthEndImpact: number
  readonly confidence: number
  readonly causes: readonly AnomalyCause[]
  /** In one sentence: what, how much, since when. */
  readonly sentence: string
  readonly assignee: string | null
  readonly note: string | null
  readonly snoozedUntil: Day | null
  readonly reason: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** A day of the anomaly's place: what it cost, and between what it was expected; null before it could be judged. */
export interface AnomalyDay {
  readonly day: Day
  readonly cost: number
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  /** Cost without the top cause; null where no single one is narrower than the place. */
  readonly without: number | null
}

/** Something of the bill about the day on which an anomaly began. */
export interface MatchedEvent {
  readonly kind: 'new_resource' | 'price' | 'commitment_end' | 'team_change'
  readonly day: Day
  readonly text: string
  /** What it comes to a day, signed. */
  readonly perDay: number
}

/** Where the bot told of an anomaly. */
export interface AnomalyThread {
  readonly channel: string
  readonly url: string
}

export interface AnomalyEvent {
  readonly happenedAt: string
  readonly actor: string
  readonly kind: string
  readonly from: string | null
  readonly to: string | null
  readonly note: string | null
}

export interface AnomalyDetail extends Anomaly {
  readonly series: readonly AnomalyDay[]
  /** The cause that `without` of the days leaves out. */
  readonly withoutCause: Pick<AnomalyCause, 'dimension' | 'value' | 'name'> | null
  /** The largest first. */
  readonly events: readonly MatchedEvent[]
  readonly threads: readonly AnomalyThread[]
  readonly history: readonly AnomalyEvent[]
  readonly sql: string
  readonly sqlParams: Readonly<Record<string, string>>
}

/** What a chart needs to mark an anomaly. */
export interface AnomalyMark
  extends Pick<
    Anomaly,
    'id' | 'startedOn' | 'lastDay' | 'kind' | 'state' | 'currency' | 'excess' | 'excessPerDay'
  > {
  /** Its first day, or the first of the period where it began before. */
  readonly day: Day
  /** The place as people call it. */
  readonly title: string
}

/** Answer of `GET /anomalies/marks`: what is active or acknowledged, in the order of the days. */
export interface MarksAnswer {
  readonly data: readonly AnomalyMark[]
}

/** A billing account with too few days for any of them to be judged. */
export interface UnjudgedAccount {
  readonly provider: string
  readonly billingAccount: string
  readonly name: string | null
  readonly days: number
  readonly needed: number
}

export interface AnomaliesAnswer {
  readonly sentence: string
  /** Where silence says nothing. */
  readonly unjudged: readonly UnjudgedAccount[]
  readonly dataThrough: Day | null
  /** Of the filtered list, by state. */
  readonly counts: Readonly<Record<AnomalyState, number>>
  readonly data: readonly Anomaly[]
}
