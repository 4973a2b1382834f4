import { readFileSync } from 'node:fs'
import type { TokenCredential } from '@azure/core-auth'
import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline'
import { azureCredential } from './azure-credentials.ts'
import type { AzureSettings } from './azure-settings.ts'
import type { Api, CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'

/** How a source asks Azure Resource Manager: what every client of its SDKs is made with, and how each is called. */
export interface Arm {
  readonly credential: TokenCredential
  readonly options: ArmOptions
  /** As `CallContext.call`; a token that Azure calls expired is renewed once. */
  call<T>(api: Api, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** The Date of the last answer. */
  serverTime(): Date | undefined
}

/** The part of the SDKs' client options that they all share. */
export interface ArmOptions {
  readonly endpoint: string
  readonly credentialScopes: string[]
  readonly tlsOptions?: { ca: Buffer }
  readonly retryOptions: { maxRetries: number }
  readonly additionalPolicies: { policy: PipelinePolicy; position: 'perRetry' }[]
}

export const PUBLIC_CLOUD = 'https://management.azure.com'

/** Clouds whose tokens are for their own address; a proxy's or fake's are for the public cloud. */
const SOVEREIGN = ['management.usgovcloudapi.net', 'management.chinacloudapi.cn']

/** The SDKs' own retries are off: they do not know the headers in which Cost Management says how long to wait. */
export async function connectArm(settings: AzureSettings, context: CallContext): Promise<Arm> {
  const credential = await azureCredential(settings, context)
  const endpoint = (settings.endpoint ?? PUBLIC_CLOUD).replace(/\/+$/, '')
  let seen: Date | undefined
  const see = (date: Date) => {
    seen = date
  }
  const audience = SOVEREIGN.includes(new URL(endpoint).hostname) ? endpoint : PUBLIC_CLOUD
  return {
    credential,
    options: {
      endpoint,
      credentialScopes: [`${audience}/.default`],
      ...(settings.caFile === undefined ? {} : { tlsOptions: { ca: readAuthorities(settings.caFile) } }),
      retryOptions: { maxRetries: 0 },
      additionalPolicies: [
        { policy: watchRequests(context, see), position: 'perRetry' },
        { policy: onlyJson, position: 'perRetry' },
      ],
    },
    serverTime: () => seen,
    async call(api, work) {
      try {
        return await context.call(api, work)
      } catch (error) {
        if (!isExpired(error)) throw error
        credential.drop()
        return await context.call(api, work)
      }
    },
  }
}

/** Throws CollectError for a link to another host: the token must not go there. */
export function checkLink(link: string, { options }: Pick<Arm, 'options'>): string {
  const host = URL.canParse(link) ? new URL(link).host : link
  if (host !== new URL(options.endpoint).host) {
    throw new CollectError(
      'bad_answer',
      `Azure's link to the next page leads to ${host}, which was not asked. Check the endpoint and any proxy`,
    )
  }
  return link
}

export function readAuthorities(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new CollectError('bad_request', `caFile: ${file} cannot be read`, { cause })
  }
}

/** Counts every request on the wire and tells the Date of each answer. */
function watchRequests({ count }: Pick<CallContext, 'count'>, see: (date: Date) => void): PipelinePolicy {
  return {
    name: 'watchRequests',
    async sendRequest(request, next) {
      count()
      const response = await next(request)
      const time = Date.parse(response.headers.get('date') ?? '')
      if (!Number.isNaN(time)) see(new Date(time))
      return response
    },
  }
}

const onlyJson: PipelinePolicy = {
  name: 'onlyJson',
  async sendRequest(request, next) {
    const response = await next(request)
    checkJson(response)
    return response
  },
}

/** The SDK takes an answer that is no JSON for an empty one, and a sign-in page of a proxy for no costs. */
function checkJson({ status, headers, bodyAsText }: PipelineResponse): void {
  if (status !== 200 || bodyAsText === null || bodyAsText === undefined || bodyAsText === '') return
  const type = headers.get('content-type') ?? 'no type'
  if (!/\bjson\b/i.test(type)) {
    throw new CollectError(
      'bad_answer',
      `the answer is ${type} and no JSON. Check the endpoint and any proxy`,
    )
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof CollectError && error.vendorCode?.startsWith('ExpiredAuthenticationToken') === true
}
