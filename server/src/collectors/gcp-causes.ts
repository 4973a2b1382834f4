import type { CollectKind } from './collect-error.ts'

/** What an error of Google means, and what a person can do about it. */
export interface GcpCause {
  readonly kind: CollectKind
  readonly hint: string
  /** Other questions may fare better. */
  readonly endsSource?: false
}

export const SIGN_IN =
  'Check GOOGLE_APPLICATION_CREDENTIALS or GOOGLE_OAUTH_ACCESS_TOKEN, or run "gcloud auth application-default login"'
const THROTTLED: GcpCause = {
  kind: 'throttled',
  hint: 'Google limits the number of calls. Run collect again in some minutes',
}

/** By reason, which says more than the status. Sources: google.rpc.ErrorInfo, BigQuery "Error messages". */
const REASONS: Readonly<Record<string, GcpCause>> = {
  ACCESS_TOKEN_EXPIRED: { kind: 'auth', hint: `The access token has expired. ${SIGN_IN}` },
  authError: { kind: 'auth', hint: `Google does not accept the credentials. ${SIGN_IN}` },
  SERVICE_DISABLED: { kind: 'not_enabled', hint: 'The API is not switched on' },
  accessNotConfigured: { kind: 'not_enabled', hint: 'The API is not switched on' },
  BILLING_DISABLED: { kind: 'not_enabled', hint: 'Billing is not switched on for the project' },
  billingNotEnabled: { kind: 'not_enabled', hint: 'Billing is not switched on for the project' },
  RATE_LIMIT_EXCEEDED: THROTTLED,
  rateLimitExceeded: THROTTLED,
  userRateLimitExceeded: THROTTLED,
  jobRateLimitExceeded: THROTTLED,
  quotaExceeded: { kind: 'quota', hint: 'A quota of the project is used up' },
  bytesBilledLimitExceeded: {
    kind: 'budget',
    hint: 'The query would read more than maxBytesBilled allows; raise it, or take fewer months with --since',
    endsSource: false,
  },
  invalidQuery: { kind: 'bad_request', hint: 'BigQuery does not accept the query' },
  backendError: { kind: 'upstream', hint: 'Google cannot answer now. Run collect again later' },
  internalError: { kind: 'upstream', hint: 'Google cannot answer now. Run collect again later' },
}

/** By reason where it is known, else by status and words. */
export function gcpCause(status: number | undefined, reason: string | undefined, message: string): GcpCause {
  const known = reason !== undefined && Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined
  if (known !== undefined) return known
  if (status === 401) return { kind: 'auth', hint: `Google does not accept the credentials. ${SIGN_IN}` }
  if (status === 403 || reason === 'accessDenied')
    return { kind: 'permission', hint: 'The credentials lack a role' }
  if (status === 429) return THROTTLED
  if (status === 408 || (status ?? 0) >= 500)
    return { kind: 'upstream', hint: 'Google cannot answer now. Run collect again later' }
  if (/page ?token/i.test(message))
    return { kind: 'stale_pages', hint: 'Google no longer knows the next page' }
  if (status === 404 || reason === 'notFound')
    return { kind: 'bad_request', hint: 'It does not exist, or lies in another location' }
  return { kind: 'bad_request', hint: 'Google refuses the question' }
}
