import type { Day } from '@outlay/shared/period'

export type SourceId = 'aws-main' | 'aws-pinemoor' | 'azure-ea' | 'azure-mca' | 'gcp-us' | 'gcp-eu'

/** Hours since 1970-01-01T00:00Z. */
export type Hour = number

export type Shape = 'flat' | 'office' | 'traffic' | 'weekday' | 'nightly' | 'burst'

/** `hour` lines turn hourly in the last month, `day` lines never; `none` lines are written by rules of their own. */
export type Grain = 'hour' | 'day' | 'none'

/**
 * One stream of bill lines: a resource (or none) and one price. Its quantity an hour is
 * `base × shape × growth × noise × events`, rounded to `decimals`; list price has so few decimals that
 * quantity × price is exact in 12.
 */
export interface Series {
  readonly id: number
  readonly source: SourceId
  readonly account: string
  readonly region: string | null
  readonly zone: string | null
  readonly service: string
  readonly resourceId: string | null
  readonly resourceName: string | null
  readonly resourceType: string | null
  readonly sku: string
  readonly meter: string
  readonly usageType: string | null
  readonly operation: string | null
  readonly details: string | null
  readonly unit: string
  readonly description: string
  readonly publisher: string | null
  /** Decimal text in the billing currency, at most 7 decimals. */
  readonly listPrice: string
  /** Contracted ÷ list, at most 2 decimals. */
  readonly factor: string
  readonly pricing: 'Standard' | 'Dynamic'
  readonly commitment: string | null
  readonly grain: Grain
  readonly fromHour: Hour
  readonly untilHour: Hour
  readonly shape: Shape
  readonly base: number
  readonly noise: number
  /** Size at the first day of the history relative to the last. */
  readonly startSize: number
  readonly decimals: number
  readonly tagsFirst: string
  readonly tagsLater: string
  readonly tagsSwitchHour: Hour
  readonly ml: boolean
}

export interface UsageEvent {
  readonly series: number
  readonly fromHour: Hour
  readonly untilHour: Hour
  readonly factor: number
  /** Added to the factor for each day since `fromHour`. */
  readonly perDay: number
}

export interface MetricProfile {
  readonly resourceId: string
  readonly metric: string
  readonly unit: string
  readonly fromHour: Hour
  readonly untilHour: Hour
  readonly shape: Shape
  readonly mean: number
  /** 0 = the same at every hour, 1 = follows the shape wholly. */
  readonly swing: number
  readonly noise: number
  readonly peak: number
  readonly cap: number
}

export interface InventoryItem {
  readonly resourceId: string
  readonly resourceType: string
  readonly state: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** What becomes of one stream of lines once the waste is gone. */
export interface Change {
  readonly series: number
  /** Part of its cost that remains; above 1 it costs more. */
  readonly keep: number
  /** Hours in which it stays as it is. */
  readonly during: Shape | null
}

/** One right answer to a piece of waste: the bill as it would have been. */
export interface Remedy {
  readonly rule: string
  readonly changes: readonly Change[]
  /** What 30 days of the new arrangement cost beside the lines that remain, in the currency of the bill. */
  readonly added: number
  /** On-demand streams that a commitment set free would pay for. */
  readonly refills: readonly number[]
  /** How the factors were arrived at. */
  readonly method: string
}

/** A piece of waste, or a decoy that only looks like one. The first remedy is the best. */
export interface Truth {
  readonly kind: 'waste' | 'decoy'
  readonly name: string
  readonly source: SourceId
  readonly account: string
  readonly resourceIds: readonly string[]
  readonly series: readonly number[]
  readonly remedies: readonly Remedy[]
  /** Rules that may fall for a decoy. */
  readonly tempts: readonly string[]
  /** What must be known beside the bill to see it. */
  readonly needs: readonly ('metrics' | 'inventory')[]
  readonly why: string
}

export type AnomalyShape = 'spike' | 'shift' | 'drift' | 'drop' | 'new-service' | 'mix'

/** An unusual stretch of the history. */
export interface Anomaly {
  readonly name: string
  readonly shape: AnomalyShape
  readonly series: readonly number[]
  readonly first: Day
  /** Last day of it; null while it goes on. */
  readonly last: Day | null
  readonly cause: string
}

/** A reservation, savings plan or capacity block: paid by the hour at `rate` for `units` units. */
export interface Commitment {
  readonly id: string
  readonly source: SourceId
  readonly kind: 'usage' | 'spend' | 'capacity'
  readonly name: string
  readonly type: string
  readonly unit: string
  /** Price of one unit-hour, decimal text. */
  readonly rate: string
  /** Units an hour, decimal text; null: sized so that `utilisation` comes true. */
  readonly units: string | null
  readonly utilisation: number | null
  readonly fromHour: Hour
  readonly untilHour: Hour
  readonly upfront: boolean
  /** The series that lends purchase and unused lines its account, region and price list entry. */
  readonly owner: number
}
