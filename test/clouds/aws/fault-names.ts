import type { Service } from './operation.ts'

/** Status 400 for nearly everything, as AWS does. */
export const ERRORS = {
  'limit-exceeded': [
    'LimitExceededException',
    'You made too many calls in a short period of time. Try again later.',
  ],
  'access-denied': [
    'AccessDeniedException',
    'User: arn:aws:iam::123456789012:user/outlay is not authorized to perform: ACTION on resource: *',
  ],
  'not-enabled': ['AccessDeniedException', 'User not enabled for cost explorer access'],
  'resources-off': [
    'ValidationException',
    'You have not opted in to resource-level data at the daily granularity.',
  ],
  'data-unavailable': ['DataUnavailableException', 'Data is not available.'],
  'expired-token': ['ExpiredTokenException', 'The security token included in the request is expired'],
  'unknown-key': ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  'invalid-next-token': ['InvalidNextTokenException', 'The pagination token is invalid.'],
  'request-changed': ['RequestChangedException', 'The request changed between pages.'],
  validation: ['ValidationException', 'Start date is too old.'],
} as const
export type Refused = keyof typeof ERRORS

/** Where a service calls an error by another name. */
export const OWN_NAMES: Readonly<Record<Service, Partial<Record<Refused, string>>>> = {
  'cost-explorer': {},
  cloudwatch: { 'limit-exceeded': 'ThrottlingException', validation: 'InvalidParameterValueException' },
  organizations: {
    'limit-exceeded': 'TooManyRequestsException',
    'not-enabled': 'AWSOrganizationsNotInUseException',
    validation: 'InvalidInputException',
  },
  'compute-optimizer': {
    'limit-exceeded': 'ThrottlingException',
    'not-enabled': 'OptInRequiredException',
    validation: 'InvalidParameterValueException',
  },
  'cost-optimization-hub': { 'limit-exceeded': 'ThrottlingException' },
  pricing: { 'limit-exceeded': 'ThrottlingException', validation: 'InvalidParameterException' },
  sts: {},
  ec2: {
    'limit-exceeded': 'RequestLimitExceeded',
    'access-denied': 'UnauthorizedOperation',
    'expired-token': 'RequestExpired',
    'unknown-key': 'AuthFailure',
    validation: 'InvalidParameterValue',
  },
}
