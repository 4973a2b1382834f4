import type { AlertDelivery } from './alerts.ts'
import type { Day } from './period.ts'
import type { ReportChangeNote, ReportInput } from './report-definitions.ts'
import type { ReportPeriod } from './report-periods.ts'
import type { ReportModel, ReportSection, ReportType } from './reports.ts'

/** Shapes of `/api/v1/reports`. */

/** `missed`: made late and not sent, as no server ran when it was due and a newer one was sent in its place. */
export const RUN_TRIGGERS = ['schedule', 'catch-up', 'missed', 'hand'] as const
export type RunTrigger = (typeof RUN_TRIGGERS)[number]

export interface ReportRunCard {
  readonly run: string
  readonly team: string | null
  readonly teamName: string
  readonly period: string
  /** `week 47, 16–22 Nov 2026`. */
  readonly periodName: string
  readonly trigger: RunTrigger
  readonly partial: boolean
  readonly createdAt: string
  readonly subject: string
  readonly deliveries: readonly AlertDelivery[]
}

export interface ReportCard {
  readonly id: string
  readonly type: ReportType
  /** What people called it, else the title of its type. */
  readonly title: string
  readonly about: string
  readonly kind: ReportPeriod['kind']
  /** Whose it is; null for the whole company, or what filters find. */
  readonly team: string | null
  readonly filters: readonly string[]
  readonly sections: readonly ReportSection[]
  /** `config`: of the configuration file, which the app does not change. */
  readonly source: 'built-in' | 'config' | 'app'
  /** One of the app has the same id: the file wins. */
  readonly hides: boolean
  readonly schedule: {
    /** `Mondays at 08:00, Europe/Berlin`. */
    readonly words: string
    readonly timezone: string
    /** Null while it is paused. */
    readonly next: string | null
    /** Why nothing has left although it is due. */
    readonly waits: string | null
  } | null
  readonly paused: boolean
  /** As the app takes it, of one that was made there. */
  readonly input: ReportInput | null
  /** Who changed what, newest first. */
  readonly changes: readonly ReportChangeNote[]
  readonly recipients: readonly string[]
  /** Newest first. */
  readonly runs: readonly ReportRunCard[]
}

/** Answer of `GET /reports`. */
export interface ReportsAnswer {
  readonly sentence: string
  readonly data: readonly ReportCard[]
  readonly meta: {
    readonly teams: readonly { readonly id: string; readonly name: string }[]
    /** That have ended and whose first day the data holds, newest first. */
    readonly weeks: readonly { readonly key: string; readonly name: string }[]
    readonly months: readonly { readonly key: string; readonly name: string }[]
    readonly dataThrough: Day | null
    readonly types: readonly ReportTypeChoice[]
    /** Channels that are set up, mail apart. */
    readonly channels: readonly string[]
    /** Mail is set up. */
    readonly mail: boolean
    /** Where a report goes that names nobody. */
    readonly defaults: readonly string[]
  }
}

/** A type of report, and the parts that it may have: its own ones first. */
export interface ReportTypeChoice {
  readonly type: ReportType
  readonly title: string
  readonly about: string
  readonly kind: ReportPeriod['kind']
  readonly sections: readonly ReportSection[]
  readonly offered: readonly ReportSection[]
}

/** Answer of `POST /reports` and `PATCH /reports/{id}`. */
export interface ReportKept {
  readonly data: ReportCard
}

export interface ReportNote {
  readonly id: string
  readonly author: string
  readonly text: string
  readonly createdAt: string
}

/** Answer of `GET /reports/{id}/runs/{run}`. */
export interface ReportRunAnswer {
  readonly data: ReportRunCard & { readonly model: ReportModel; readonly notes: readonly ReportNote[] }
}

/** Answer of `POST /reports/{id}/preview`. */
export interface ReportPreview {
  readonly data: ReportModel
  /** Where another form than the model was asked for. */
  readonly rendered?: { readonly format: string; readonly contentType: string; readonly content: string }
}
