import type { z } from 'zod'
import type { SideKind } from '../ingest/staged.ts'
import type { Api, CallContext } from './call-context.ts'

export type { Api, CallContext }

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/**
 * One row of a page. Of costs: flat, text or null, in the columns that the part's reader knows. Of a side kind: its
 * columns (docs/files.md); money and prices as decimal text, `json` columns as objects. Nothing in it may tell when it
 * was asked for, or the same facts would never be the same bytes.
 */
export type PageRow = Readonly<Record<string, JsonValue>>

/** A half-open range of UTC days that is read, published and replaced as a whole. */
export interface CollectWindow {
  /** Unique within its part and the same in every run, e.g. `2026-10`; it names what a newer reading replaces. */
  readonly key: string
  readonly since: string
  readonly until: string
  /** What the vendor says that it holds now (execution id, ETag, …): the window is read when this is another one. */
  readonly version?: string
  /** Read in every run, whatever was remembered. Of no account where there is a `version`. */
  readonly mayChange?: boolean
  /** Whom it is about, where a part asks several accounts: what refuses one ends its windows alone. */
  readonly group?: string
}

/** What is kept of a window that was published. */
export interface Remembered {
  readonly estimated: boolean
  readonly collectedAt: string
  readonly version?: string | undefined
}

export interface PlanContext extends CallContext {
  readonly today: string
  /** Asked for by hand (`until` exclusive); a plan reaches back as far as `since`. Windows outside are not read. */
  readonly range: { readonly since?: string | undefined; readonly until?: string | undefined }
  /** By window key. */
  readonly remembered: Readonly<Record<string, Remembered>>
}

export interface CollectContext extends CallContext {
  readonly window: CollectWindow
  /** 1 for the first reading of this window, 2 when it began anew because its pages did not fit together. */
  readonly reading: number
  readonly previous: Remembered | null
  /**
   * The window's own folder, for downloads. It outlives a run that was killed or failed: a file that lies there whole
   * need not come again. It goes when the window is published.
   */
  readonly folder: string
  /** Appends rows to the window. Nothing of it is published unless `collect` returns. */
  page(rows: readonly PageRow[]): void
  /** Adds a whole file in `folder` to the window; its ending (`.csv.gz`, `.parquet`, …) must tell what it is. */
  file(path: string): void
  /** What is going on, for people: `part_0003.parquet (3 of 12)`. */
  progress(text: string): void
}

export interface Collected {
  /** The vendor says that this may still change: it is read again by the next run. */
  readonly estimated: boolean
  /** Remembered instead of the window's `version`, for what is known only after reading. */
  readonly version?: string
  /** Nothing came because nothing changed since `previous`: what was published stays. */
  readonly unchanged?: boolean
  /** Format of the files, where the part cannot know it before (`focus`, `aws-cur`, …). */
  readonly format?: string
  /** Rows that the vendor says the files hold: a window with more or fewer is not published. */
  readonly rows?: number
}

/** One thing that a source delivers: what it is, in which windows, and how one of them is read. */
export interface Part<S = Record<string, unknown>> {
  /** Unique within the collector, kebab-case. Part of what a newer reading replaces: never rename it. */
  readonly id: string
  /** For people: `Costs by service and usage type`. */
  readonly title: string
  /** `costs`, or the side table whose columns the rows have. */
  readonly kind: 'costs' | SideKind
  /** Reader of the pages or files of costs; the collector's id without it, `auto` to recognise files by header. */
  readonly format?: string
  /** A part that is off is neither planned nor read. Default: on. */
  enabled?(settings: S): boolean
  /** Windows that there are, in any order: the runner takes those that are due, newest first. Throws CollectError. */
  windows(settings: S, context: PlanContext): Promise<readonly CollectWindow[]> | readonly CollectWindow[]
  /** Reads one window. Never touches the database. Throws CollectError. */
  collect(settings: S, context: CollectContext): Promise<Collected>
}

/** One permission, proved by the cheapest real call that needs it. */
export interface Probe<S = Record<string, unknown>> {
  /** The vendor's own name of what must be granted: `ce:GetCostAndUsage`. */
  readonly permission: string
  /** What does not work without it. */
  readonly purpose: string
  /** Where the policy or role that grants it stands: `docs/permissions/aws-cost-explorer.json`. */
  readonly policy?: string
  enabled?(settings: S): boolean
  /** Throws CollectError. `serverTime` (the answer's Date header) shows a wrong clock of this machine. */
  check(settings: S, context: CallContext): Promise<{ readonly serverTime?: Date; readonly note?: string }>
}

/** A cloud source: one folder, its settings, and the parts that it delivers. */
export interface Collector<C extends z.ZodObject = z.ZodObject> {
  /** Also the folder's name and the `type` in the config file. */
  readonly id: string
  readonly title: string
  /** Settings beside `id`, `type` and `schedule`; an object schema without refinements. */
  readonly config: C
  /** Price of one request in USD, as text. */
  readonly requestPrice: string
  /** In the order in which they are read: what the dashboard needs first comes first. */
  readonly parts: readonly Part<z.output<C>>[]
  readonly probes: readonly Probe<z.output<C>>[]
}

export function defineCollector<C extends z.ZodObject>(collector: Collector<C>): Collector<C> {
  return collector
}
