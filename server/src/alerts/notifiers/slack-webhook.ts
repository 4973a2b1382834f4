import type { SlackMessage } from '@outlay/shared/alerts'
import type { KnownBlock } from '@slack/web-api'
import { IncomingWebhook, IncomingWebhookHTTPError } from '@slack/webhook'
import { readSecret } from '../../config/secrets.ts'
import { DeliveryError, type NotifierPlugin, SEND_TIMEOUT_MS } from './notifier.ts'
import { createSlackForms } from './slack-forms.ts'

/** An incoming webhook: one channel, no threads, no changes; its buttons open pages. */
export const slackWebhook: NotifierPlugin = {
  id: 'slack-webhook',
  title: 'Slack, by an incoming webhook',
  needs: 'SLACK_WEBHOOK_URL',
  paceMs: 1000,
  updates: false,
  serves: (recipient) => recipient.startsWith('slack:'),
  create({ config, env, clock }) {
    const url = readSecret(env, 'SLACK_WEBHOOK_URL')
    if (url === undefined) return undefined
    const forms = createSlackForms(clock)
    const look = { acting: false, url: config.publicUrl, refuses: refusesBlocks }
    return {
      async send(outgoing) {
        await forms.send(outgoing, { ...look, post: (content) => post(url, content) })
        return null
      },
    }
  },
}

function refusesBlocks(error: unknown): boolean {
  return error instanceof DeliveryError && /invalid_blocks|invalid_payload|msg_blocks/.test(error.message)
}

/** The library fails at once on 429 and tells no headers: a fetch of our own keeps Retry-After. */
async function post(url: string, { text, blocks }: SlackMessage): Promise<void> {
  let retryAfterMs: number | null = null
  const webhook = new IncomingWebhook(url, {
    timeout: SEND_TIMEOUT_MS,
    fetch: async (address, init) => {
      const response = await fetch(address, init as RequestInit)
      const seconds = Number(response.headers.get('retry-after'))
      if (response.status === 429 && seconds > 0) retryAfterMs = seconds * 1000
      return response
    },
  })
  try {
    const copy: KnownBlock[] = JSON.parse(JSON.stringify(blocks))
    const { text: body } = await webhook.send({
      text,
      ...(copy.length === 0 ? {} : { blocks: copy }),
      unfurl_links: false,
      unfurl_media: false,
    })
    if (body.trim() !== 'ok') throw new DeliveryError('retry', `Slack answered ${body.slice(0, 100)}`)
  } catch (cause) {
    throw toDeliveryError(cause, retryAfterMs)
  }
}

function toDeliveryError(cause: unknown, retryAfterMs: number | null): DeliveryError {
  if (cause instanceof DeliveryError) return cause
  if (!(cause instanceof IncomingWebhookHTTPError)) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return new DeliveryError('retry', `Slack was not reached: ${why.slice(0, 200)}`, { cause })
  }
  const { statusCode, body } = cause
  const passing = statusCode === 429 || statusCode === 408 || statusCode >= 500
  return new DeliveryError(
    passing ? 'retry' : 'disable',
    `Slack answered ${statusCode} ${body.slice(0, 100)}`,
    {
      cause,
      retryAfterMs,
    },
  )
}
