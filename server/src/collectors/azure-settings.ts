import { z } from 'zod'
import { accountId } from '../focus/account-id.ts'

/** Settings that every source of Azure Resource Manager takes. */
export const azureSettings = {
  /** Another address than Azure's public cloud: a sovereign cloud, a proxy, a fake. The SDK sends no token without TLS. */
  endpoint: z
    .url({ protocol: /^https$/, error: 'an https address: no token goes out without TLS' })
    .optional(),
  /** Certificate authorities (PEM) to trust for the endpoint instead of the system's. */
  caFile: z.string().optional(),
  /** An access token as it stands, for an endpoint on loopback. */
  tokenFile: z.string().optional(),
}

const settings = z.object(azureSettings)
export type AzureSettings = z.output<typeof settings>

/** A subscription, resource group, management group, billing account or profile, without slash in front. */
export const azureScope = z
  .string()
  .transform((text) => text.replace(/^\/+|\/+$/g, ''))
  .refine((text) => SCOPES.some((pattern) => pattern.test(text)), {
    error:
      'a scope such as subscriptions/<id>, providers/Microsoft.Management/managementGroups/<id> or providers/Microsoft.Billing/billingAccounts/<id>',
  })

const SCOPES = [
  /^subscriptions\/[0-9a-f-]{36}(\/resourceGroups\/[^/]+)?$/i,
  /^providers\/Microsoft\.Management\/managementGroups\/[^/]+$/i,
  /^providers\/Microsoft\.Billing\/billingAccounts\/[^/]+(\/(billingProfiles|departments|enrollmentAccounts|customers)\/[^/]+(\/invoiceSections\/[^/]+)?)?$/i,
]

/** The subscription of a scope that lies within one, else null. */
export function subscriptionOf(scope: string): string | null {
  return /^subscriptions\/([^/]+)/i.exec(scope)?.[1]?.toLowerCase() ?? null
}

/** The billing account (or profile, which is the account of its bill) of a scope that lies within one, else null. */
export function billingAccountOf(scope: string): string | null {
  return /^providers\/Microsoft\.Billing\/billingAccounts\//i.test(scope) ? accountId('azure', scope) : null
}
