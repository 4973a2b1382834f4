import type { AlertDelivery } from '@outlay/shared/alerts'
import type { ReportRunCard } from '@outlay/shared/report-answers'
import type { ReportChangeNote } from '@outlay/shared/report-definitions'
import type { ReportSection } from '@outlay/shared/reports'

const STATE: Readonly<Record<AlertDelivery['state'], string>> = {
  queued: 'waits',
  sending: 'is being sent',
  sent: 'delivered',
  failed: 'failed, is tried again',
  held: 'held',
  bundled: 'told with others',
  unsubscribed: 'unsubscribed',
  dead: 'given up',
}

/** `#finops delivered, ada@example.com held (SMTP is not set)`. */
export function deliveryWords({
  deliveries,
  trigger,
}: Pick<ReportRunCard, 'deliveries' | 'trigger'>): string {
  if (deliveries.length === 0) return trigger === 'missed' ? 'made late, not sent' : 'kept, told nobody'
  return deliveries
    .map(({ channel, state, note }) => {
      const why = state === 'sent' || note === null ? '' : ` (${note})`
      return `${recipientWords(channel)} ${STATE[state]}${why}`
    })
    .join(', ')
}

/** `Mon 23 Nov 2026, 08:00 Europe/Berlin`. */
export function instantWords(instant: string, timezone: string): string {
  const written = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: timezone },
  }).format(new Date(instant))
  return `${written} ${timezone}`
}

/** A channel as people call it. */
export function recipientWords(channel: string): string {
  return channel === 'file'
    ? 'a file of the data folder, as no channel is set up'
    : channel.replace(/^(slack|email):/, '')
}

/** Parts of a report, as the editor names them. */
export const SECTION_NAMES: Readonly<Record<ReportSection, string>> = {
  days: 'Daily cost',
  teams: 'Teams',
  showback: 'Showback',
  commitments: 'Commitments',
  changes: 'What changed',
  fixes: 'What to do',
  verified: 'What was saved',
  decisions: 'Decisions',
  incidents: 'Anomalies and alerts',
  ml: 'ML and GPU',
  tags: 'Tags',
}

const FIELD: Readonly<Record<string, string>> = {
  name: 'the name',
  type: 'the kind',
  team: 'whose it is',
  filters: 'the filters',
  schedule: 'the schedule',
  paused: 'the pause',
  send: 'the recipients',
  sections: 'the parts',
}

/** `Ada changed the schedule and the recipients on Mon 23 Nov 2026, 10:00 UTC`. */
export function changeWords({ actor, action, fields, changedAt }: ReportChangeNote): string {
  const named = fields.map((field) => FIELD[field] ?? field)
  const what = new Intl.ListFormat('en-GB').format(named)
  const did = action === 'created' ? 'set it up' : action === 'deleted' ? 'deleted it' : `changed ${what}`
  return `${actor} ${did} on ${instantWords(changedAt, 'UTC')}`
}
