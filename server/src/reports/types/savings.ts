import type { ReportKind } from './report-kind.ts'

/** What was saved, what is under way, what is open. */
export const savings: ReportKind = {
  id: 'savings',
  title: 'Monthly savings report',
  about: 'What the bill proves to be saved, what was decided and what is still open.',
  period: 'month',
  sections: ['verified', 'decisions', 'fixes'],
  fixes: 10,
}
