import type { AlertDelivery } from './alerts.ts'
import type { Day } from './period.ts'
import type { ReportPeriod } from './report-periods.ts'
import type { ReportModel, ReportType } from './reports.ts'

/** Shapes of `/api/v1/reports`. */

export interface ReportRunCard {
  readonly run: string
  readonly team: string | null
  readonly teamName: string
  readonly period: string
  /** `week 47, 16–22 Nov 2026`. */
  readonly periodName: string
  readonly trigger: 'schedule' | 'catch-up' | 'hand'
  readonly partial: boolean
  readonly createdAt: string
  readonly subject: string
  readonly deliveries: readonly AlertDelivery[]
}

export interface ReportCard {
  readonly id: string
  readonly type: ReportType
  readonly title: string
  readonly about: string
  readonly kind: ReportPeriod['kind']
  /** Fixed where the configuration gives it one. */
  readonly team: string | null
  readonly source: 'built-in' | 'config'
  readonly schedule: {
    /** `Mondays at 08:00, Europe/Berlin`. */
    readonly words: string
    readonly timezone: string
    readonly next: string
    /** Why nothing has left although it is due. */
    readonly waits: string | null
  } | null
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
  }
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
