import { createHmac } from 'node:crypto'
import { readSecret } from '../../config/secrets.ts'
import { retryAfterMs } from '../../http/retry-after.ts'
import { DeliveryError, type NotifierPlugin, type Outgoing, SEND_TIMEOUT_MS } from './notifier.ts'

/** JSON to any address, signed: HMAC-SHA256 of `<timestamp>.<body>` with WEBHOOK_SECRET, in `x-outlay-signature`. */
export const webhook: NotifierPlugin = {
  id: 'webhook',
  title: 'Webhook',
  needs: 'channels.webhook and WEBHOOK_SECRET',
  paceMs: 0,
  updates: false,
  serves: (recipient) => recipient === 'webhook',
  create({ config, env, clock }) {
    const secret = readSecret(env, 'WEBHOOK_SECRET')
    const url = config.channels.webhook?.url
    if (secret === undefined || url === undefined) return undefined
    return {
      async send(outgoing) {
        await post(url, secret, outgoing, clock())
        return null
      },
    }
  },
}

async function post(url: string, secret: string, outgoing: Outgoing, now: Date): Promise<void> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const body = JSON.stringify(toWebhookBody(outgoing))
  const response = await fetch(url, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    headers: {
      'content-type': 'application/json',
      'x-outlay-id': outgoing.id,
      'x-outlay-timestamp': timestamp,
      'x-outlay-signature': signatureOf(secret, timestamp, body),
    },
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DeliveryError('retry', `The webhook was not reached: ${why.slice(0, 200)}`, { cause })
  })
  await response.body?.cancel()
  if (response.ok) return
  const passing = response.status === 429 || response.status === 408 || response.status >= 500
  throw new DeliveryError(passing ? 'retry' : 'disable', `The webhook answered ${response.status}`, {
    retryAfterMs: retryAfterMs({ 'retry-after': response.headers.get('retry-after') }, now),
  })
}

export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}

/** What is sent, and what the file channel keeps. */
export function toWebhookBody({ id, action, note, alerts }: Outgoing) {
  return {
    id,
    action,
    note,
    alerts: alerts.map(({ id: alert, state, message: { content, ...message } }) => ({
      ...{ id: alert, state, ...message },
      ...(content === undefined ? {} : { text: content.email.text }),
    })),
  }
}
