import type { SlackMessage } from '@outlay/shared/alerts'
import { urlOf } from '../message/budget-message.ts'
import { escapeMrkdwn } from '../message/slack-escape.ts'
import { toPlainSlack, toSlackBundle, toSlackMessage } from '../message/slack-message.ts'
import type { Outgoing } from './notifier.ts'

/** A delivery as Slack takes it. */
export function toSlack(
  outgoing: Outgoing,
  { acting, url }: { readonly acting: boolean; readonly url: string | null },
): SlackMessage {
  const { alerts, action, note } = outgoing
  const [first] = alerts
  if (action === 'reply') return { text: escapeMrkdwn(note ?? first.message.sentence), blocks: [] }
  if (first.message.content !== undefined && alerts.length === 1) return first.message.content.slack
  if (alerts.length > 1) {
    return toSlackBundle(
      alerts.map(({ message }) => message),
      urlOf(url, '/budgets?tab=history'),
    )
  }
  const stateNote = [note, first.stateNote].filter((part) => part !== null).join(' · ')
  return toSlackMessage(first.message, {
    alertId: first.id,
    state: first.state,
    stateNote: stateNote === '' ? null : stateNote,
    acting,
    version: outgoing.version,
  })
}

/** The same without blocks. */
export function toPlain({ alerts, note }: Outgoing): SlackMessage {
  if (alerts.length === 1) return toPlainSlack(alerts[0].message)
  const lines = [...(note === null ? [] : [note]), ...alerts.map(({ message }) => message.sentence)]
  return { text: escapeMrkdwn(lines.join('\n')).slice(0, 3000), blocks: [] }
}
