import type { ServerResponse } from 'node:http'
import type { Page } from './cost-explorer.ts'

/** What a scripted request meets instead of its answer. */
export type Fault =
  | 'limit-exceeded'
  | 'access-denied'
  | 'not-enabled'
  | 'data-unavailable'
  | 'expired-token'
  | 'unknown-key'
  | 'invalid-next-token'
  | 'validation'
  | 'unavailable'
  | 'html'
  | 'truncated'
  | 'hang-up'
  | 'number-amount'
  /** The answer, with a page token that never changes. */
  | 'looping-token'
  /** The answer, with a day that nobody asked for. */
  | 'all-days'
  /** The answer, every group twice. */
  | 'repeated-groups'
  | { readonly tooManyRequests: { readonly retryAfterSeconds: number | null } }

/** Status 400 for nearly everything, as AWS does. */
const ERRORS = {
  'limit-exceeded': [
    'LimitExceededException',
    'You made too many calls in a short period of time. Try again later.',
  ],
  'access-denied': [
    'AccessDeniedException',
    'User: arn:aws:iam::123456789012:user/outlay is not authorized to perform: ce:GetCostAndUsage on resource: *',
  ],
  'not-enabled': ['AccessDeniedException', 'User not enabled for cost explorer access'],
  'data-unavailable': ['DataUnavailableException', 'Data is not available.'],
  'expired-token': ['ExpiredTokenException', 'The security token included in the request is expired'],
  'unknown-key': ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  'invalid-next-token': ['InvalidNextTokenException', 'The pagination token is invalid.'],
  validation: ['ValidationException', 'Start date is too old.'],
} as const

export function answerFault(response: ServerResponse, fault: Fault, page: Page): void {
  if (typeof fault === 'object') tooManyRequests(response, fault.tooManyRequests.retryAfterSeconds)
  else if (fault in ERRORS) refuse(response, fault as keyof typeof ERRORS)
  else OTHERS[fault as keyof typeof OTHERS](response, page)
}

function tooManyRequests(response: ServerResponse, retryAfterSeconds: number | null): void {
  if (retryAfterSeconds !== null) response.setHeader('retry-after', String(retryAfterSeconds))
  send(response, 429, { __type: 'ThrottlingException', message: 'Rate exceeded' })
}

function refuse(response: ServerResponse, fault: keyof typeof ERRORS): void {
  const [type, message] = ERRORS[fault]
  send(response, 400, { __type: type, Message: message })
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
  })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

const OTHERS = {
  unavailable: (response: ServerResponse) => send(response, 503, '<html>Service Unavailable</html>'),
  html: (response: ServerResponse) => send(response, 200, '<html>Sign in to the network</html>'),
  truncated(response: ServerResponse, page: Page) {
    const body = JSON.stringify(page)
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': String(body.length),
    })
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
  },
  'hang-up': (response: ServerResponse) => void response.destroy(),
  'number-amount': (response: ServerResponse, page: Page) =>
    send(response, 200, JSON.stringify(page).replaceAll(/"Amount":"([^"]*)"/g, '"Amount":$1')),
  'looping-token': (response: ServerResponse, page: Page) =>
    send(response, 200, { ...page, NextPageToken: 'again' }),
  'all-days': (response: ServerResponse, page: Page) =>
    send(response, 200, {
      ...page,
      ResultsByTime: [
        { TimePeriod: { Start: '2020-02-28', End: '2020-02-29' }, Groups: [] },
        ...page.ResultsByTime,
      ],
    }),
  'repeated-groups': (response: ServerResponse, page: Page) =>
    send(response, 200, { ...page, ResultsByTime: [...page.ResultsByTime, ...page.ResultsByTime] }),
}
