import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a link in a mail stands for: this address, that subject. */
export interface Subscription {
  readonly address: string
  readonly subject: string
}

/** Below the public address; the token follows. */
export const UNSUBSCRIBE_PATH = '/api/v1/unsubscribe/'

/** In what is written once for several readers: below the public address it becomes the link of each. */
export const UNSUBSCRIBE_MARK = `${UNSUBSCRIBE_PATH}mine`

const Payload = z.tuple([z.string(), z.string()])

/** `<payload>.<HMAC-SHA256>` in base64url. It does not expire: an old mail must let people go. */
export function toToken({ address, subject }: Subscription, secret: string): string {
  const payload = Buffer.from(JSON.stringify([normalisedAddress(address), subject])).toString('base64url')
  return `${payload}.${signatureOf(payload, secret)}`
}

/** Undefined for a token that was not made with this secret. */
export function readToken(token: string, secret: string): Subscription | undefined {
  const [payload = '', signature = '', ...rest] = token.split('.')
  const expected = Buffer.from(signatureOf(payload, secret))
  const given = Buffer.from(signature)
  if (rest.length > 0 || expected.length !== given.length || !timingSafeEqual(expected, given))
    return undefined
  const parsed = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  return parsed.success ? { address: parsed.data[0], subject: parsed.data[1] } : undefined
}

export function normalisedAddress(address: string): string {
  return address.trim().toLowerCase()
}

function signatureOf(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(`unsubscribe:v1:${payload}`).digest('base64url')
}
