import { CollectError, type CollectKind } from '../collect-error.ts'

interface Cause {
  readonly kind: CollectKind
  readonly hint: string
}

const GRANT = 'Grant ce:GetCostAndUsage to these credentials (docs/collectors.md has the policy)'
const SIGN_IN =
  'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile, and sign in again'

/** By the error's name: only some have a class of their own. Source: AWS Cost Explorer API reference, SDK v3 behaviour. */
const CAUSES: Readonly<Record<string, Cause>> = {
  UnrecognizedClientException: { kind: 'auth', hint: `AWS does not know the access key. ${SIGN_IN}` },
  InvalidClientTokenId: { kind: 'auth', hint: `AWS does not know the access key. ${SIGN_IN}` },
  InvalidSignatureException: {
    kind: 'auth',
    hint: `The secret key is wrong, or this machine's clock is. ${SIGN_IN}`,
  },
  SignatureDoesNotMatch: {
    kind: 'auth',
    hint: `The secret key is wrong, or this machine's clock is. ${SIGN_IN}`,
  },
  IncompleteSignature: { kind: 'auth', hint: SIGN_IN },
  MissingAuthenticationTokenException: { kind: 'auth', hint: SIGN_IN },
  ExpiredTokenException: { kind: 'auth', hint: `The session has expired. ${SIGN_IN}` },
  ExpiredToken: { kind: 'auth', hint: `The session has expired. ${SIGN_IN}` },
  CredentialsProviderError: { kind: 'auth', hint: `No AWS credentials were found. ${SIGN_IN}` },
  TokenProviderError: { kind: 'auth', hint: `The single sign-on session has ended. Run "aws sso login"` },
  AccessDeniedException: { kind: 'permission', hint: GRANT },
  AccessDenied: { kind: 'permission', hint: GRANT },
  UnauthorizedOperation: { kind: 'permission', hint: GRANT },
  BillingViewHealthStatusException: {
    kind: 'permission',
    hint: 'The billing view is not healthy. Check it in the AWS console',
  },
  OptInRequired: { kind: 'not_enabled', hint: 'Switch the service on in the AWS console' },
  SubscriptionRequiredException: {
    kind: 'not_enabled',
    hint: 'The account is not signed up for the service yet',
  },
  DataUnavailableException: {
    kind: 'no_data',
    hint: 'AWS has no data for these days yet; after switching Cost Explorer on it takes up to 24 hours',
  },
  LimitExceededException: {
    kind: 'throttled',
    hint: 'AWS limits the number of calls. Run collect again in some minutes',
  },
  ThrottlingException: {
    kind: 'throttled',
    hint: 'AWS limits the number of calls. Run collect again in some minutes',
  },
  TooManyRequestsException: {
    kind: 'throttled',
    hint: 'AWS limits the number of calls. Run collect again in some minutes',
  },
  ServiceQuotaExceededException: { kind: 'throttled', hint: 'A service quota of the account is used up' },
  ValidationException: {
    kind: 'bad_request',
    hint: 'AWS refuses the question. Cost Explorer keeps 13 months and the current one: check --since and --until',
  },
  InvalidNextTokenException: { kind: 'stale_pages', hint: 'AWS no longer knows the next page' },
  RequestChangedException: {
    kind: 'stale_pages',
    hint: 'AWS says that the question changed between two pages',
  },
  BillExpirationException: { kind: 'stale_pages', hint: 'The bill changed while it was read' },
}

/** Any error of the SDK as a CollectError. Errors that are no trouble of the cloud pass unchanged. */
export function toCollectError(error: unknown): unknown {
  if (error instanceof CollectError || !(error instanceof Error)) return error
  const status = statusOf(error)
  const cause = causeOf(error, status)
  if (cause === undefined) return error
  return new CollectError(cause.kind, `${cause.hint}. AWS says: ${clean(error.message)}`, {
    cause: error,
    vendorCode: vendorCode(error, status),
    retryAfterMs: retryAfter(error),
  })
}

function causeOf(error: Error, status: number | undefined): Cause | undefined {
  if (error.name === 'AbortError') return { kind: 'cancelled', hint: 'Stopped' }
  if (error.name === 'AccessDeniedException' && /not enabled for cost explorer/i.test(error.message)) {
    return {
      kind: 'not_enabled',
      hint: 'Switch Cost Explorer on once in the payer account (Billing console, Cost Explorer), and let members of the organisation see it',
    }
  }
  const known = Object.hasOwn(CAUSES, error.name) ? CAUSES[error.name] : undefined
  if (known !== undefined) return known
  if (status === 429) return CAUSES['ThrottlingException']
  if (status !== undefined && status >= 500)
    return { kind: 'upstream', hint: 'AWS cannot answer now. Run collect again later' }
  if (error instanceof SyntaxError)
    return { kind: 'bad_answer', hint: 'The answer is no whole JSON. Check the endpoint and any proxy' }
  if (isNetwork(error))
    return { kind: 'upstream', hint: 'AWS cannot be reached. Check the network, the endpoint and any proxy' }
  return status === undefined ? undefined : { kind: 'bad_request', hint: 'AWS refuses the question' }
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

/** `Retry-After` of the answer in milliseconds: seconds, or a date that the caller's clock would be needed for (ignored). */
function retryAfter(error: Error): number | null {
  const response = '$response' in error ? error.$response : undefined
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null
  const { headers } = response
  const value =
    typeof headers === 'object' && headers !== null && 'retry-after' in headers
      ? headers['retry-after']
      : undefined
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) * 1000 : null
}

/** The SDK adds advice for programmers behind the vendor's message. */
function clean(message: string): string {
  const first = message.split('\n')[0]?.trim() ?? ''
  return first.length > 300 ? `${first.slice(0, 300)}…` : first
}
