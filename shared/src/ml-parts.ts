import type { MlMeta } from './ml.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Shapes of `/api/v1/ml/runs`, `/endpoints`, `/tokens` and `/compare`; as in `ml.ts`, unknown is null. */

export type RunStatus = 'completed' | 'failed' | 'stopped' | 'running' | 'unknown'

export interface MlRunRow {
  readonly run: string
  /** Where the run's name comes from: the tag's key, or `resource`. */
  readonly namedBy: string
  readonly experiment: string | null
  readonly provider: string
  readonly resource: string | null
  readonly machineType: string | null
  readonly model: string | null
  readonly team: string | null
  readonly firstDay: Day
  readonly lastDay: Day
  readonly machineHours: number | null
  readonly gpuHours: number
  readonly cost: Amount
  readonly spotShare: number | null
  readonly utilisation: number | null
  readonly idleCost: Amount
  readonly status: RunStatus
  /** 2 for the second run of the same name, dates and numbers apart, that began on one day; 1 for the first. */
  readonly attempt: number
}

export interface MlRunsAnswer {
  readonly runs: readonly MlRunRow[]
  readonly count: number
  readonly cost: Amount
  /** Training that no tag and no id tells apart into runs. */
  readonly withoutRun: Amount
  readonly failed: { readonly runs: number; readonly cost: Amount }
  readonly repeated: { readonly runs: number; readonly cost: Amount }
  readonly unknownStatus: { readonly runs: number; readonly cost: Amount }
  readonly idleCost: Amount
  readonly tagKeys: readonly string[]
  readonly meta: MlMeta
}

/** What a rule found on a resource, a month. */
export interface MlFinding {
  readonly id: string
  readonly rule: string
  readonly title: string
  readonly low: number
  readonly expected: number
  readonly high: number
}

export interface MlEndpointRow {
  readonly provider: string
  readonly resource: string
  readonly name: string | null
  readonly team: string | null
  readonly region: string | null
  readonly machineType: string | null
  readonly replicas: number | null
  readonly minReplicas: number | null
  readonly cost: Amount
  /** Calls in the hours that are measured; null without a series. */
  readonly requests: number | null
  readonly costPer1000: number | null
  /** Mean of CPU or GPU, whichever is higher, 0–1. */
  readonly utilisation: number | null
  readonly peak: number | null
  /** Part of the cost that falls on hours without a call; null where calls are not measured. */
  readonly idleCost: number | null
  readonly findings: readonly MlFinding[]
}

export interface MlNotebookRow {
  readonly provider: string
  readonly resource: string
  readonly name: string | null
  readonly team: string | null
  readonly machineType: string | null
  readonly cost: Amount
  readonly hoursADay: number | null
  /** Part of the measured hours in which CPU or GPU reached 5 %; null without a series. */
  readonly workingShare: number | null
  readonly lastWorked: string | null
  /** Ran 20 hours a day and more. */
  readonly leftOn: boolean
  readonly findings: readonly MlFinding[]
}

export interface MlEndpointsAnswer {
  readonly endpoints: readonly MlEndpointRow[]
  readonly notebooks: readonly MlNotebookRow[]
  readonly rulesRanAt: string | null
  readonly meta: MlMeta
}

export type TokenKind = 'input' | 'output' | 'cache read' | 'cache write' | 'other'

export interface MlTokenRow {
  readonly provider: string
  readonly service: string
  readonly vendor: string
  readonly model: string
  readonly kind: TokenKind
  /** Of its lines, so that they can be found on the bill. */
  readonly usageTypes: readonly string[]
  /** `tokens`, `characters`, or as the bill counts. */
  readonly unit: string
  readonly quantity: number | null
  readonly cost: Amount
  /** Per million of `unit`; null where the unit's size is unknown. */
  readonly pricePerMillion: number | null
  readonly previousQuantity: number | null
  readonly previousCost: Amount | null
  readonly previousPricePerMillion: number | null
}

/** Why the mean price of a million tokens changed; price + mix = now − before. */
export interface TokenChange {
  readonly before: number
  readonly now: number
  readonly price: number
  readonly mix: number
}

export interface MlTokensAnswer {
  readonly rows: readonly MlTokenRow[]
  readonly total: Amount
  readonly previousTotal: Amount | null
  readonly previous: { readonly start: Day; readonly end: Day } | null
  /** Of tokens alone; null where either period has none that can be counted. */
  readonly change: TokenChange | null
  readonly series: readonly {
    readonly period: Day
    readonly model: string
    readonly cost: Amount
    readonly pricePerMillion: number | null
  }[]
  readonly vendors: readonly { readonly vendor: string; readonly source: string }[]
  readonly meta: MlMeta
}

export interface PriceOption {
  readonly provider: string
  readonly region: string
  readonly model: string
  /** Machine types that carry it, cheapest first by accelerator hour. */
  readonly types: readonly string[]
  /** USD an accelerator hour over those types. */
  readonly onDemand: { readonly low: number; readonly high: number }
  readonly spot: { readonly low: number; readonly high: number } | null
  readonly oneYear: { readonly low: number; readonly high: number } | null
  /** USD of moving the data once; null where the price is unknown. */
  readonly egress: number | null
  readonly asOf: Day
  readonly stale: boolean
  readonly notComparable: readonly string[]
}

export interface GpuComparison {
  readonly provider: string
  readonly region: string | null
  readonly model: string
  readonly hours: number
  readonly cost: Amount
  readonly costPerHour: number
  /** Data that would move from this place, GB. */
  readonly dataGb: number
  readonly options: readonly PriceOption[]
}

export interface ManagedRow {
  readonly provider: string
  readonly region: string | null
  readonly machineType: string
  readonly plainType: string
  readonly hours: number
  readonly cost: Amount
  readonly managedPerHour: number
  readonly plainPerHour: number
  /** managed ÷ plain − 1 */
  readonly premium: number
  readonly difference: number
  readonly asOf: Day
  readonly priceRegion: string
}

export interface MlCompareAnswer {
  readonly comparisons: readonly GpuComparison[]
  readonly managed: readonly ManagedRow[]
  readonly formula: string
  /** `measured` from the datasets on the bill, or `given`. */
  readonly dataFrom: 'measured' | 'given'
  /** Why nothing can be compared; null where it can. */
  readonly refused: string | null
  readonly meta: MlMeta
}
