import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerFault, type Fault, needsAnswer, spoil } from './faults.ts'
import { parseForm } from './form.ts'
import { createTokenBook, type Operation, Refusal, SERVICES } from './operation.ts'
import { operations } from './operations.ts'
import { sendError, sendPage } from './send.ts'
import type { AwsWorld } from './world.ts'

/** One accepted question. */
export interface Call {
  readonly service: string
  readonly operation: string
  readonly body: Readonly<Record<string, unknown>>
  /** That it was signed with. */
  readonly accessKey: string
}

export interface FakeAws {
  readonly url: string
  /** Questions in the order in which they came, those that met a fault too; refused ones are not among them. */
  readonly calls: readonly Call[]
  /** One entry a request: a fault, or null to answer. With an operation only its requests count. Requests beyond the list are answered. */
  script(faults: readonly (Fault | null)[], operation?: string): void
  /** Replaces parts of what the account holds. */
  change(world: Partial<AwsWorld>): void
  close(): Promise<void>
}

/** AWS on loopback as the SDKs meet it: every service that Outlay asks, at one address. Close it when done. */
export async function startFakeAws(given: AwsWorld): Promise<FakeAws> {
  let world = given
  const calls: Call[] = []
  const scripts = new Map<string, (Fault | null)[]>()
  const tokens = createTokenBook()
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request)
    const { operation, body, accessKey } = readQuestion(request, text)
    try {
      const offset = tokens.open(operation, body)
      const { data, error } = operation.body.safeParse(body)
      if (error !== undefined) throw new Refusal(invalidCode(operation), error.message)
      calls.push({
        service: operation.service,
        operation: operation.name,
        body: data as Call['body'],
        accessKey,
      })
      const fault = nextFault(scripts, operation.name)
      const answer = needsAnswer(fault) ? operation.answer(body, seenBy(world, accessKey), offset) : {}
      const sent = fault === null ? answer : spoil(fault, operation, answer)
      tokens.issue(operation, body, sent)
      if (fault === null) sendPage(response, operation, sent)
      else answerFault(response, fault, operation, sent)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sendError(response, operation.service, error.status, error.code, error.message)
    }
  }
  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => {
      const { code, status } = error instanceof Refusal ? error : { code: 'InternalFailure', status: 500 }
      sendError(response, 'cost-explorer', status, code, String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
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

/** Keys of a role are named after its account. */
function seenBy(world: AwsWorld, accessKey: string): AwsWorld {
  const [, member = ''] = /^ASIA(\d{12})$/.exec(accessKey) ?? []
  const { members = {} } = world
  return { ...world, ...members[member] }
}

function nextFault(scripts: Map<string, (Fault | null)[]>, operation: string): Fault | null {
  const own = scripts.get(operation) ?? []
  return (own.length > 0 ? own : (scripts.get('') ?? [])).shift() ?? null
}

interface Question {
  readonly operation: Operation
  readonly body: Record<string, unknown>
}
interface SignedQuestion extends Question {
  readonly accessKey: string
}

/** The call that a request is, as far as its headers tell. Throws Refusal. */
function readQuestion(request: IncomingMessage, text: string): SignedQuestion {
  if (request.method !== 'POST' || request.url !== '/')
    throw new Refusal('UnknownOperationException', 'POST / only', 404)
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const question = form ? readForm(text) : readJson(request, text)
  const scope =
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/\d{8}\/[a-z0-9-]+\/([a-z0-9-]+)\/aws4_request, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/
  const signed = scope.exec(request.headers.authorization ?? '')
  if (signed === null || request.headers['x-amz-date'] === undefined)
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')
  if (signed[2] !== SERVICES[question.operation.service].signed)
    throw new Refusal(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${SERVICES[question.operation.service].signed}'.`,
    )
  return { ...question, accessKey: signed[1] ?? '' }
}

/** Services that are asked by form, with the version of their API. */
const FORM_VERSIONS: Readonly<Record<string, string>> = { ec2: '2016-11-15', sts: '2011-06-15' }

function readForm(text: string): Question {
  const { Action, Version, ...body } = parseForm(text)
  const operation = operations.find(
    ({ service, name }) => name === Action && FORM_VERSIONS[service] === Version,
  )
  if (operation === undefined)
    throw new Refusal('InvalidAction', `The action ${String(Action)} is not valid.`)
  return { operation, body }
}

function readJson(request: IncomingMessage, text: string): Question {
  const target = String(request.headers['x-amz-target'] ?? '')
  const operation = operations.find(({ service, name }) => `${SERVICES[service].target}.${name}` === target)
  if (operation === undefined) throw new Refusal('UnknownOperationException', `unknown target ${target}`)
  const { json } = SERVICES[operation.service]
  if (request.headers['content-type'] !== `application/x-amz-json-${json}`)
    throw new Refusal('UnknownOperationException', `content-type must be application/x-amz-json-${json}`)
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return { operation, body: { ...body } }
  } catch {
    // Falls through to the refusal below.
  }
  throw new Refusal('SerializationException', 'the body is no JSON object')
}

function invalidCode({ service }: Operation): string {
  if (service === 'ec2') return 'InvalidParameterValue'
  return service === 'organizations' ? 'InvalidInputException' : 'ValidationException'
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
