import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createJobs, type Jobs } from './bigquery-jobs.ts'
import { answerFault, type Fault, spoil } from './faults.ts'
import { createTokenBook, type Question, Refusal } from './operation.ts'
import { checkQuestion, readQuestion } from './question.ts'
import { sendError, sendPage } from './send.ts'
import type { GcpWorld } from './world.ts'

/** One accepted question. */
export interface Call extends Question {
  readonly operation: string
}

export interface FakeGcp {
  readonly url: string
  /** Questions in the order in which they came, those that met a fault too; refused ones are not among them. */
  readonly calls: readonly Call[]
  /** Queries that BigQuery ran, dry runs apart. */
  jobs(): number
  /** One entry a request: a fault, or null to answer. With an operation only its requests count. Requests beyond the list are answered. */
  script(faults: readonly (Fault | null)[], operation?: string): void
  /** Replaces parts of what the cloud holds. */
  change(world: Partial<GcpWorld>): void
  close(): Promise<void>
}

/** Google Cloud on loopback as its clients meet it in REST mode: every service that Outlay asks, at one address. Close it when done. */
export async function startFakeGcp(given: GcpWorld, tls?: { cert: string; key: string }): Promise<FakeGcp> {
  let world = given
  const calls: Call[] = []
  const scripts = new Map<string, (Fault | null)[]>()
  const jobs = createJobs()
  const respond = createResponder({ world: () => world, calls, scripts, jobs })
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response).catch((error: unknown) => {
      if (error instanceof Refusal) sendError(response, 'gax', error.status, error.reason, error.message)
      else sendError(response, 'gax', 500, 'INTERNAL', String(error))
    })
  }
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    jobs: jobs.count,
    script: (list, operation = '') =>
      void scripts.set(operation, [...(scripts.get(operation) ?? []), ...list]),
    change: (part) => {
      world = { ...world, ...part }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Fake {
  world(): GcpWorld
  readonly calls: Call[]
  readonly scripts: Map<string, (Fault | null)[]>
  readonly jobs: Jobs
}

function createResponder({ world, calls, scripts, jobs }: Fake) {
  const tokens = createTokenBook()
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await bodyOf(request)
    const { operation, question: asked } = readQuestion(request, text)
    try {
      const question = checkQuestion(operation, asked, request, world())
      calls.push({ operation: operation.name, ...question })
      const fault = nextFault(scripts, operation.name)
      if (fault !== null && !LATE.has(fault)) {
        answerFault(response, fault, operation, {})
        return
      }
      const offset = tokens.open(operation, question)
      const answer = operation.answer(question, { world: world(), jobs }, offset)
      const sent = fault === null ? answer : spoil(fault, operation, answer)
      tokens.issue(operation, question, sent)
      if (fault === null) sendPage(response, sent)
      else answerFault(response, fault, operation, sent)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sendError(response, operation.api, error.status, error.reason, error.message)
    }
  }
}

/** Faults of an answer that was made; all others come before anything happens. */
const LATE: ReadonlySet<Fault> = new Set<Fault>([
  'truncated',
  'lost-answer',
  'looping-token',
  'repeated-rows',
  'reordered',
])

function nextFault(scripts: Map<string, (Fault | null)[]>, operation: string): Fault | null {
  const own = scripts.get(operation) ?? []
  return (own.length > 0 ? own : (scripts.get('') ?? [])).shift() ?? null
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
