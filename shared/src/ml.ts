import type { Basis, CurrencyTotal, DataWarning } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { Report } from './report-currency.ts'

/** Shapes of what `/api/v1/ml/…` answers. Billed money is text, estimates and ratios are numbers, unknown is null. */

export const ML_CLASSES = [
  'training',
  'inference',
  'notebooks',
  'data',
  'storage',
  'tokens',
  'other',
] as const
export type MlClass = (typeof ML_CLASSES)[number]

export interface MlMeta {
  readonly basis: Basis
  readonly currency: string
  readonly currencies: readonly CurrencyTotal[]
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  readonly start: Day
  readonly end: Day
  readonly warnings: readonly DataWarning[]
  /** How other currencies came into this one, where a report currency was asked for. */
  readonly report?: Report
  readonly sql?: string
  readonly params?: Readonly<Record<string, string>>
}

/** Where the money of accelerators goes; the parts add up to `cost` exactly. */
export interface GpuSplit {
  /** Reservations and capacity blocks that nothing used. */
  readonly unused: Amount
  /** Hours under 5 % busy. */
  readonly idle: Amount
  /** Hours from 5 % to under 70 %. */
  readonly partly: Amount
  /** Hours from 70 % on. */
  readonly busy: Amount
  /** Hours without a measurement: never called idle. */
  readonly noMetric: Amount
  /** Purchases, taxes and credits, which are no use of a machine; 0 in the default basis. */
  readonly fees: Amount
}

export interface GpuFigures {
  readonly cost: Amount
  /** Accelerator hours. */
  readonly hours: number
  readonly costPerHour: number | null
  readonly measuredHours: number
  /** Measured hours × gpu_utilization, which is an upper bound of useful work. */
  readonly usefulHours: number
  /** Cost of the measured hours ÷ useful hours. */
  readonly costPerUsefulHour: number | null
  readonly spotCost: Amount
  readonly spotShare: number | null
  readonly split: GpuSplit
}

export interface MlClassRow {
  readonly class: MlClass
  readonly label: string
  readonly definition: string
  readonly cost: Amount
}

export interface MlGroupRow {
  readonly name: string | null
  readonly cost: Amount
  readonly classes: Readonly<Partial<Record<MlClass, Amount>>>
}

export interface MlSummaryAnswer {
  readonly sentence: string
  /** ML cost: the sum of the classes, exactly. */
  readonly total: Amount
  /** All costs of the same basis, filters and days. */
  readonly allCosts: Amount
  readonly classes: readonly MlClassRow[]
  readonly series: readonly { readonly period: Day; readonly class: MlClass; readonly cost: Amount }[]
  readonly providers: readonly MlGroupRow[]
  readonly teams: readonly MlGroupRow[]
  readonly gpu: GpuFigures
  readonly meta: MlMeta
}

export interface GpuModelRow extends GpuFigures {
  readonly provider: string
  /** Null where the bill names no accelerator. */
  readonly model: string | null
}

export interface GpuMachineRow extends GpuFigures {
  readonly provider: string
  /** Null where the bill names no resource. */
  readonly resource: string | null
  readonly name: string | null
  readonly model: string | null
  readonly machineType: string | null
  readonly class: MlClass
  readonly region: string | null
  readonly team: string | null
  /** Mean of gpu_utilization over the measured hours, 0–1; null without a measurement. */
  readonly utilisation: number | null
  /** True: it runs, and its last six measured hours, up to the end of the data, were under 5 %. */
  readonly idleNow: boolean
  /** What a day of it costs at its last rate; null where its hours are unknown. */
  readonly costPerDay: number | null
}

export interface MlGpuAnswer {
  readonly totals: GpuFigures
  readonly models: readonly GpuModelRow[]
  readonly series: readonly { readonly period: Day; readonly model: string | null; readonly hours: number }[]
  /** Those idle now first, then by idle cost; at most 300 of `machineCount`. */
  readonly machines: readonly GpuMachineRow[]
  readonly machineCount: number
  readonly idleNow: { readonly machines: number; readonly costPerDay: number; readonly asOf: string | null }
  readonly meta: MlMeta
}

export interface MlUtilisationAnswer {
  /** The dearest machines that are measured; `hours` has 24 means of gpu_utilization (percent) by hour of the day, UTC. */
  readonly machines: readonly {
    readonly resource: string
    readonly name: string | null
    readonly model: string | null
    readonly cost: Amount
    readonly hours: readonly (number | null)[]
  }[]
  readonly unmeasured: number
  readonly meta: MlMeta
}
