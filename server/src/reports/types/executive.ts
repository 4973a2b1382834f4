import type { ReportKind } from './report-kind.ts'

/** The month for those who answer for all of it. */
export const executive: ReportKind = {
  id: 'executive',
  title: 'Monthly executive report',
  about: 'The month against budget, teams, what changed, what was saved.',
  period: 'month',
  sections: ['teams', 'changes', 'verified', 'fixes', 'incidents', 'ml', 'tags'],
  fixes: 5,
}
