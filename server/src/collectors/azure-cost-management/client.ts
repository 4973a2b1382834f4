import type { ForecastDefinition, QueryDefinition } from '@azure/arm-costmanagement'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { type Arm, checkLink, connectArm } from '../azure-arm.ts'
import { azureErrors } from '../azure-errors.ts'
import type { Api, CallContext } from '../call-context.ts'
import { CollectError } from '../collect-error.ts'
import { TableAnswer } from './answer.ts'
import { pauseAfter } from './quota.ts'
import type { Settings } from './settings.ts'

/** Cost Management of one scope: each call is limited, counted, retried and its answer checked. Throws CollectError. */
export interface CostClient {
  query(definition: QueryDefinition, link: string | null): Promise<TableAnswer>
  forecast(definition: ForecastDefinition): Promise<TableAnswer>
  /** Names of what may be grouped by. */
  dimensions(): Promise<readonly string[]>
  serverTime(): Date | undefined
}

/** Without a name of its own a caller shares the quota of everybody in the tenant who has none either. */
const CLIENT_TYPE = 'outlay'
const NEXT_LINK = 'x-next-link'
const PAGE_ROWS = 5000

/** The SDK is loaded here and not before: most commands never ask Azure. */
export async function connectCosts(config: Settings, context: CallContext): Promise<CostClient> {
  const { CostManagementClient } = await import('@azure/arm-costmanagement')
  const arm = await connectArm(config, context)
  const client = new CostManagementClient(arm.credential, arm.options)
  client.pipeline.addPolicy(followLinks(arm))
  const api = apiOf(config, context)
  let pauseMs = 0
  const ask = async <T>(work: (options: CallOptions) => Promise<T>, link: string | null): Promise<T> => {
    if (pauseMs > 0) await context.sleep(pauseMs, context.signal)
    return arm.call(api, (signal) =>
      work({
        abortSignal: signal,
        requestOptions: {
          customHeaders: { ClientType: CLIENT_TYPE, ...(link === null ? {} : { [NEXT_LINK]: link }) },
        },
        onResponse: ({ headers }) => {
          pauseMs = pauseAfter(headers.toJSON())
        },
      }),
    )
  }
  const { scope } = config
  return {
    serverTime: arm.serverTime,
    query: async (definition, link) =>
      check(await ask((options) => client.query.usage(scope, definition, options), link)),
    forecast: async (definition) =>
      check(await ask((options) => client.forecast.usage(scope, definition, options), null)),
    dimensions: () =>
      ask(async (options) => {
        const found: string[] = []
        for await (const { category } of client.dimensions.list(scope, options))
          if (category !== undefined) found.push(category)
        return found
      }, null),
  }
}

interface CallOptions {
  readonly abortSignal: AbortSignal
  readonly requestOptions: { readonly customHeaders: Record<string, string> }
  readonly onResponse: (response: { readonly headers: { toJSON(): Record<string, string> } }) => void
}

/** One question at a time: how fast they may follow each other is what each answer's quota headers say. */
function apiOf({ scope }: Settings, context: CallContext): Api {
  return {
    name: 'Azure Cost Management',
    concurrency: 1,
    deadlineMs: 60_000,
    toError: azureErrors(`Cost Management Reader on ${scope}`, context),
  }
}

/**
 * The SDK cannot page these answers: a link to the next page must be POSTed with the body of the first question, as it
 * stands, and the size of a page has no option.
 */
function followLinks(arm: Arm): PipelinePolicy {
  return {
    name: 'followLinks',
    sendRequest(request, next) {
      const link = request.headers.get(NEXT_LINK)
      request.headers.delete(NEXT_LINK)
      if (link !== undefined) request.url = checkLink(link, arm)
      else if (/\/providers\/Microsoft\.CostManagement\/query\?/.test(request.url))
        request.url += `&$top=${PAGE_ROWS}`
      return next(request)
    },
  }
}

function check(answer: unknown): TableAnswer {
  const result = TableAnswer.safeParse(answer)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new CollectError(
    'bad_answer',
    `Azure answered with something else than a table: ${issue?.path.join('.')}: ${issue?.message}. Check the endpoint`,
  )
}
