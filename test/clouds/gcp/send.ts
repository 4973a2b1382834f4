import type { ServerResponse } from 'node:http'
import type { Answer, Operation } from './operation.ts'

export function sendPage(response: ServerResponse, answer: Answer): void {
  send(response, 200, answer)
}

/** `reason` is a canonical status or the reason of an ErrorInfo for gax, BigQuery's own reason for the others. */
export function sendError(
  response: ServerResponse,
  api: Operation['api'],
  status: number,
  reason: string,
  message: string,
): void {
  const canonical = CANONICAL[status] ?? 'UNKNOWN'
  const detail = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }
  const details = reason === canonical ? {} : { details: [detail] }
  const errors = { errors: [{ message, domain: 'global', reason }] }
  send(response, status, {
    error: { code: status, message, status: canonical, ...(api === 'gax' ? details : errors) },
  })
}

const CANONICAL: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
  response.end(JSON.stringify(body))
}
