import { z } from 'zod'
import { azureSettings } from '../azure-settings.ts'

export const settings = z.strictObject({
  /** Subscription ids; without any, all that the identity sees. */
  subscriptions: z.array(z.guid()).default([]),
  metrics: z.boolean().default(true),
  inventory: z.boolean().default(true),
  advice: z.boolean().default(true),
  accounts: z.boolean().default(true),
  ...azureSettings,
})
export type Settings = z.output<typeof settings>
