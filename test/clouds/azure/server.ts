import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { AzureCompany } from './company.ts'
import { answerDimensions, answerExports, answerForecast } from './cost-lists.ts'
import { answerMetrics, answerResources } from './estate.ts'
import { type AzureFault, answerFault } from './faults.ts'
import { answerQuery, LOOP, link } from './query.ts'
import { answerAdvisor, answerEntities } from './tenant.ts'
import { makeTls } from './tls.ts'
import { type AzureAnswer, type AzureRequest, Refusal, refusalAnswer, send } from './wire.ts'

export const OPERATIONS = [
  'query',
  'forecast',
  'dimensions',
  'exports',
  'metrics',
  'resources',
  'advisor',
  'entities',
] as const
export type Operation = (typeof OPERATIONS)[number]

export interface FakeAzure {
  /** `https://127.0.0.1:<port>` */
  readonly url: string
  /** Certificate authority (PEM) that signed the fake's certificate. */
  readonly ca: string
  /** In the order in which they came, those that met a fault or a refusal too. */
  readonly requests: readonly RecordedRequest[]
  /** One entry a request of this operation: a fault, or null to answer. Requests beyond the list are answered. */
  script(operation: Operation, faults: readonly (AzureFault | null)[]): void
  /** Replaces what the tenant holds. */
  setCompany(company: AzureCompany): void
  close(): Promise<void>
}

export interface RecordedRequest extends AzureRequest {
  readonly operation: Operation | null
}

export interface FakeAzureOptions {
  readonly company: AzureCompany
  /** The one token that is let in. */
  readonly token?: string
  /** Rows a page; Azure's own is 1000, or `$top` up to 5000. */
  readonly pageSize?: number
  /** Day from which on a forecast may be asked for. */
  readonly today?: string
  /** Dimensions that this agreement does not know. */
  readonly lacks?: readonly string[]
}

/** Azure Resource Manager over TLS on loopback: Cost Management, Monitor, Advisor, management groups. Close it when done. */
export async function startFakeAzure(options: FakeAzureOptions): Promise<FakeAzure> {
  let { company } = options
  const { ca, cert, key } = makeTls()
  const faults = new Map<Operation, (AzureFault | null)[]>()
  const requests: RecordedRequest[] = []
  const server = createServer({ cert, key }, (incoming, response) => {
    void respond(incoming, response).catch((error: unknown) => {
      send(response, error instanceof Refusal ? refusalAnswer(error) : { status: 500, body: String(error) })
    })
  })
  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await toRequest(incoming, origin())
    const route = ROUTES.find(({ pattern }) => pattern.test(request.path))
    const operation = route?.operation ?? null
    requests.push({ ...request, operation })
    checkToken(request, options.token ?? 'token')
    if (route === undefined || operation === null) {
      throw new Refusal(404, 'InvalidResourceType', `Nothing is served at '/${request.path}'.`)
    }
    const answer = route.answer({ request, company, options, match: route.pattern.exec(request.path) ?? [] })
    const fault = faults.get(operation)?.shift() ?? null
    if (fault === null) send(response, answer)
    else answerFault(response, fault, answer, link(request, LOOP))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = () => `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: origin(),
    ca,
    requests,
    script: (operation, list) => void faults.set(operation, [...(faults.get(operation) ?? []), ...list]),
    setCompany: (next) => {
      company = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface RouteInput {
  readonly request: AzureRequest
  readonly company: AzureCompany
  readonly options: FakeAzureOptions
  readonly match: readonly string[]
}

interface Route {
  readonly operation: Operation
  readonly pattern: RegExp
  answer(input: RouteInput): AzureAnswer
}

/** Scopes come without slash in front; `//subscriptions/…` is nothing that Azure serves. */
const SCOPE =
  '(subscriptions/[^/]+(?:/resourceGroups/[^/]+)?|providers/Microsoft\\.Billing/billingAccounts/[^/]+(?:/billingProfiles/[^/]+)?|providers/Microsoft\\.Management/managementGroups/[^/]+)'
const costManagement = (name: string) => new RegExp(`^${SCOPE}/providers/Microsoft\\.CostManagement/${name}$`)
const rows = ({ pageSize }: FakeAzureOptions) => pageSize ?? 5000

const ROUTES: readonly Route[] = [
  {
    operation: 'query',
    pattern: costManagement('query'),
    answer: ({ request, match, company, options }) =>
      answerQuery(request, match[1] ?? '', company, rows(options)),
  },
  {
    operation: 'forecast',
    pattern: costManagement('forecast'),
    answer: ({ request, company, options }) =>
      answerForecast(request, company, options.today ?? '2026-11-23'),
  },
  {
    operation: 'dimensions',
    pattern: costManagement('dimensions'),
    answer: ({ request, options }) => answerDimensions(request, options.lacks ?? []),
  },
  {
    operation: 'exports',
    pattern: costManagement('exports'),
    answer: ({ request, company }) => answerExports(request, company),
  },
  {
    operation: 'metrics',
    pattern: /^(.+)\/providers\/Microsoft\.Insights\/metrics$/i,
    answer: ({ request, company, match }) => answerMetrics(request, company, match[1] ?? ''),
  },
  {
    operation: 'advisor',
    pattern: /^subscriptions\/([^/]+)\/providers\/Microsoft\.Advisor\/recommendations$/,
    answer: ({ request, company, match, options }) =>
      answerAdvisor(request, company, match[1] ?? '', rows(options)),
  },
  {
    operation: 'entities',
    pattern: /^providers\/Microsoft\.Management\/getEntities$/,
    answer: ({ request, company, options }) => answerEntities(request, company, rows(options)),
  },
  {
    operation: 'resources',
    pattern: /^subscriptions\/([^/]+)\/(?:resources|providers\/(Microsoft\.\w+\/\w+))$/,
    answer: ({ request, company, match, options }) =>
      answerResources(request, company, match[1] ?? '', match[2] ?? null, rows(options)),
  },
]

function checkToken({ headers }: AzureRequest, token: string): void {
  const given = headers.authorization
  if (given === undefined) {
    throw new Refusal(
      401,
      'AuthenticationFailed',
      'Authentication failed. The Authorization header is missing.',
    )
  }
  if (given !== `Bearer ${token}`) {
    throw new Refusal(401, 'InvalidAuthenticationToken', 'The access token is invalid.')
  }
}

async function toRequest(incoming: IncomingMessage, origin: string): Promise<AzureRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const [path = '', search = ''] = (incoming.url ?? '').slice(1).split('?')
  return {
    method: incoming.method ?? '',
    path: decodeURI(path),
    query: new URLSearchParams(search),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    origin,
  }
}
