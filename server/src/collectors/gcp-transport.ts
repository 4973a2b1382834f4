import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import type { AuthClient } from 'google-auth-library'
import type { CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'
import { gcpCredentials } from './gcp-credentials.ts'
import type { GcpConnection } from './gcp-settings.ts'

export interface GcpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body?: string | undefined
}

/** A whole answer of status 2xx. */
export interface GcpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** Google's refusal as it came, before anybody read it. */
export class GcpRefusal extends Error {
  override readonly name = 'GcpRefusal'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string

  constructor({ status, headers, body }: GcpAnswer) {
    super(`HTTP ${status}`)
    this.status = status
    this.headers = Object.fromEntries(headers)
    this.body = body.toString('utf8')
  }
}

export interface GcpTransport {
  /** One request; after an expired token one more. Throws GcpRefusal and errors of the network. */
  send(request: GcpRequest): Promise<GcpAnswer>
  /** Ends the requests of `work` when the signal is aborted: Google's clients take no signal themselves. */
  within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>
  /** The Date of the last answer. */
  serverTime(): Date | undefined
}

/**
 * Where the requests of all Google clients of a source go through. The clients' own transports hide status and headers
 * of errors, take no signal and BigQuery's no certificate authority.
 */
export function gcpTransport(connection: GcpConnection, context: CallContext): GcpTransport {
  const signals = new AsyncLocalStorage<AbortSignal>()
  const agent =
    connection.caFile === undefined ? undefined : new Agent({ ca: readAuthorities(connection.caFile) })
  let client: Promise<AuthClient> | undefined
  let seen: Date | undefined
  const once = async ({ body, ...request }: GcpRequest): Promise<GcpAnswer> => {
    client ??= gcpCredentials(connection, context.env)
    const auth = await client
    context.count()
    const signal = signals.getStore()
    const response = await auth.request({
      ...request,
      ...(body === undefined ? {} : { data: body }),
      responseType: 'stream',
      validateStatus: () => true,
      retry: false,
      ...(agent === undefined ? {} : { agent }),
      ...(signal === undefined ? {} : { signal }),
    })
    seen = dateOf(response.headers) ?? seen
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    }
  }
  return {
    within: (signal, work) => signals.run(signal, work),
    serverTime: () => seen,
    async send(request) {
      const first = await once(request)
      if (first.status !== 401) return successful(first)
      client = undefined
      return successful(await once(request))
    },
  }
}

function successful(answer: GcpAnswer): GcpAnswer {
  if (answer.status < 200 || answer.status > 299) throw new GcpRefusal(answer)
  return answer
}

function dateOf(headers: Headers): Date | undefined {
  const time = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(time) ? undefined : new Date(time)
}

function readAuthorities(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new CollectError('bad_request', `caFile: ${file} cannot be read`, { cause })
  }
}
