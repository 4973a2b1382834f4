import { z } from 'zod'
import { accountId } from '../../focus/account-id.ts'
import { azureScope, azureSettings, billingAccountOf, subscriptionOf } from '../azure-settings.ts'

export const settings = z.strictObject({
  /** What to ask for: one source a scope. */
  scope: azureScope,
  /** Id under which the costs stand, where the scope does not tell the billing account. */
  billingAccount: z.string().min(1).optional(),
  billingAccountName: z.string().min(1).optional(),
  /** Tag keys of which a side table is kept: costs by tag and service. */
  tags: z.array(z.string().min(1)).max(10).default([]),
  ...azureSettings,
})
export type Settings = z.output<typeof settings>

/** As an export of the same scope names it, so that the two are recognised as one account. */
export function billingAccount({ billingAccount: given, scope }: Settings, source: string): string {
  const id = given ?? billingAccountOf(scope) ?? subscriptionOf(scope)
  return id === null ? source : accountId('azure', id)
}
