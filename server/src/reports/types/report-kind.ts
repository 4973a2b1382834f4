import type { ReportPeriod } from '@outlay/shared/report-periods'
import type { ReportSection, ReportType } from '@outlay/shared/reports'

/** A kind of report: what it is for, and which parts of the one model it has. */
export interface ReportKind {
  readonly id: ReportType
  readonly title: string
  readonly about: string
  readonly period: ReportPeriod['kind']
  /** In order. */
  readonly sections: readonly ReportSection[]
  /** Most fixes that it lists. */
  readonly fixes: number
}
