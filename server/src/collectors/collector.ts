import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'

/** One row of a page: flat, text or null, in the columns that the collector's reader knows. */
export type PageRow = Readonly<Record<string, string | null>>

/** A half-open range of UTC days within one billing month. */
export interface CollectWindow {
  readonly since: string
  readonly until: string
}

export interface Retries {
  /** Attempts that the vendor's SDK makes by itself before an error reaches the collector. */
  readonly sdkAttempts: number
  /** Attempts of the collector around those. */
  readonly attempts: number
  readonly baseMs: number
  /** Longest single wait; a server that asks for more is left for the next run. */
  readonly maxMs: number
}

export interface CollectContext {
  /** Id of the source in the config file. */
  readonly source: string
  readonly window: CollectWindow
  /** 1 for the first reading of this month, 2 when it began anew because its pages did not fit together. */
  readonly reading: number
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Logger
  readonly env: Readonly<Record<string, string | undefined>>
  readonly retries: Retries
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Uniform in [0, 1). */
  random(): number
  /** Counts a request that the vendor bills. Throws CollectError `budget` instead of passing the run's limit. */
  spend(): void
  /** Appends rows to the month's file. Nothing of it is published unless `collect` returns. */
  page(rows: readonly PageRow[]): void
}

export interface Collected {
  /** The vendor says that these days may still change. */
  readonly estimated: boolean
}

/** A cloud source: one folder, its settings, and how to read one billing month of it. */
export interface Collector<C extends z.ZodObject = z.ZodObject> {
  /** Also the folder's name, the `type` in the config file and the format of its pages. */
  readonly id: string
  readonly title: string
  /** Settings beside `id` and `type`; an object schema without refinements. */
  readonly config: C
  /** Price of one request in USD, as text. */
  readonly requestPrice: string
  /** Never touches the database. Throws CollectError. */
  collect(config: z.output<C>, context: CollectContext): Promise<Collected>
}

export function defineCollector<C extends z.ZodObject>(collector: Collector<C>): Collector<C> {
  return collector
}
