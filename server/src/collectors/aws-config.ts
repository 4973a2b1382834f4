import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { type AwsKeys, awsKeys } from './aws-credentials.ts'
import type { AwsConnection } from './aws-settings.ts'
import type { CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'

export const CONNECT_TIMEOUT_MS = 5_000
export const REQUEST_TIMEOUT_MS = 60_000

const nothing = () => undefined
/** The SDK warns on the terminal where keys stand in the environment beside a profile, which is how roles are reached. */
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

/** What every client of the SDK takes. */
export interface AwsClientConfig {
  readonly region: string
  readonly maxAttempts: number
  readonly requestHandler: object
  readonly endpoint?: string
  readonly profile?: string
  readonly logger?: typeof SILENT
  readonly credentials?: AwsKeys
}

/** Throws CollectError for keys or authorities that cannot be read. */
export function clientConfig(connection: AwsConnection, { env, retries }: CallContext): AwsClientConfig {
  const { region, endpoint, profile, caFile } = connection
  const credentials = awsKeys(connection, env)
  return {
    region,
    maxAttempts: retries.sdkAttempts,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      socketTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...(caFile === undefined ? {} : { httpsAgent: new Agent({ ca: readAuthorities(caFile) }) }),
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile, logger: SILENT }),
    ...(credentials === undefined ? {} : { credentials }),
  }
}

function readAuthorities(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new CollectError('bad_request', `caFile: ${file} cannot be read`, { cause })
  }
}
