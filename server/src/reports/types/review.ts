import type { ReportKind } from './report-kind.ts'

/** What a monthly meeting goes through; its notes are kept with the run. */
export const review: ReportKind = {
  id: 'review',
  title: 'Monthly cost review',
  about: 'For the meeting: the month, its changes, decisions with owners and dates, and notes of your own.',
  period: 'month',
  sections: ['changes', 'decisions', 'fixes', 'incidents', 'tags'],
  fixes: 8,
}
