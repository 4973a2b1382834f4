import type { ReportKind } from './report-kind.ts'

/** How promises to the clouds are used. */
export const commitments: ReportKind = {
  id: 'commitments',
  title: 'Monthly commitments report',
  about: 'How well commitments are used, what they do not cover and which end soon.',
  period: 'month',
  sections: ['commitments', 'changes', 'fixes'],
  fixes: 5,
}
