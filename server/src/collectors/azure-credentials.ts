import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth'
import { readSecret, readSecretFile } from '../config/secrets.ts'
import type { AzureSettings } from './azure-settings.ts'
import type { CallContext } from './call-context.ts'

/** A credential whose token can be dropped, for when Azure calls it expired before its time. */
export interface AzureCredential extends TokenCredential {
  drop(): void
}

const EARLY_MS = 120_000

/**
 * The token file of a fake on loopback; else a service principal from the environment (`AZURE_TENANT_ID`,
 * `AZURE_CLIENT_ID`, `AZURE_CLIENT_SECRET` or `AZURE_CLIENT_SECRET_FILE`); else wherever Azure's tools look
 * (DefaultAzureCredential). Nothing is stored.
 */
export async function azureCredential(
  { tokenFile }: Pick<AzureSettings, 'tokenFile'>,
  { env, clock }: Pick<CallContext, 'env' | 'clock'>,
): Promise<AzureCredential> {
  const source = tokenFile === undefined ? await fromEnvironment(env) : fromFile(tokenFile)
  let kept: AccessToken | null = null
  return {
    drop() {
      kept = null
    },
    async getToken(scopes: string | string[], options?: GetTokenOptions) {
      const now = clock().getTime()
      if (kept === null || kept.expiresOnTimestamp < now + EARLY_MS || options?.claims !== undefined)
        kept = await source.getToken(scopes, options)
      // Called expired, so that the SDK keeps no copy of its own that could not be dropped.
      return kept === null ? null : { ...kept, expiresOnTimestamp: 0 }
    },
  }
}

function fromFile(file: string): TokenCredential {
  return {
    getToken: async () => ({
      token: readSecretFile(file, 'tokenFile'),
      expiresOnTimestamp: Number.MAX_SAFE_INTEGER,
    }),
  }
}

async function fromEnvironment(env: CallContext['env']): Promise<TokenCredential> {
  const { ClientSecretCredential, DefaultAzureCredential } = await import('@azure/identity')
  const tenant = env['AZURE_TENANT_ID']
  const client = env['AZURE_CLIENT_ID']
  const secret = readSecret(env, 'AZURE_CLIENT_SECRET')
  return tenant !== undefined && client !== undefined && secret !== undefined
    ? new ClientSecretCredential(tenant, client, secret)
    : new DefaultAzureCredential()
}
