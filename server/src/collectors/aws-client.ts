import type { z } from 'zod'
import { type AwsClientConfig, CONNECT_TIMEOUT_MS, clientConfig, REQUEST_TIMEOUT_MS } from './aws-config.ts'
import { awsError } from './aws-errors.ts'
import type { AwsConnection } from './aws-settings.ts'
import type { Api, CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'

/** One of AWS's services and how it may be asked. */
export interface AwsService extends Pick<Api, 'name' | 'concurrency' | 'everyMs'> {
  /** Prefix of its actions in policies: `ce`. */
  readonly iam: string
  /** AWS bills its requests. */
  readonly paid: boolean
  /** Longest that one attempt may take, where answers are long. */
  readonly deadlineMs?: number
}

interface AwsClient {
  readonly middlewareStack: { add(middleware: unknown, options: unknown): void }
  destroy(): void
}

export interface AwsCaller<C> {
  /**
   * One request, retried, counted, and its answer checked. `action` is the operation, as policies name it. Throws
   * CollectError.
   */
  ask<T extends z.ZodType>(
    action: string,
    work: (client: C, signal: AbortSignal) => Promise<unknown>,
    answer: T,
  ): Promise<z.output<T>>
  /** The Date of the last answer. */
  serverTime(): Date | undefined
}

/** The SDK's own switch for its warning about Node 20, which would be the first line of every run. */
export function quietAwsSdk(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
}

/** `create` makes the client of the SDK; an expired session makes another one with fresh keys, once. */
export function awsCaller<C extends AwsClient>(
  service: AwsService,
  create: (config: AwsClientConfig) => C,
  connection: AwsConnection,
  context: CallContext,
): AwsCaller<C> {
  let seen: Date | undefined
  const connect = () =>
    counted(create(clientConfig(connection, context)), service, context, (date) => {
      seen = date
    })
  let client = connect()
  let renewed = false
  return {
    serverTime: () => seen,
    ask(action, work, answer) {
      const toError = (error: unknown) =>
        awsError(error, { grant: `${service.iam}:${action}`, now: context.clock() })
      // longer than all the SDK's own attempts, which have deadlines of theirs
      const attemptsMs = REQUEST_TIMEOUT_MS * context.retries.sdkAttempts + CONNECT_TIMEOUT_MS
      const deadlineMs = service.deadlineMs ?? attemptsMs
      return context.call({ ...service, deadlineMs, toError }, async (signal) => {
        try {
          return check(await work(client, signal), answer, action)
        } catch (error) {
          const known = toError(error)
          if (renewed || !(known instanceof CollectError) || !isExpired(known)) throw known
          renewed = true
          client.destroy()
          client = connect()
          return check(await work(client, signal), answer, action)
        }
      })
    },
  }
}

function check<T extends z.ZodType>(answer: unknown, schema: T, action: string): z.output<T> {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new CollectError(
    'bad_answer',
    `AWS answered ${action} with something else: ${issue?.path.join('.')}: ${issue?.message}. Check the endpoint`,
  )
}

function isExpired({ vendorCode }: CollectError): boolean {
  return /^(ExpiredToken|RequestExpired)/.test(vendorCode ?? '')
}

/** Every attempt on the wire counts, those of the SDK's own retries too: each may be billed. */
function counted<C extends AwsClient>(
  client: C,
  { paid }: AwsService,
  context: CallContext,
  see: (date: Date) => void,
): C {
  const middleware = (next: (args: unknown) => Promise<{ response?: unknown }>) => async (args: unknown) => {
    if (paid) context.spend()
    else context.count()
    const result = await next(args)
    const date = dateOf(result.response)
    if (date !== undefined) see(date)
    return result
  }
  client.middlewareStack.add(middleware, { step: 'deserialize', name: 'countRequests' })
  return client
}

function dateOf(response: unknown): Date | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined
  const { date } = response.headers as Record<string, string | undefined>
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) ? undefined : new Date(time)
}
