import type { ServerResponse } from 'node:http'
import { ERRORS, OWN_NAMES, type Refused } from './fault-names.ts'
import type { Answer, Operation } from './operation.ts'
import { sendError, sendPage } from './send.ts'

/** What a scripted request meets instead of its answer. */
export type Fault =
  | 'limit-exceeded'
  | 'access-denied'
  | 'not-enabled'
  /** Single resources were not switched on. */
  | 'resources-off'
  | 'data-unavailable'
  | 'expired-token'
  | 'unknown-key'
  | 'invalid-next-token'
  | 'request-changed'
  | 'validation'
  | 'internal'
  | 'unavailable'
  | 'html'
  | 'truncated'
  | 'hang-up'
  | 'number-amount'
  /** The answer, with a page token that never changes. */
  | 'looping-token'
  /** The answer, with a day that nobody asked for. */
  | 'all-days'
  /** The answer, every row twice. */
  | 'repeated-groups'
  /** The answer, its rows backwards. */
  | 'reordered'
  /** HTTP 429 with the headers given; `retryAfterSeconds` is short for `retry-after`. */
  | {
      readonly tooManyRequests: {
        readonly retryAfterSeconds?: number | null
        readonly headers?: Readonly<Record<string, string>>
      }
    }

export function answerFault(
  response: ServerResponse,
  fault: Fault,
  operation: Operation,
  answer: Answer,
): void {
  if (typeof fault === 'object') tooManyRequests(response, operation, fault.tooManyRequests)
  else if (fault in ERRORS) refuse(response, operation, fault as Refused)
  else OTHERS[fault as keyof typeof OTHERS](response, operation, answer)
}

/** True for faults that are made of the right answer; the others come whatever the account holds. */
export function needsAnswer(fault: Fault | null): boolean {
  return fault === null || (typeof fault === 'string' && !(fault in ERRORS))
}

/** The answer as the fault changes it, before it is sent; others leave it as it is. */
export function spoil(fault: Fault, operation: Operation, answer: Answer): Answer {
  const rows = answer[operation.list]
  const list = Array.isArray(rows) ? (rows as unknown[]) : []
  if (fault === 'repeated-groups') return { ...answer, [operation.list]: [...list, ...list] }
  if (fault === 'reordered') return { ...answer, [operation.list]: list.toReversed() }
  if (fault === 'looping-token' && operation.token !== null)
    return { ...answer, [operation.token.given]: 'again' }
  if (fault === 'all-days') {
    const stranger = { TimePeriod: { Start: '2020-02-28', End: '2020-02-29' }, Groups: [] }
    return { ...answer, [operation.list]: [stranger, ...list] }
  }
  return answer
}

function tooManyRequests(
  response: ServerResponse,
  operation: Operation,
  {
    retryAfterSeconds,
    headers = {},
  }: { retryAfterSeconds?: number | null; headers?: Readonly<Record<string, string>> },
): void {
  if (retryAfterSeconds != null) response.setHeader('retry-after', String(retryAfterSeconds))
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  sendError(response, operation.service, 429, 'ThrottlingException', 'Rate exceeded')
}

function refuse(response: ServerResponse, { service, name }: Operation, fault: Refused): void {
  const [type, message] = ERRORS[fault]
  sendError(response, service, 400, OWN_NAMES[service][fault] ?? type, message.replace('ACTION', name))
}

const OTHERS = {
  internal: (response: ServerResponse, { service }: Operation) =>
    sendError(response, service, 500, 'InternalFailure', 'An internal error has occurred.'),
  unavailable: (response: ServerResponse) => send(response, 503, '<html>Service Unavailable</html>'),
  html: (response: ServerResponse) => send(response, 200, '<html>Sign in to the network</html>'),
  truncated(response: ServerResponse, _operation: Operation, answer: Answer) {
    const body = JSON.stringify(answer)
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': String(body.length),
    })
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
  },
  'hang-up': (response: ServerResponse) => void response.destroy(),
  'number-amount': (response: ServerResponse, _operation: Operation, answer: Answer) =>
    send(response, 200, JSON.stringify(answer).replaceAll(/"Amount":"([^"]*)"/g, '"Amount":$1')),
  'looping-token': sendPage,
  'all-days': sendPage,
  'repeated-groups': sendPage,
  reordered: sendPage,
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(body)
}
