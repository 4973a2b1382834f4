import type { IncomingMessage } from 'node:http'
import { bigqueryOperations } from './bigquery.ts'
import { billingOperations } from './billing.ts'
import { computeOperations } from './compute.ts'
import { monitoringOperations } from './monitoring.ts'
import { type Operation, type Question, Refusal } from './operation.ts'
import { recommenderOperations } from './recommender.ts'
import { resourceManagerOperations } from './resource-manager.ts'
import type { GcpWorld } from './world.ts'

const operations: readonly Operation[] = [
  ...billingOperations,
  ...resourceManagerOperations,
  ...bigqueryOperations,
  ...monitoringOperations,
  ...recommenderOperations,
  ...computeOperations,
]

/** The call that a request is, as far as its line tells. Throws Refusal. */
export function readQuestion(
  request: IncomingMessage,
  text: string,
): { operation: Operation; question: Question } {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const pathname = decodeURIComponent(url.pathname)
  for (const operation of operations) {
    const match = operation.method === request.method ? operation.path.exec(pathname) : null
    if (match === null) continue
    const query = Object.fromEntries(url.searchParams)
    if ([...url.searchParams].length !== Object.keys(query).length)
      throw new Refusal(400, 'INVALID_ARGUMENT', 'a parameter comes twice')
    return { operation, question: { path: { ...match.groups }, query, body: parse(text) } }
  }
  throw new Refusal(404, 'NOT_FOUND', `${request.method} ${pathname} is no method of this fake`)
}

/** What the call's headers, parameters and body must be. Throws Refusal. */
export function checkQuestion(
  operation: Operation,
  asked: Question,
  request: IncomingMessage,
  world: GcpWorld,
): Question {
  const bearer = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer === undefined || bearer !== (world.token ?? bearer))
    throw new Refusal(
      401,
      bearer === undefined ? 'CREDENTIALS_MISSING' : 'ACCESS_TOKEN_EXPIRED',
      UNAUTHENTICATED,
    )
  if (operation.api === 'gax' && !String(request.headers['x-goog-api-client']).includes('gapic/'))
    throw invalid(operation, 'x-goog-api-client must name the client')
  const query = operation.query.safeParse(asked.query)
  if (!query.success) throw invalid(operation, query.error.message)
  const body = operation.body.safeParse(asked.body)
  if (!body.success) throw invalid(operation, body.error.message)
  return { path: asked.path, query: query.data as Question['query'], body: body.data }
}

const UNAUTHENTICATED = 'Request had invalid authentication credentials. Expected OAuth 2 access token.'

function invalid({ api }: Operation, message: string): Refusal {
  return new Refusal(400, api === 'gax' ? 'INVALID_ARGUMENT' : 'invalid', message)
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received.')
  }
}
