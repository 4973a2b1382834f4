import type { PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline'
import { type Arm, checkLink, connectArm } from '../azure-arm.ts'
import { azureErrors } from '../azure-errors.ts'
import type { Api, CallContext } from '../call-context.ts'
import { CollectError } from '../collect-error.ts'
import type { Settings } from './settings.ts'

/** What every part of this source asks with. */
export interface Estate {
  readonly arm: Arm
  /** One question to the API of this name, with what to grant where it refuses. */
  ask<T>(api: EstateApi, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export type EstateApi = keyof typeof APIS

/** Azure Resource Manager lets a subscription be read 12,000 times an hour; a few at a time stay far below. */
const APIS = {
  'Azure Monitor': { concurrency: 4, role: 'Monitoring Reader on the subscription' },
  'Azure Resource Manager': { concurrency: 2, role: 'Reader on the subscription' },
  'Azure Advisor': { concurrency: 1, role: 'Reader on the subscription' },
  'Azure management groups': { concurrency: 1, role: 'Management Group Reader on the root group' },
} as const

export async function connectEstate(config: Settings, context: CallContext): Promise<Estate> {
  const arm = await connectArm(config, context)
  return {
    arm,
    ask(name, work) {
      const { concurrency, role } = APIS[name]
      const api: Api = { name, concurrency, deadlineMs: 60_000, toError: azureErrors(role, context) }
      return arm.call(api, work)
    },
  }
}

/** A client of any of the SDKs: its pipeline signs what goes out. */
interface ArmClient {
  readonly pipeline: { addPolicy(policy: PipelinePolicy): void }
  sendRequest(request: PipelineRequest): Promise<PipelineResponse>
}

/** A paged list of one of the SDKs; each keeps the links to next pages in a memory of its own. */
interface Paged<T> {
  list(signal: AbortSignal): {
    byPage(settings?: { continuationToken?: string }): AsyncIterator<readonly T[]>
  }
  getContinuationToken(page: unknown): string | undefined
}

/** All items of a paged list, each page a question of its own, so that one that fails is asked again alone. */
export async function allPages<T>(
  { arm, ask }: Estate,
  api: EstateApi,
  { list, getContinuationToken }: Paged<T>,
): Promise<T[]> {
  const items: T[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page: unknown = await ask(api, async (signal) => {
      const pages = list(signal).byPage(token === undefined ? {} : { continuationToken: token })
      return (await pages.next()).value
    })
    if (!Array.isArray(page)) break
    items.push(...(page as T[]))
    const next = getContinuationToken(page)
    token = next === undefined || next === '' ? undefined : onceOnly(checkLink(next, arm), seen)
  } while (token !== undefined)
  return items
}

/** The items of a list that no SDK here knows, through a client's own pipeline. `path` begins with a slash. */
export async function listArm(estate: Estate, client: ArmClient, path: string): Promise<unknown[]> {
  const { createPipelineRequest, RestError } = await import('@azure/core-rest-pipeline')
  const items: unknown[] = []
  const seen = new Set<string>()
  let url: string | undefined = `${estate.arm.options.endpoint}${path}`
  while (url !== undefined) {
    const asked: string = url
    const page = await estate.ask('Azure Resource Manager', async (abortSignal) => {
      const request = createPipelineRequest({ url: asked, abortSignal })
      const response = await client.sendRequest(request)
      const body = parse(response.bodyAsText ?? '')
      if (response.status === 200) return body
      const { code = `HTTP ${response.status}`, message = 'no reason given' } = errorOf(body)
      throw new RestError(message, { code, statusCode: response.status, request, response })
    })
    items.push(...(Array.isArray(page['value']) ? (page['value'] as unknown[]) : []))
    const next = page['nextLink']
    url = typeof next === 'string' && next !== '' ? onceOnly(checkLink(next, estate.arm), seen) : undefined
  }
  return items
}

function onceOnly(link: string, seen: Set<string>): string {
  if (seen.has(link)) throw new CollectError('stale_pages', 'Azure sent the same link to a next page twice')
  seen.add(link)
  return link
}

function parse(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function errorOf(body: Readonly<Record<string, unknown>>): { code?: string; message?: string } {
  const { error } = body
  return typeof error === 'object' && error !== null ? error : {}
}
