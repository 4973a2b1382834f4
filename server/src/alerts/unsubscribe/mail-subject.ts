import type { AlertKind } from '@outlay/shared/alerts'

/** All mails but reports; what a mail of several alerts is about. */
export const ALL_ALERTS = 'alerts'

interface About {
  readonly kind: AlertKind
  /** The budget, anomaly, source or report. */
  readonly entity: string
}

/** What a mail is about, as far as one can do without it: `budget:<id>`, `anomalies`, `late`, `report:<id>`. */
export function mailSubject({ kind, entity }: About): string {
  switch (kind) {
    case 'budget':
    case 'test':
      return `budget:${entity}`
    case 'anomaly':
      return 'anomalies'
    case 'data_late':
      return 'late'
    case 'report':
      return `report:${entity}`
  }
}

/** Subjects of which one is enough to keep a mail back. */
export function subjectsOver(about: About): readonly string[] {
  return about.kind === 'report' ? [mailSubject(about)] : [mailSubject(about), ALL_ALERTS]
}

/** In words, after "mails about". */
export function subjectWords(subject: string): string {
  const [kind = '', id = ''] = subject.split(/:(.*)/s)
  if (kind === 'budget') return `the budget "${id}"`
  if (kind === 'report') return `the report "${id}"`
  if (kind === 'anomalies') return 'cost anomalies'
  return kind === 'late' ? 'late data' : 'budgets, anomalies and late data'
}
