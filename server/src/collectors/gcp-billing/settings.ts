import { z } from 'zod'
import { gcpBillingAccount, gcpConnection } from '../gcp-settings.ts'

export const settings = z.strictObject({
  /** Only this billing account; all that the credentials see without it. */
  billingAccount: gcpBillingAccount.optional(),
  /** Services whose list prices are kept, as the catalog names them. */
  priceServices: z
    .array(z.string().min(1))
    .default(['Compute Engine', 'Cloud Storage', 'Cloud SQL', 'Vertex AI', 'BigQuery', 'Cloud Run']),
  priceCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency code has three capital letters')
    .default('USD'),
  ...gcpConnection,
})
export type Settings = z.output<typeof settings>
