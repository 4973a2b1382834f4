import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedRequest {
  readonly body: string
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

const WINDOW_S = 300

/** Whether Slack made this request within the last five minutes: HMAC-SHA256 of `v0:<timestamp>:<body>`. */
export function isFromSlack(
  { body, timestamp, signature }: SignedRequest,
  secret: string,
  now: Date,
): boolean {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_S) return false
  const expected = Buffer.from(slackSignature(secret, timestamp, body))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

export function slackSignature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}
