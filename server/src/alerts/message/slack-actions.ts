import type { AlertMessage, AlertState, SlackBlock, SlackButton, SlackSelect } from '@outlay/shared/alerts'
import { clipped, plain } from './slack-escape.ts'
import { LIMITS } from './slack-limits.ts'

/** What a message says beside its content: where its alert stands, and what may be pressed. */
export interface SlackOptions {
  readonly alertId: string
  readonly state: AlertState
  /** Who acknowledged or snoozed it, and until when. */
  readonly stateNote: string | null
  /** Buttons that act need a bot with Socket Mode or signed interactions; others only open pages. */
  readonly acting: boolean
  /** New on each update, so that Slack shows the change. */
  readonly version: number
}

/** The row of buttons below a message; none where nothing can be opened or done. */
export function actionsOf(
  message: AlertMessage,
  options: SlackOptions,
  done: boolean,
): readonly SlackBlock[] {
  const elements = [
    ...openButton(message),
    ...(done || !options.acting || options.state === 'acknowledged' ? [] : actingElements(message, options)),
  ]
  if (elements.length === 0) return []
  return [{ type: 'actions', block_id: `${options.alertId}:${options.version}`, elements }]
}

function openButton({ open, title }: AlertMessage): readonly SlackButton[] {
  if (open.url === null) return []
  return [
    {
      type: 'button',
      style: 'primary',
      action_id: 'open',
      text: { type: 'plain_text', text: clipped(open.label, LIMITS.buttonText) },
      url: open.url,
      accessibility_label: clipped(plain(`${open.label}: ${title}`), LIMITS.label),
    },
  ]
}

function actingElements(
  { kind }: AlertMessage,
  { alertId }: SlackOptions,
): readonly (SlackButton | SlackSelect)[] {
  const button = (action_id: string, text: string): SlackButton => ({
    type: 'button',
    action_id,
    text: { type: 'plain_text', text },
    value: alertId,
  })
  const option = (text: string, value: string) => ({
    text: { type: 'plain_text' as const, text },
    value: `${alertId}:${value}`,
  })
  if (kind === 'test') return [button('ack', 'Acknowledge')]
  const classify: SlackSelect = {
    type: 'static_select',
    action_id: 'classify',
    placeholder: { type: 'plain_text', text: 'Classify…' },
    options: [
      option('Real problem', 'real'),
      option('Planned', 'planned'),
      option('Not an anomaly', 'not_anomaly'),
      option('Data issue', 'data_issue'),
    ],
  }
  return [
    button('ack', kind === 'anomaly' ? "I'm on it" : 'Acknowledge'),
    button('snooze_3d', 'Snooze 3 days'),
    ...(kind === 'anomaly' ? [classify] : []),
  ]
}
