import type { ServerResponse } from 'node:http'
import { type AzureAnswer, badRequest, Refusal, refusalAnswer, send } from './wire.ts'

/** What a scripted request meets instead of its answer. */
export type AzureFault =
  | keyof typeof REFUSALS
  | 'server-error'
  | 'unavailable'
  | 'html'
  | 'no-content'
  | 'empty-object'
  | 'truncated'
  | 'hang-up'
  | 'repeated-rows'
  | 'reordered'
  | 'foreign-rows'
  | 'looping-link'
  | 'foreign-link'
  | 'text-cost'
  /** 429 with these headers and no others. */
  | { readonly throttled: Readonly<Record<string, string>> }
  /** The answer, with these headers besides. */
  | { readonly headers: Readonly<Record<string, string>> }

const QPU = 'x-ms-ratelimit-microsoft.costmanagement'

/** Every form in which Azure says how long to wait, each asking for seven seconds. */
export const THROTTLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  seconds: { 'retry-after': '7' },
  date: { 'retry-after': 'Mon, 23 Nov 2026 00:00:07 GMT' },
  'retry-after-ms': { 'retry-after-ms': '7000' },
  'x-ms-retry-after-ms': { 'x-ms-retry-after-ms': '7000' },
  'quota units': { [`${QPU}-qpu-retry-after`]: '7', [`${QPU}-entity-retry-after`]: '3' },
  entity: { [`${QPU}-entity-retry-after`]: '7' },
  tenant: { [`${QPU}-tenant-retry-after`]: '7' },
  client: { [`${QPU}-client-retry-after`]: '7' },
  'client type': { [`${QPU}-clienttype-retry-after`]: '7' },
  consumption: { 'x-ms-ratelimit-microsoft.consumption-tenant-retry-after': '7' },
}

/** Error texts as Azure's users report them. */
const REFUSALS = {
  'expired-token': new Refusal(
    401,
    'ExpiredAuthenticationToken',
    'The access token expiry UTC time is earlier than current UTC time.',
  ),
  'invalid-token': new Refusal(401, 'InvalidAuthenticationToken', 'The access token is invalid.'),
  'rbac-401': new Refusal(
    401,
    'RBACAccessDenied',
    'The client does not have authorization to perform action. Request ID: x',
  ),
  forbidden: new Refusal(
    403,
    'AuthorizationFailed',
    "The client 'x' does not have authorization to perform action over scope '/subscriptions/x'.",
  ),
  'account-cost-disabled': new Refusal(
    400,
    'AccountCostDisabled',
    'Access to cost data has been disabled for account admins.',
  ),
  'indirect-cost-disabled': new Refusal(
    401,
    'IndirectCostDisabled',
    'Cost visibility has been disabled by the partner.',
  ),
  'unsupported-offer': new Refusal(
    404,
    'NotFound',
    'Cost management data is not supported for subscription(s) x in the provided api-version.',
  ),
  'subscription-not-found': new Refusal(
    404,
    'SubscriptionNotFound',
    "The subscription 'x' could not be found.",
  ),
  'resource-not-found': new Refusal(404, 'ResourceNotFound', "The Resource 'x' was not found."),
  'forecast-past': new Refusal(400, 'CantForecastOnThePast', 'CantForecastOnThePast'),
  'failed-dependency': new Refusal(424, 'FailedDependency', 'Not enough data to train the forecast.'),
  'bad-question': badRequest("Invalid query definition: Invalid dataset grouping: 'X'."),
} as const

/** `loop`: a link to the next page that never changes. */
export function answerFault(
  response: ServerResponse,
  fault: AzureFault,
  answer: AzureAnswer,
  loop: string,
): void {
  if (typeof fault === 'object') send(response, withHeaders(fault, answer))
  else if (fault in REFUSALS) send(response, refusalAnswer(REFUSALS[fault as keyof typeof REFUSALS]))
  else if (fault in BREAKS) BREAKS[fault as keyof typeof BREAKS](response, answer)
  else send(response, { ...answer, body: changed(fault as keyof typeof CHANGES, answer.body, loop) })
}

function withHeaders(fault: AzureFault & object, answer: AzureAnswer): AzureAnswer {
  return 'headers' in fault
    ? { ...answer, headers: { ...answer.headers, ...fault.headers } }
    : refusalAnswer(new Refusal(429, '429', 'Too many requests. Please retry.', fault.throttled))
}

const BREAKS = {
  'server-error': (response: ServerResponse) =>
    send(response, refusalAnswer(new Refusal(500, 'InternalServerError', 'An unexpected error occurred.'))),
  unavailable: (response: ServerResponse) =>
    send(response, { status: 503, body: '<html>Service Unavailable</html>' }),
  html: (response: ServerResponse) =>
    send(response, { status: 200, body: '<html>Sign in to the network</html>' }),
  'no-content': (response: ServerResponse) => send(response, { status: 204 }),
  'empty-object': (response: ServerResponse) => send(response, { status: 200, body: {} }),
  'hang-up': (response: ServerResponse) => void response.destroy(),
  truncated(response: ServerResponse, { body }: AzureAnswer) {
    const text = JSON.stringify(body)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) })
    response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
  },
}

interface Table {
  readonly nextLink: string | null
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Changes to the table of a query's answer. */
const CHANGES = {
  'repeated-rows': (table: Table) => ({ ...table, rows: [...table.rows, ...table.rows] }),
  /** Columns in the opposite order and rows from the last to the first: both are allowed. */
  reordered: ({ columns, rows, ...table }: Table) => ({
    ...table,
    columns: columns.toReversed(),
    rows: rows.map((row) => row.toReversed()).toReversed(),
  }),
  'foreign-rows': (table: Table) => ({
    ...table,
    rows: [...table.rows, ...table.rows.map((row) => row.map((cell) => (isDay(cell) ? 20200229 : cell)))],
  }),
  'looping-link': (table: Table, loop: string) => ({ ...table, nextLink: loop }),
  'foreign-link': (table: Table) => ({
    ...table,
    nextLink: 'https://management.example.com/next?$skiptoken=1',
  }),
  'text-cost': (table: Table) => ({
    ...table,
    rows: table.rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' && !isDay(cell) ? 'NaN' : cell)),
    ),
  }),
}

function changed(fault: keyof typeof CHANGES, body: unknown, loop: string): unknown {
  const answer = body as { readonly properties: Table }
  return { ...answer, properties: CHANGES[fault](answer.properties, loop) }
}

function isDay(cell: unknown): boolean {
  return typeof cell === 'number' && cell > 20_000_000 && Number.isInteger(cell)
}
