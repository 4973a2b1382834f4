import { retryAfterMs } from '../http/retry-after.ts'
import { AZURE_CAUSES, type Cause, NO_ROLE, REFUSED, SIGN_IN } from './azure-error-causes.ts'
import type { CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'

const UNSUPPORTED =
  /not supported for subscription|doesn't have valid (webdirect|airs)|not supported for (this|the) (scope|offer)/i

/** A quota that opens again later than this is left for the next run. */
const WAIT_MAX_MS = 120_000

/** Any error of an Azure SDK as a CollectError; errors that are no trouble of the cloud pass unchanged. */
export function azureErrors(
  grant: string,
  { clock }: Pick<CallContext, 'clock'>,
): (error: unknown) => unknown {
  return (error) => {
    if (error instanceof CollectError || !(error instanceof Error)) return error
    const cause = causeOf(error, clock())
    if (cause === undefined) return error
    const said = saying(error.message)
    return new CollectError(cause.kind, said === '' ? cause.hint : `${cause.hint}. Azure says: ${said}`, {
      cause: error,
      vendorCode: vendorCode(error),
      retryAfterMs: waitOf(error, clock()),
      grant: cause.kind === 'permission' ? grant : null,
    })
  }
}

function causeOf(error: Error, now: Date): Cause | undefined {
  if (isSignIn(error)) return { kind: 'auth', hint: `No token could be had. ${SIGN_IN}` }
  const status = statusOf(error)
  if (status === 429) return throttled(waitOf(error, now))
  const code = text(error, 'code')
  if (code !== null && Object.hasOwn(AZURE_CAUSES, code)) return AZURE_CAUSES[code]
  if (code === 'PARSE_ERROR' || error instanceof SyntaxError)
    return { kind: 'bad_answer', hint: 'The answer is no whole JSON. Check the endpoint and any proxy' }
  if (status !== null && status >= 500) return { kind: 'upstream', hint: 'Azure cannot answer now' }
  if (status === 408) return { kind: 'upstream', hint: 'Azure did not answer in time' }
  if (isNetwork(error, code))
    return {
      kind: 'upstream',
      hint: 'Azure cannot be reached. Check the network, the endpoint and any proxy',
    }
  return status === null ? undefined : byStatus(status, error.message)
}

function byStatus(status: number, message: string): Cause {
  if (UNSUPPORTED.test(message))
    return { kind: 'not_enabled', hint: 'Cost Management does not know this kind of subscription' }
  if (status === 401) return { kind: 'auth', hint: `Azure does not accept the token. ${SIGN_IN}` }
  if (status === 403) return { kind: 'permission', hint: NO_ROLE }
  if (status === 412) return AZURE_CAUSES['ConditionNotMet'] ?? REFUSED
  if (status === 424) return { kind: 'no_data', hint: 'Azure has too little history for this' }
  return REFUSED
}

function throttled(wait: number | null): Cause {
  return (wait ?? 0) > WAIT_MAX_MS
    ? { kind: 'quota', hint: `The quota is used up for ${Math.ceil((wait ?? 0) / 60_000)} minutes` }
    : { kind: 'throttled', hint: 'Azure limits the number of calls' }
}

function isSignIn(error: Error): boolean {
  return (
    /^(AuthenticationError|AggregateAuthenticationError|AuthenticationRequiredError|CredentialUnavailableError|ChainedTokenCredentialError)$/.test(
      error.name,
    ) || error.message === 'Failed to refresh access token.'
  )
}

function isNetwork(error: Error, code: string | null): boolean {
  return (
    /^(E[A-Z_]{3,}|REQUEST_SEND_ERROR|ERR_.*|CERT_.*|UNABLE_TO_.*|SELF_SIGNED.*|DEPTH_ZERO.*)$/.test(
      code ?? '',
    ) ||
    error.name === 'AbortError' ||
    /socket hang up|aborted|timed? ?out/i.test(error.message)
  )
}

function vendorCode(error: Error): string {
  const status = statusOf(error)
  const code = text(error, 'code') ?? (status === null ? error.name : `HTTP ${status}`)
  const id = headersOf(error)['x-ms-request-id']
  return id === undefined ? code : `${code}, request ${id}`
}

function statusOf(error: Error): number | null {
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null
}

function text(error: Error, key: string): string | null {
  const value = key in error ? (error as unknown as Record<string, unknown>)[key] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}

function waitOf(error: Error, now: Date): number | null {
  return retryAfterMs(headersOf(error), now)
}

function headersOf(error: Error): Record<string, string> {
  const response = 'response' in error ? error.response : undefined
  const headers =
    typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined
  return typeof headers === 'object' &&
    headers !== null &&
    'toJSON' in headers &&
    typeof headers.toJSON === 'function'
    ? (headers.toJSON() as Record<string, string>)
    : {}
}

/** One line, without the request id that would make every report another one. */
function saying(message: string): string {
  const line =
    message
      .replace(/\s*\(?Request ID: ?[\w-]*\)?/gi, '')
      .split('\n')[0]
      ?.trim() ?? ''
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}
