import type { CloudBillingClient } from '@google-cloud/billing'
import { z } from 'zod'
import type { Api, CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'
import { gcpError } from './gcp-errors.ts'
import type { GcpConnection } from './gcp-settings.ts'
import { type GcpTransport, gcpTransport } from './gcp-transport.ts'

/** One of Google's APIs and how it may be asked. */
export interface GcpApi extends Pick<Api, 'name' | 'concurrency' | 'everyMs'> {
  /** Host name, which is also what "gcloud services enable" takes. */
  readonly service: string
}

/** What every generated client of Google takes. */
type GaxOptions = NonNullable<ConstructorParameters<typeof CloudBillingClient>[0]>

export interface GcpSource {
  readonly transport: GcpTransport
  /** For a generated client, so that it speaks REST through our transport. */
  readonly gaxOptions: GaxOptions
  /** Address of an API that has no client of its own here. */
  addressOf(api: GcpApi): string
  /** One request, retried, counted, and its answer checked. `grant` is what it needs. Throws CollectError. */
  ask<T extends z.ZodType>(
    api: GcpApi,
    grant: string,
    work: () => Promise<unknown>,
    answer: T,
  ): Promise<z.output<T>>
}

const DEADLINE_MS = 60_000

/** Everything that is shared by the clients of one source in one run. */
export function gcpSource(connection: GcpConnection, context: CallContext): GcpSource {
  const transport = gcpTransport(connection, context)
  return {
    transport,
    gaxOptions: { fallback: true, auth: asAuth(transport), ...addressOptions(connection.endpoint) },
    addressOf: ({ service }) => (connection.endpoint ?? `https://${service}`).replace(/\/+$/, ''),
    ask(api, grant, work, answer) {
      const toError = (error: unknown) =>
        gcpError(error, { grant, service: api.service, now: context.clock() })
      return context.call({ ...api, deadlineMs: DEADLINE_MS, toError }, async (signal) =>
        check(await transport.within(signal, work), answer, api.name),
      )
    },
  }
}

/** The third member of what a generated list call gives, which is the page as it came. */
export const GaxPage = z.tuple([z.unknown(), z.unknown(), z.unknown()]).transform(([, , page]) => page ?? {})

function check<T extends z.ZodType>(answer: unknown, schema: T, name: string): z.output<T> {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new CollectError(
    'bad_answer',
    `${name} answered with something else: ${issue?.path.join('.')}: ${issue?.message}. Check the endpoint`,
  )
}

/** Generated clients ask host and port apart. */
function addressOptions(endpoint: string | undefined) {
  if (endpoint === undefined) return {}
  const { protocol, hostname, port } = new URL(endpoint)
  const scheme = protocol.replace(':', '')
  return {
    apiEndpoint: hostname,
    protocol: scheme,
    port: port === '' ? (scheme === 'http' ? 80 : 443) : Number(port),
  }
}

/** The part of GoogleAuth that generated clients use in REST mode; nothing else of it is ever called. */
function asAuth(transport: GcpTransport): NonNullable<GaxOptions['auth']> {
  const auth = {
    getClient: async () => ({ universeDomain: 'googleapis.com' }),
    async fetch(url: string, init: { method: string; headers: Headers; body?: string }) {
      const { method, headers, body } = init
      const answer = await transport.send({ url, method, headers, body })
      return new Response(new Uint8Array(answer.body), { status: answer.status })
    },
  }
  return auth as unknown as NonNullable<GaxOptions['auth']>
}
