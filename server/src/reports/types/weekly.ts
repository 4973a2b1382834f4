import type { ReportKind } from './report-kind.ts'

/** One page a week for who runs a team. */
export const weekly: ReportKind = {
  id: 'weekly',
  title: 'Weekly cloud cost',
  about: 'One page for the manager of a team: the week, what changed and why, three things to do.',
  period: 'week',
  sections: ['days', 'changes', 'fixes', 'incidents', 'ml', 'tags'],
  fixes: 3,
}
