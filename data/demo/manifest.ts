import type { Day } from '@outlay/shared/period'
import type { SourceId } from './types.ts'

export type DeliveryKind = 'costs' | 'metrics' | 'inventory' | 'units' | 'rates' | 'invoices'

/** Files that arrived together, to be imported as one delivery. */
export interface Delivery {
  readonly source: string
  readonly kind: DeliveryKind
  /** Paths below the output folder. */
  readonly files: readonly string[]
  /** When it arrived. */
  readonly createdAt: string
  /** Its months arrived one by one, each as it closed; `createdAt` is that of the last. */
  readonly monthly?: true
  /** `held`: drops more than a fifth of what it would replace, so that the import holds it. */
  readonly expect: 'counted' | 'held'
}

/** Sums of what counts after all deliveries, exact decimal text. */
export interface DemoTotal {
  readonly source: SourceId
  readonly currency: string
  /** `YYYY-MM` */
  readonly month: string
  readonly lines: number
  readonly billed: string
  readonly effective: string
  readonly contracted: string
  readonly list: string
}

export interface DemoManifest {
  readonly asOf: Day
  readonly seed: number
  /** In the order in which they are to be imported. */
  readonly deliveries: readonly Delivery[]
  readonly totals: readonly DemoTotal[]
  readonly lines: number
  readonly metricRows: number
}
