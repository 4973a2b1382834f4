import type { AnomalyKind, AnomalyState } from './detect.ts'
import type { Charges, Metric } from './dimensions.ts'
import type { Amount } from './money.ts'
import type { OverviewFact } from './overview-facts.ts'
import type { Day } from './period.ts'
import type { RecommendationGrade, RecommendationStatus } from './recommendations.ts'
import type { Report } from './report-currency.ts'

/** Shapes of `/api/v1` answers: types only, so that they cost the web app nothing. */

export interface Basis {
  readonly metric: Metric
  readonly charges: Charges
}

export interface CurrencyTotal {
  readonly currency: string
  readonly total: Amount
}

export interface CostRow {
  /** First day of the period; the start of the whole range when the granularity is `total`. */
  readonly period: Day
  /** One value a grouped dimension, `null` where the dimension is absent. */
  readonly group: readonly (string | null)[]
  readonly cost: Amount
  /** Cost of the aligned period of the comparison; absent when none was asked for or history does not hold it. */
  readonly previousCost?: Amount
  /** True on the row that gathers what `top` cut off. */
  readonly other?: true
}

export interface CostsMeta {
  readonly basis: Basis
  readonly total: Amount
  /** Absent when no comparison was asked for, or when `previous` lies before all history: unknown is not 0. */
  readonly previousTotal?: Amount
  readonly currency: string
  /** The other currencies of the same question, which are never added. */
  readonly currencies: readonly CurrencyTotal[]
  /** Last complete day, and the first day that may still change. */
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  /** Number of distinct groups before `top`. */
  readonly groups: number
  readonly other: { readonly members: number; readonly cost: Amount } | null
  readonly start: Day
  readonly end: Day
  readonly previous?: { readonly start: Day; readonly end: Day; readonly align: 'dow' | 'date' | 'norm' }
  /** Faults of the data under the answer that a reader must know, e.g. EffectiveCost 0 where BilledCost is not. */
  readonly warnings: readonly DataWarning[]
  /** With `promote=anomalies`: groups in which something unusual goes on, none of which `top` cut off. */
  readonly promoted?: readonly string[]
  /** How other currencies came into this one, where a report currency was asked for. */
  readonly report?: Report
  readonly sql?: string
  readonly params?: Record<string, unknown>
}

export interface DataWarning {
  readonly code:
    | 'effective_cost_missing'
    | 'cost_unknown'
    | 'partial_history'
    | 'grain_changes'
    /** A finer source gave way on days on which it bills `amount` less than a coarser one. */
    | 'precedence_gap'
    /** One of Azure's actual and amortized exports is missing, so that the metric is not whole. */
    | 'dataset_missing'
  readonly message: string
  readonly amount?: Amount
  readonly lines?: number
}

export interface CostsAnswer {
  readonly data: readonly CostRow[]
  readonly meta: CostsMeta
}

export interface BridgeStep {
  readonly id:
    | 'billed_all'
    | 'tax'
    | 'credits'
    | 'prepaid_purchases'
    | 'amortised_used'
    | 'amortised_unused'
    | 'unexplained'
    | 'effective_cost'
  readonly label: string
  /** Signed as it enters the sum: tax of 10 is `-10`. First and last step are totals. */
  readonly amount: Amount
}

export interface BridgeAnswer {
  readonly data: readonly {
    readonly month: Day
    readonly provider: string
    readonly billingAccount: string
    readonly steps: readonly BridgeStep[]
  }[]
  readonly meta: {
    readonly currency: string
    readonly total: readonly BridgeStep[]
    readonly start: Day
    readonly end: Day
    readonly warnings: readonly DataWarning[]
  }
}

export interface DimensionValue {
  readonly value: string | null
  /** Human name where the value is an id, e.g. of an account. */
  readonly name: string | null
  /** Null where nothing of it has a rate to the report currency. */
  readonly cost: Amount | null
}

export interface SourceState {
  readonly id: string
  readonly provider: string
  readonly billingAccount: string
  readonly billingAccountName: string | null
  readonly grain: string
  readonly state: 'ok' | 'late' | 'failed' | 'held' | 'importing'
  readonly dataFrom: Day | null
  readonly dataThrough: Day | null
  readonly lastImportAt: string | null
  readonly rows: number
  readonly message: string | null
}

export interface MetaAnswer {
  readonly version: string
  readonly demo: boolean
  readonly dataVersion: string
  /** Largest first. */
  readonly currencies: readonly string[]
  readonly dataFrom: Day | null
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  /** What costs can be converted into, and the one that the configuration asks for. */
  readonly reportCurrencies?: readonly string[]
  readonly reportCurrency?: string | null
  readonly promotedTags: readonly string[]
  readonly tagKeys: readonly string[]
  readonly teams: readonly string[]
  readonly sources: readonly SourceState[]
  readonly today: Day
}

export interface CurrencyTotals {
  readonly currency: string
  readonly rows: number
  readonly billed: Amount | null
  readonly effective: Amount | null
  readonly contracted: Amount | null
  readonly list: Amount | null
}

export interface ConformanceFinding {
  readonly rule: string
  readonly title: string
  readonly level: 'error' | 'warning'
  readonly violations: number
  /** A violating row: its file, its row number there and the values that the rule reads. */
  readonly example: {
    readonly file: string
    readonly row: number
    readonly values: Record<string, string | null>
  } | null
}

