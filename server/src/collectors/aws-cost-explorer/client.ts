import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import type {
  CostExplorerClient,
  CostExplorerClientConfig,
  GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer'
import { z } from 'zod'
import { readSecret, readSecretFile } from '../../config/secrets.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext } from '../collector.ts'
import { withRetries } from '../retry.ts'
import { CostAnswer } from './answer.ts'
import { toCollectError } from './errors.ts'
import type { Settings } from './settings.ts'

const CONNECT_TIMEOUT_MS = 5_000
const REQUEST_TIMEOUT_MS = 60_000

/** Asks one page of costs; retried, counted and checked. Throws CollectError. */
export type AskCosts = (input: GetCostAndUsageCommandInput) => Promise<CostAnswer>

/** The SDK is loaded here and not before: most commands never ask AWS. */
export async function createAsk(config: Settings, context: CollectContext): Promise<AskCosts> {
  // The SDK's own switch for its warning about Node 20, which would be the first line of every run.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const sdk = await import('@aws-sdk/client-cost-explorer')
  const connect = () => counted(new sdk.CostExplorerClient(clientConfig(config, context)), context)
  let client = connect()
  const send = async (input: GetCostAndUsageCommandInput) =>
    client.send(new sdk.GetCostAndUsageCommand(input), { abortSignal: context.signal })
  let renewed = false
  return (input) =>
    withRetries(context, async () => {
      try {
        return check(await send(input))
      } catch (error) {
        const known = toCollectError(error)
        if (renewed || !(known instanceof CollectError) || !isExpired(known)) throw known
        renewed = true
        client = connect()
        return check(await send(input).catch((again) => Promise.reject(toCollectError(again))))
      }
    })
}

function check(answer: unknown): CostAnswer {
  const result = CostAnswer.safeParse(answer)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new CollectError(
    'bad_answer',
    `AWS answered with something else than costs: ${issue?.path.join('.')}: ${issue?.message}. Check the endpoint`,
  )
}

function isExpired({ vendorCode }: CollectError): boolean {
  return vendorCode?.startsWith('ExpiredToken') ?? false
}

function clientConfig(config: Settings, { env, retries }: CollectContext): CostExplorerClientConfig {
  const credentials = credentialsOf(config, env)
  return {
    region: config.region,
    maxAttempts: retries.sdkAttempts,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      socketTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...(config.caFile === undefined
        ? {}
        : { httpsAgent: new Agent({ ca: readAuthorities(config.caFile) }) }),
    },
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    ...(config.profile === undefined ? {} : { profile: config.profile }),
    ...(credentials === undefined ? {} : { credentials }),
  }
}

/** Every attempt on the wire counts, those of the SDK's own retries too: each may be billed. */
function counted(client: CostExplorerClient, context: CollectContext): CostExplorerClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      context.spend()
      return next(args)
    },
    { step: 'deserialize', name: 'countPaidRequests' },
  )
  return client
}

const ProcessCredentials = z.object({
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().optional(),
})

/** Keys of the environment or of `*_FILE`; without them the SDK looks where every AWS tool does. */
function credentialsOf({ tokenFile, profile }: Settings, env: CollectContext['env']) {
  if (tokenFile !== undefined) return fromFile(tokenFile)
  if (profile !== undefined) return undefined
  const accessKeyId = readSecret(env, 'AWS_ACCESS_KEY_ID')
  const secretAccessKey = readSecret(env, 'AWS_SECRET_ACCESS_KEY')
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined
  const sessionToken = readSecret(env, 'AWS_SESSION_TOKEN')
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
}

function fromFile(file: string) {
  const keys = ProcessCredentials.safeParse(parseJson(readSecretFile(file, 'tokenFile')))
  if (!keys.success) {
    throw new CollectError(
      'auth',
      `${file} holds no keys: a JSON object with AccessKeyId and SecretAccessKey is needed`,
    )
  }
  const { AccessKeyId, SecretAccessKey, SessionToken } = keys.data
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readAuthorities(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new CollectError('bad_request', `caFile: ${file} cannot be read`, { cause })
  }
}
