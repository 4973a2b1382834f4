import type { ReportPeriod } from '@outlay/shared/report-periods'
import { REPORT_SECTIONS, type ReportSection, type ReportType } from '@outlay/shared/reports'

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

/** The parts that a report of this kind may have: its own first; a month has too many days for a line each. */
export function offeredSections({
  sections,
  period,
}: Pick<ReportKind, 'sections' | 'period'>): readonly ReportSection[] {
  const others = REPORT_SECTIONS.filter((section) => !sections.includes(section))
  return [...sections, ...others].filter((section) => section !== 'days' || period === 'week')
}
