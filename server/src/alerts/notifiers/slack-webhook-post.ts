import type { SlackMessage } from '@outlay/shared/alerts'
import type { KnownBlock } from '@slack/web-api'
import { IncomingWebhook, IncomingWebhookHTTPError } from '@slack/webhook'
import { DeliveryError, SEND_TIMEOUT_MS } from './notifier.ts'

/** The library fails at once on 429 and tells no headers: a fetch of our own keeps Retry-After. */
export async function post(url: string, { text, blocks }: SlackMessage): Promise<void> {
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
