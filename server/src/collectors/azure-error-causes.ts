import type { CollectKind } from './collect-error.ts'

/** What an error means, and what a person can do about it. */
export interface Cause {
  readonly kind: CollectKind
  readonly hint: string
}

export const SIGN_IN =
  'Check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or sign in again with az login'
export const NO_ROLE = 'The identity is known, but it lacks a role here'

/** By the error's code; 401 alone says nothing, because Cost Management answers it for missing roles too. */
export const AZURE_CAUSES: Readonly<Record<string, Cause>> = {
  ExpiredAuthenticationToken: { kind: 'auth', hint: `The token has expired. ${SIGN_IN}` },
  InvalidAuthenticationToken: { kind: 'auth', hint: `Azure does not accept the token. ${SIGN_IN}` },
  InvalidAuthenticationTokenTenant: {
    kind: 'auth',
    hint: `The token is of another tenant than the subscription. ${SIGN_IN}`,
  },
  AuthenticationFailed: { kind: 'auth', hint: `Azure does not accept the sign-in. ${SIGN_IN}` },
  InvalidAuthenticationInfo: {
    kind: 'auth',
    hint: `Azure cannot read the sign-in. Check AZURE_STORAGE_KEY and AZURE_STORAGE_SAS_TOKEN. ${SIGN_IN}`,
  },
  NoAuthenticationInformation: { kind: 'auth', hint: `No sign-in came with the question. ${SIGN_IN}` },
  KeyBasedAuthenticationNotPermitted: {
    kind: 'permission',
    hint: 'The storage account takes no keys: leave AZURE_STORAGE_KEY out and sign in',
  },
  AuthorizationFailure: {
    kind: 'permission',
    hint: "The storage account's network rules or the role keep this identity out",
  },
  RBACAccessDenied: { kind: 'permission', hint: `${NO_ROLE}: Azure says so with 401, and the token is fine` },
  AuthorizationFailed: { kind: 'permission', hint: NO_ROLE },
  AuthorizationPermissionMismatch: { kind: 'permission', hint: NO_ROLE },
  LinkedAuthorizationFailed: { kind: 'permission', hint: NO_ROLE },
  AccountCostDisabled: {
    kind: 'not_enabled',
    hint: 'An Enterprise Administrator must let account owners view charges (policy "AO view charges")',
  },
  DepartmentCostDisabled: {
    kind: 'not_enabled',
    hint: 'An Enterprise Administrator must let department admins view charges (policy "DA view charges")',
  },
  IndirectCostDisabled: {
    kind: 'not_enabled',
    hint: 'The partner must switch on cost visibility for this customer in Partner Center',
  },
  SubscriptionNotRegistered: {
    kind: 'not_enabled',
    hint: 'The subscription is not registered for this resource provider',
  },
  SubscriptionNotFound: {
    kind: 'bad_request',
    hint: 'Azure does not know the subscription: check its id and that the identity is of its tenant',
  },
  CantForecastOnThePast: { kind: 'no_data', hint: 'Azure does not forecast these days' },
  ContainerNotFound: { kind: 'no_data', hint: 'There is no such container in the storage account' },
  BlobNotFound: { kind: 'stale_pages', hint: 'A file of the export went while it was read' },
  ConditionNotMet: { kind: 'stale_pages', hint: 'A file of the export was replaced while it was read' },
}

export const REFUSED: Cause = { kind: 'bad_request', hint: 'Azure refuses the question' }
