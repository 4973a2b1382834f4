import type { CollectKind } from './collect-error.ts'

export interface AwsCause {
  readonly kind: CollectKind
  readonly hint: string
}

const GRANT = 'Grant the action to these credentials (docs/permissions has the policy)'
const SIGN_IN =
  'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile, and sign in again'
const unknownKey: AwsCause = { kind: 'auth', hint: `AWS does not know the access key. ${SIGN_IN}` }
const wrongSecret: AwsCause = {
  kind: 'auth',
  hint: `The secret key is wrong, or this machine's clock is. ${SIGN_IN}`,
}
const expired: AwsCause = { kind: 'auth', hint: `The session has expired. ${SIGN_IN}` }
const denied: AwsCause = { kind: 'permission', hint: GRANT }
const notEnabled: AwsCause = { kind: 'not_enabled', hint: 'Switch the service on in the AWS console' }
const throttled: AwsCause = {
  kind: 'throttled',
  hint: 'AWS limits the number of calls. Run collect again in some minutes',
}
const refused: AwsCause = { kind: 'bad_request', hint: 'AWS refuses the question' }
const stale: AwsCause = { kind: 'stale_pages', hint: 'AWS no longer knows the next page' }

/** By the error's name: only some have a class of their own. Sources: API references of the services, SDK v3 behaviour. */
export const AWS_CAUSES: Readonly<Record<string, AwsCause>> = {
  UnrecognizedClientException: unknownKey,
  InvalidClientTokenId: unknownKey,
  InvalidAccessKeyId: unknownKey,
  AuthFailure: unknownKey,
  InvalidSignatureException: wrongSecret,
  SignatureDoesNotMatch: wrongSecret,
  RequestTimeTooSkewed: wrongSecret,
  IncompleteSignature: { kind: 'auth', hint: SIGN_IN },
  MissingAuthenticationTokenException: { kind: 'auth', hint: SIGN_IN },
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  RequestExpired: expired,
  CredentialsProviderError: { kind: 'auth', hint: `No AWS credentials were found. ${SIGN_IN}` },
  TokenProviderError: { kind: 'auth', hint: `The single sign-on session has ended. Run "aws sso login"` },
  AccessDeniedException: denied,
  AccessDenied: denied,
  UnauthorizedOperation: denied,
  AllAccessDisabled: denied,
  BillingViewHealthStatusException: {
    kind: 'permission',
    hint: 'The billing view is not healthy. Check it in the AWS console',
  },
  OptInRequired: notEnabled,
  OptInRequiredException: {
    kind: 'not_enabled',
    hint: 'Compute Optimizer is not switched on. Opt in on its page of the AWS console, for all member accounts',
  },
  SubscriptionRequiredException: {
    kind: 'not_enabled',
    hint: 'The account is not signed up for the service yet',
  },
  AWSOrganizationsNotInUseException: {
    kind: 'not_enabled',
    hint: 'The account belongs to no organisation',
  },
  NoSuchBucket: { kind: 'bad_request', hint: 'There is no such bucket. Check bucket and region' },
  PermanentRedirect: { kind: 'bad_request', hint: 'The bucket lies in another region. Set region' },
  AuthorizationHeaderMalformed: {
    kind: 'bad_request',
    hint: 'The bucket lies in another region. Set region',
  },
  NotFound: { kind: 'stale_pages', hint: 'A file went away while it was read' },
  NoSuchKey: { kind: 'stale_pages', hint: 'A file went away while it was read' },
  PreconditionFailed: { kind: 'stale_pages', hint: 'A file was replaced while it was read' },
  DataUnavailableException: {
    kind: 'no_data',
    hint: 'AWS has no data for these days yet; after switching Cost Explorer on it takes up to 24 hours',
  },
  LimitExceededException: throttled,
  LimitExceededFault: throttled,
  Throttling: throttled,
  ThrottlingException: throttled,
  TooManyRequestsException: throttled,
  RequestLimitExceeded: throttled,
  SlowDown: throttled,
  ServiceQuotaExceededException: { kind: 'quota', hint: 'A service quota of the account is used up' },
  ValidationException: refused,
  InvalidParameterValueException: refused,
  InvalidNextTokenException: stale,
  InvalidNextToken: stale,
  ExpiredNextTokenException: stale,
  RequestChangedException: {
    kind: 'stale_pages',
    hint: 'AWS says that the question changed between two pages',
  },
  BillExpirationException: { kind: 'stale_pages', hint: 'The bill changed while it was read' },
}

/** Told apart by their message only. */
export const AWS_MESSAGES: readonly (readonly [name: RegExp, message: RegExp, cause: AwsCause])[] = [
  [
    /^AccessDenied/,
    /not enabled for cost explorer/i,
    {
      kind: 'not_enabled',
      hint: 'Switch Cost Explorer on once in the payer account (Billing console, Cost Explorer), and let members of the organisation see it',
    },
  ],
  [
    /^AccessDenied/,
    /not enrolled|enrollment/i,
    { kind: 'not_enabled', hint: 'Switch Cost Optimization Hub on in the Billing console' },
  ],
  [
    /^ValidationException$/,
    /resource.level|hourly|opt.?in/i,
    {
      kind: 'not_enabled',
      hint: 'Switch on resource-level data at daily granularity in the Cost Management preferences of the payer',
    },
  ],
  [
    /^ValidationException$/,
    /past 14 months|too old|beyond the past/i,
    {
      kind: 'bad_request',
      hint: 'AWS refuses the question. Cost Explorer keeps 13 months and the current one: check --since and --until',
    },
  ],
]
