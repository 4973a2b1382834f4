import { retryAfterMs } from '../http/retry-after.ts'
import { AWS_CAUSES, AWS_MESSAGES, type AwsCause } from './aws-error-causes.ts'
import { CollectError } from './collect-error.ts'

interface Asked {
  /** The action as policies name it: `ce:GetCostAndUsage`. */
  readonly grant: string
  readonly now: Date
}

/** Any error of the SDK as a CollectError. Errors that are no trouble of the cloud pass unchanged. */
export function awsError(error: unknown, { grant, now }: Asked): unknown {
  if (error instanceof CollectError || !(error instanceof Error)) return error
  const status = statusOf(error)
  const cause = causeOf(error, status)
  if (cause === undefined) return error
  return new CollectError(cause.kind, `${cause.hint}. AWS says: ${clean(error.message)}`, {
    cause: withoutAnswer(error),
    vendorCode: vendorCode(error, status),
    retryAfterMs: retryAfterMs(headersOf(error), now),
    grant: cause.kind === 'permission' ? (roleGrant(error.message) ?? grant) : null,
  })
}

/** A refusal before the question itself: the role of a profile may not be gone into. */
function roleGrant(message: string): string | null {
  const [, role] = /sts:AssumeRole on resource: (\S+)/.exec(message) ?? []
  return role === undefined ? null : `sts:AssumeRole on ${role}`
}

function causeOf(error: Error, status: number | undefined): AwsCause | undefined {
  const { name, message } = error
  if (name === 'AbortError') return { kind: 'cancelled', hint: 'Stopped' }
  const told = AWS_MESSAGES.find(([names, messages]) => names.test(name) && messages.test(message))
  if (told !== undefined) return told[2]
  const known = Object.hasOwn(AWS_CAUSES, name) ? AWS_CAUSES[name] : undefined
  if (known !== undefined) return known
  if (status === 429) return AWS_CAUSES['ThrottlingException']
  if (status !== undefined && status >= 500)
    return { kind: 'upstream', hint: 'AWS cannot answer now. Run collect again later' }
  // S3 names a refusal by its status where the answer has no body.
  if (status === 403) return AWS_CAUSES['AccessDenied']
  if (isUnreadable(error))
    return { kind: 'bad_answer', hint: 'The answer is not whole. Check the endpoint and any proxy' }
  if (isNetwork(error))
    return { kind: 'upstream', hint: 'AWS cannot be reached. Check the network, the endpoint and any proxy' }
  return status === undefined ? undefined : { kind: 'bad_request', hint: 'AWS refuses the question' }
}

/** No JSON, or no XML, where some was due. */
function isUnreadable(error: Error): boolean {
  return (
    error instanceof SyntaxError || /^(Unclosed|Expected|Unexpected|Closing) .*(tag|xml)/i.test(error.message)
  )
}

function isNetwork(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(E[A-Z_]+|ERR_.*|CERT_.*|UNABLE_TO_.*|SELF_SIGNED.*|DEPTH_ZERO.*)$/.test(code) ||
    ['TimeoutError', 'RequestTimeout'].includes(error.name) ||
    /socket hang up|aborted|timed? ?out/i.test(error.message)
  )
}

function vendorCode(error: Error, status: number | undefined): string {
  const name = error instanceof SyntaxError && status !== undefined ? `HTTP ${status}` : error.name
  const id = metadata(error)['requestId']
  return typeof id === 'string' ? `${name}, request ${id}` : name
}

function statusOf(error: Error): number | undefined {
  const status = metadata(error)['httpStatusCode']
  return typeof status === 'number' ? status : undefined
}

function metadata(error: Error): Readonly<Record<string, unknown>> {
  const found = '$metadata' in error ? error.$metadata : undefined
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {}
}

function headersOf(error: Error): Readonly<Record<string, unknown>> {
  const response = '$response' in error ? error.$response : undefined
  if (typeof response !== 'object' || response === null || !('headers' in response)) return {}
  const { headers } = response
  return typeof headers === 'object' && headers !== null ? (headers as Record<string, unknown>) : {}
}

/** The SDK hangs the whole exchange on its errors, with the session's token in it: that is for no log. */
function withoutAnswer({ name, message, stack }: Error): Error {
  return Object.assign(new Error(message), { name, stack })
}

/** The SDK adds advice for programmers behind the vendor's message. */
function clean(message: string): string {
  const first = message.split('\n')[0]?.trim() ?? ''
  return first.length > 300 ? `${first.slice(0, 300)}…` : first
}
