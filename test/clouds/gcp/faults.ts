import type { ServerResponse } from 'node:http'
import type { Answer, Operation } from './operation.ts'
import { sendError, sendPage } from './send.ts'

/** What a scripted request meets instead of its answer. */
export type Fault =
  | 'permission-denied'
  | 'service-disabled'
  | 'expired-token'
  | 'resource-exhausted'
  | 'quota-exceeded'
  | 'rate-limit-exceeded'
  | 'not-found'
  | 'internal'
  | 'unavailable'
  | 'html'
  | 'truncated'
  | 'hang-up'
  /** The answer, with a page token that never changes. */
  | 'looping-token'
  /** The answer, every row twice. */
  | 'repeated-rows'
  /** The answer, its rows backwards. */
  | 'reordered'
  /** The answer, and then the connection breaks before anybody could read it. */
  | 'lost-answer'
  /** HTTP 429 or 503 with these headers. */
  | {
      readonly retry: {
        readonly status?: 429 | 503
        readonly headers?: Readonly<Record<string, string>>
      }
    }

/** Status, canonical name for gax, reason for BigQuery, message. */
const ERRORS = {
  'permission-denied': [403, 'PERMISSION_DENIED', 'accessDenied', 'The caller does not have permission'],
  'service-disabled': [
    403,
    'SERVICE_DISABLED',
    'accessNotConfigured',
    'API has not been used in project 1 before or it is disabled.',
  ],
  'expired-token': [
    401,
    'ACCESS_TOKEN_EXPIRED',
    'authError',
    'Request had invalid authentication credentials. Expected OAuth 2 access token.',
  ],
  'resource-exhausted': [429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded', 'Quota exceeded for quota metric'],
  'quota-exceeded': [
    403,
    'RESOURCE_EXHAUSTED',
    'quotaExceeded',
    'Quota exceeded: your project exceeded its quota',
  ],
  'rate-limit-exceeded': [403, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded', 'Exceeded rate limits'],
  'not-found': [
    404,
    'NOT_FOUND',
    'notFound',
    'Not found: Table p:d.gcp_billing_export_v1_X was not found in location US',
  ],
  internal: [500, 'INTERNAL', 'backendError', 'Internal error encountered.'],
} as const
type Refused = keyof typeof ERRORS

export function answerFault(
  response: ServerResponse,
  fault: Fault,
  operation: Operation,
  answer: Answer,
): void {
  if (typeof fault === 'object') comeBackLater(response, operation, fault.retry)
  else if (fault in ERRORS) refuse(response, operation, fault as Refused)
  else OTHERS[fault as keyof typeof OTHERS](response, answer)
}

/** The answer as the fault changes it, before it is sent; others leave it as it is. */
export function spoil(fault: Fault, { pages }: Operation, answer: Answer): Answer {
  const rows = pages === null ? undefined : answer[pages.list]
  if (pages === null) return answer
  if (fault === 'looping-token') return { ...answer, [pages.next]: 'again' }
  if (!Array.isArray(rows)) return answer
  const list = rows as unknown[]
  if (fault === 'repeated-rows') return { ...answer, [pages.list]: [...list, ...list] }
  return fault === 'reordered' ? { ...answer, [pages.list]: list.toReversed() } : answer
}

function comeBackLater(
  response: ServerResponse,
  operation: Operation,
  { status = 429, headers = {} }: Extract<Fault, object>['retry'],
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  const [, canonical, reason, message] = ERRORS['resource-exhausted']
  sendError(response, operation.api, status, operation.api === 'gax' ? canonical : reason, message)
}

function refuse(response: ServerResponse, { api }: Operation, fault: Refused): void {
  const [status, canonical, reason, message] = ERRORS[fault]
  sendError(response, api, status, api === 'gax' ? canonical : reason, message)
}

const OTHERS = {
  unavailable: (response: ServerResponse) => sendText(response, 503, '<html>Service Unavailable</html>'),
  html: (response: ServerResponse) => sendText(response, 200, '<html>Sign in to the network</html>'),
  truncated(response: ServerResponse, answer: Answer) {
    const body = JSON.stringify(answer)
    response.writeHead(200, {
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(Buffer.byteLength(body)),
    })
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
  },
  'hang-up': (response: ServerResponse) => void response.destroy(),
  'lost-answer': (response: ServerResponse) => void response.destroy(),
  'looping-token': sendPage,
  'repeated-rows': sendPage,
  reordered: sendPage,
}

function sendText(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html' })
  response.end(body)
}
