import type { ReportSection, ReportType } from './reports.ts'

/** Reports that people set up in the app. */

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Latest day of a month that every month has. */
export const MONTH_DAY_MAX = 28

/** When a report leaves, in the time of its readers. */
export interface ReportSchedule {
  /** A weekday, of a monthly report the first one after the month; or, of a monthly one alone, the day of the month. */
  readonly day: Weekday | number
  /** 08:00 */
  readonly time: string
  readonly timezone: string
}

/** What the app takes to make or change a report. */
export interface ReportInput {
  readonly name: string
  readonly type: ReportType
  /** Either a team or filters; without both the whole company. */
  readonly team: string | null
  readonly filters: readonly string[]
  /** Null: sent by hand alone. */
  readonly schedule: ReportSchedule | null
  readonly paused: boolean
  /** Empty: the channels of the team, else the default ones. */
  readonly send: readonly string[]
  /** Its parts, in their order. */
  readonly sections: readonly ReportSection[]
}

/** Who did what with a report that was set up in the app. */
export interface ReportChangeNote {
  readonly changedAt: string
  readonly actor: string
  readonly action: 'created' | 'changed' | 'deleted'
  /** Names of what was changed. */
  readonly fields: readonly string[]
}
