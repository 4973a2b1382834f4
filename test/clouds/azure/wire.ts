import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request as the fakes see it, body read to its end. */
export interface AzureRequest {
  readonly method: string
  /** Without slash in front, as it came. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Address of the fake, for links to the next page. */
  readonly origin: string
}

export interface AzureAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** An error as Azure Resource Manager words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, 'BadRequest', `${message} (Request ID: ${REQUEST_ID})`)
}

export const REQUEST_ID = '00000000-0000-4000-8000-000000000000'

export function send(response: ServerResponse, { status, headers = {}, body }: AzureAnswer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const type = text.startsWith('<') ? 'text/html' : 'application/json; charset=utf-8'
  response.writeHead(status, {
    ...(text === '' ? {} : { 'content-type': type }),
    'x-ms-request-id': REQUEST_ID,
    ...headers,
  })
  response.end(text)
}

export function refusalAnswer({ status, code, message, headers }: Refusal): AzureAnswer {
  return { status, headers, body: { error: { code, message } } }
}

/** Every parameter that came must be among `allowed`, and each only once. */
export function checkParameters({ query }: AzureRequest, allowed: readonly string[]): void {
  for (const name of query.keys()) {
    if (!allowed.includes(name)) throw badRequest(`Unknown query parameter '${name}'.`)
    if (query.getAll(name).length > 1) throw badRequest(`Query parameter '${name}' came twice.`)
  }
}

export function checkVersion({ query }: AzureRequest, version: string): void {
  const given = query.get('api-version')
  if (given === null) {
    throw new Refusal(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.')
  }
  if (given !== version) {
    throw new Refusal(400, 'InvalidResourceType', `The api-version '${given}' is not served here.`)
  }
}

export function checkMethod({ method }: AzureRequest, expected: 'GET' | 'POST'): void {
  if (method !== expected) {
    throw new Refusal(405, 'MethodNotAllowed', `The requested resource does not support ${method}.`)
  }
}
