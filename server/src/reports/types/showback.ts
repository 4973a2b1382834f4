import type { ReportKind } from './report-kind.ts'

/** What every team bears, or one of them. */
export const showback: ReportKind = {
  id: 'showback',
  title: 'Monthly team showback',
  about: 'What each team bears: its own costs and its part of shared ones.',
  period: 'month',
  sections: ['showback', 'changes', 'tags'],
  fixes: 3,
}
