import { createHash } from 'node:crypto'
import type { Config } from '../../config.ts'
import type { Outgoing } from '../notifiers/notifier.ts'
import { mailDate } from './mail-date.ts'

export interface MailHead {
  readonly messageId: string
  readonly date: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The head of a mail: the same Message-ID in every try, one thread for what belongs together, the clock of the team,
 * and how to unsubscribe (RFC 2369; with one click, RFC 8058, where the server has a public https address).
 */
export function mailHead(
  outgoing: Outgoing,
  unsubscribe: string | null,
  { now, config }: { readonly now: Date; readonly config: Pick<Config, 'teams'> },
): MailHead {
  const [first, ...others] = outgoing.alerts
  const own = others.length === 0 ? first.message.content?.emailHeaders : undefined
  return {
    messageId: `<${outgoing.id}@outlay>`,
    date: mailDate(now, zoneOf(first, config)),
    headers: {
      'x-outlay-id': outgoing.id,
      'auto-submitted': 'auto-generated',
      ...(others.length === 0 ? { references: threadOf(first.about) } : {}),
      ...own,
      ...(unsubscribe === null ? {} : { 'list-unsubscribe': `<${unsubscribe}>` }),
      ...(unsubscribe?.startsWith('https:') === true
        ? { 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
  }
}

type About = Outgoing['alerts'][number]['about']

/** Of the team, else of the report; UTC is also what neither says. */
function zoneOf({ about, message }: Outgoing['alerts'][number], { teams }: Pick<Config, 'teams'>): string {
  const zones = [teams.find(({ id }) => id === about.team)?.timezone, message.content?.timezone]
  return zones.find((zone) => zone !== undefined && zone !== 'UTC') ?? 'UTC'
}

/** What a budget tells in one period is a thread of mail, and so is one anomaly. */
function threadOf({ kind, entity, period }: About): string {
  const text = [kind, entity, period.replace('~trial', '')].join('\0')
  return `<thread_${createHash('sha256').update(text).digest('hex').slice(0, 20)}@outlay>`
}
