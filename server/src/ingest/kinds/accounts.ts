import { PROVIDERS } from './providers.ts'
import { defineSideKind } from './side-kind.ts'
import { firstReason, oneOf, reason } from './validation.ts'

/** The accounts, subscriptions and projects of an organisation as they are now; every change of it is kept. */
export const accounts = defineSideKind({
  id: 'accounts',
  columns: [
    { name: 'provider', type: 'text', required: true },
    { name: 'account_id', type: 'text', required: true },
    { name: 'name', type: 'text' },
    { name: 'owner', type: 'text' },
    { name: 'org_path', type: 'text' },
    { name: 'billing_account_id', type: 'text' },
    { name: 'status', type: 'text' },
    { name: 'joined_on', type: 'day' },
    { name: 'attributes', type: 'json' },
  ],
  key: ['provider', 'account_id'],
  validate: firstReason([
    reason(`provider not in ${oneOf(PROVIDERS)}`, `'provider ' || provider || ' is not known'`),
  ]),
})
