import type { AuthClient } from 'google-auth-library'
import { readSecret, readSecretFile } from '../config/secrets.ts'
import type { GcpConnection } from './gcp-settings.ts'

/** What every Google API accepts; what it allows is decided by the roles that are granted. */
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform']

/**
 * An access token of the environment or of its `*_FILE`, else what every Google tool finds: the file that
 * GOOGLE_APPLICATION_CREDENTIALS names, `gcloud auth application-default login`, the machine's or the workload's own
 * identity. Throws google-auth-library's error when there is nothing, AppError BAD_CONFIG for a file that cannot be read.
 */
export async function gcpCredentials(
  { tokenFile }: GcpConnection,
  env: Readonly<Record<string, string | undefined>>,
): Promise<AuthClient> {
  const { GoogleAuth, OAuth2Client } = await import('google-auth-library')
  const token =
    tokenFile === undefined
      ? readSecret(env, 'GOOGLE_OAUTH_ACCESS_TOKEN')
      : readSecretFile(tokenFile, 'tokenFile')
  if (token === undefined) return new GoogleAuth({ scopes: SCOPES }).getClient()
  const client = new OAuth2Client()
  client.setCredentials({ access_token: token })
  return client
}