export type ImportState = 'counted' | 'side' | 'held' | 'superseded' | 'unchanged' | 'failed'

export interface ImportRecord {
  readonly id: string
  readonly delivery: string
  readonly source: string
  readonly kind: string
  readonly format: string
  readonly grain: string
  readonly provider: string | null
  readonly billingAccount: string | null
  readonly billingPeriod: string | null
  readonly state: ImportState
  readonly files: readonly string[]
  readonly rowsIn: number
  readonly rowsKept: number
  readonly rowsRejected: number
  readonly totals: readonly CurrencyTotals[]
  readonly replaces: string | null
  readonly message: string | null
  readonly createdAt: string
  readonly conformance?: readonly ConformanceFinding[]
  readonly rejects?: readonly {
    readonly file: string
    readonly row: number
    readonly reason: string
    readonly line: string
  }[]
}

export interface Restatement {
  readonly importId: string
  readonly replaces: string
  readonly createdAt: string
  readonly provider: string
  readonly billingAccount: string
  readonly billingPeriod: string
  readonly day: Day
  readonly service: string | null
  readonly currency: string
  readonly billedBefore: Amount
  readonly billedAfter: Amount
  readonly effectiveBefore: Amount
  readonly effectiveAfter: Amount
  /** `arrival` inside the settling window, `restatement` outside it. */
  readonly phase: 'arrival' | 'restatement'
}

export interface ResourceAnswer {
  readonly id: string
  readonly name: string | null
  readonly type: string | null
  readonly provider: string
  readonly billingAccount: string
  readonly subAccount: string | null
  readonly subAccountName: string | null
  readonly region: string | null
  readonly service: string | null
  readonly team: string | null
  readonly firstSeen: Day
  readonly lastSeen: Day
  readonly tags: Record<string, string>
  readonly currency: string
  readonly total: Amount
  readonly daily: readonly { readonly day: Day; readonly cost: Amount }[]
  /** The first hundred line items, newest first, every column of the lake that is not null. */
  readonly lines: readonly Record<string, string>[]
  readonly metrics: readonly {
    readonly metric: string
    readonly day: Day
    readonly average: number
    readonly maximum: number
  }[]
  /** Those that name it, the largest saving first; without the dismissed and the expired. */
  readonly recommendations: readonly {
    readonly id: string
    readonly rule: string
    readonly title: string
    readonly grade: RecommendationGrade
    readonly status: RecommendationStatus
    /** Expected saving a month after overlaps. */
    readonly counted: number
    readonly currency: string
  }[]
  /** Those that it is a cause of, then those of its service in its account. */
  readonly anomalies: readonly {
    readonly id: string
    readonly kind: AnomalyKind
    readonly state: AnomalyState
    readonly service: string | null
    readonly usageType: string | null
    readonly startedOn: Day
    readonly lastDay: Day
    readonly excess: number
    readonly currency: string
    readonly isCause: boolean
  }[]
  readonly basis: Basis
  /** How it was converted, where a report currency was asked for. */
  readonly report?: Report
}

export interface Mover {
  readonly group: readonly (string | null)[]
  readonly cost: Amount
  readonly previousCost: Amount
  readonly change: Amount
  readonly sparkline: readonly number[]
}

export interface OverviewAnswer {
  readonly sentence: string
  readonly basis: Basis
  readonly currency: string
  /** The other currencies of the same days, never added. */
  readonly currencies: readonly CurrencyTotal[]
  /** How other currencies came into this one, where a report currency was asked for. */
  readonly report?: Report
  readonly period: {
    readonly start: Day
    readonly end: Day
    readonly dataThrough: Day | null
    readonly partialFrom: Day | null
  }
  readonly tiles: readonly OverviewTile[]
  /** The second row. */
  readonly facts?: readonly OverviewFact[]
  /** Daily cost by provider over the chart's days, oldest first. */
  readonly daily: readonly { readonly day: Day; readonly group: string; readonly cost: Amount }[]
  readonly movers: readonly Mover[]
  readonly warnings: readonly DataWarning[]
}

export interface OverviewTile {
  readonly id: 'month_to_date' | 'yesterday' | 'last_closed_month' | 'usage_to_date'
  readonly label: string
  readonly amount: Amount
  readonly previous: Amount | null
  readonly previousLabel: string | null
  readonly sparkline: readonly number[]
  readonly note: string | null
  /** Days of the amount, and what it counts where that is not the basis of the page. */
  readonly start: Day
  readonly end: Day
  readonly basis: Basis
}

export interface ApiErrorBody {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly requestId: string
    readonly details?: unknown
  }
}

/** What `outlay import` prints: what the files hold, and what became of each unit in them. */
export interface ImportSummary {
  readonly files: readonly {
    readonly name: string
    readonly format: string | null
    readonly rowsIn: number
    readonly rowsKept: number
    readonly rowsRejected: number
    readonly ignoredColumns: readonly string[]
    readonly error: string | null
  }[]
  readonly rowsIn: number
  readonly rowsKept: number
  readonly rowsRejected: number
  /** BilledCost of the kept rows by currency. */
  readonly billedCost: Readonly<Record<string, Amount>>
  /** Ids of the imports that are no longer in force. */
  readonly replaced: readonly string[]
  readonly imports: readonly ImportRecord[]
  readonly conformance: readonly ConformanceFinding[]
}
