import type { SourceState } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Why a run began: its time had come, it was missed while nothing ran, or somebody asked. */
export type CollectTrigger = 'schedule' | 'catch-up' | 'person'

/** A fault of a source: what happened, the vendor's code, what to grant, and its chapter in docs/operations.md. */
export interface CollectFault {
  readonly kind: string
  readonly message: string
  readonly vendorCode: string | null
  readonly grant: string | null
  readonly help: string
}

/** One part of a source in a run: `costs`, `accounts`, … */
export interface CollectPartState {
  readonly part: string
  readonly title: string
  readonly kind: string
  /** Windows by what came of them; `unchanged`: the vendor has what is known already. */
  readonly published: number
  readonly unchanged: number
  readonly empty: number
  readonly held: number
  readonly failed: number
  readonly rows: number
  readonly fault: CollectFault | null
}

/** A run that has ended. */
export interface CollectRun {
  readonly id: string
  readonly trigger: CollectTrigger
  readonly startedAt: string
  /** Null: the process ended before the run did. What it had published counts; the next run goes on from there. */
  readonly endedAt: string | null
  readonly state: 'ok' | 'failed' | 'stopped' | 'interrupted'
  /** Read and kept, of windows that came back unchanged too. */
  readonly rows: number
  /** Of these, rows that came into the ledger anew; null for runs that were recorded before this was. */
  readonly rowsApplied: number | null
  /** Billed cost of the windows that came in, by currency. */
  readonly billed: Readonly<Record<string, Amount>>
  readonly requests: number
  readonly freeRequests: number
  readonly requestCost: Amount
  readonly parts: readonly CollectPartState[]
  readonly fault: CollectFault | null
}

/** A run on its way. */
export interface CollectProgress {
  readonly id: string
  readonly trigger: CollectTrigger
  readonly startedAt: string
  readonly part: string
  readonly title: string
  readonly window: string
  readonly stage: 'reading' | 'staging' | 'applying'
  /** Of the window being read. */
  readonly pages: number
  /** Rows and dollars of the run so far. */
  readonly rows: number
  readonly billed: Readonly<Record<string, Amount>>
  readonly windowsDone: number
  readonly windowsOf: number
  /** For the windows of this part, from the pace so far; null before the first is done. */
  readonly etaSeconds: number | null
  readonly text: string | null
}

/** A configured source: when it runs, what it is doing, and what came of its last runs. */
export interface CollectState {
  readonly id: string
  readonly type: string
  readonly title: string
  /** Cron expression in UTC; null when the source only runs by hand. */
  readonly schedule: string | null
  readonly nextRunAt: string | null
  readonly running: CollectProgress | null
  /** Newest first. */
  readonly runs: readonly CollectRun[]
}

/** How far a day of a source can be trusted. */
export type DayState =
  /** Old enough, and it moves no more. */
  | 'settled'
  /** Not old enough yet, with lines or without, or the last delivery still moved it by 0.5 % or more. */
  | 'arriving'
  /** A delivery moved it after it was old enough. */
  | 'restated'
  /** The source lacks a part of the day that another source bills, or one of Azure's two data sets. */
  | 'partial'
  /** Old enough, and the source has no line of it. */
  | 'missing'

export interface SourceDay {
  readonly day: Day
  readonly state: DayState
  /** The grain that counts for the billing account on that day, whoever delivered it; null where nothing counts. */
  readonly grain: string | null
  /** The sources that count on that day. */
  readonly countedBy: readonly string[]
}

export interface SourceWithDays extends SourceState {
  /** The last 60 days, oldest first; days before the source's first are left out. */
  readonly strip: readonly SourceDay[]
  /** Months of the strip, `2026-10`, that the source covers in part: nothing is to be compared with them. */
  readonly partialMonths: readonly string[]
}

export interface SourcesAnswer {
  readonly data: readonly SourceWithDays[]
  readonly collecting: readonly CollectState[]
}
