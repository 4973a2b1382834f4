import { z } from 'zod'
import { readSecret, readSecretFile } from '../config/secrets.ts'
import type { AwsConnection } from './aws-settings.ts'
import { CollectError } from './collect-error.ts'

export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

const ProcessCredentials = z.object({
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().optional(),
})

/**
 * Keys of the environment or of `*_FILE`; undefined lets the SDK look where every AWS tool does. Throws CollectError
 * `auth` for a token file without keys, AppError BAD_CONFIG for one that cannot be read.
 */
export function awsKeys(
  { tokenFile, profile }: AwsConnection,
  env: Readonly<Record<string, string | undefined>>,
): AwsKeys | undefined {
  if (tokenFile !== undefined) return fromFile(tokenFile)
  if (profile !== undefined) return undefined
  const accessKeyId = readSecret(env, 'AWS_ACCESS_KEY_ID')
  const secretAccessKey = readSecret(env, 'AWS_SECRET_ACCESS_KEY')
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined
  const sessionToken = readSecret(env, 'AWS_SESSION_TOKEN')
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
}

function fromFile(file: string): AwsKeys {
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
