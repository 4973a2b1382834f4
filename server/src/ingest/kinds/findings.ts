import { PROVIDERS } from './providers.ts'
import { defineSideKind } from './side-kind.ts'
import { firstReason, oneOf, reason } from './validation.ts'

/** What the vendors' own advisers say: evidence for our recommendations, never one of them. */
export const findings = defineSideKind({
  id: 'findings',
  columns: [
    { name: 'provider', type: 'text', required: true },
    { name: 'advisor', type: 'text', required: true },
    { name: 'finding_id', type: 'text', required: true },
    { name: 'finding_type', type: 'text', required: true },
    { name: 'title', type: 'text' },
    { name: 'account_id', type: 'text' },
    { name: 'service', type: 'text' },
    { name: 'region', type: 'text' },
    { name: 'resource_id', type: 'text' },
    { name: 'state', type: 'text' },
    { name: 'currency', type: 'text' },
    { name: 'monthly_cost', type: 'decimal' },
    { name: 'monthly_savings', type: 'decimal' },
    { name: 'generated_at', type: 'time' },
    { name: 'details', type: 'json' },
  ],
  key: ['provider', 'advisor', 'finding_id'],
  validate: firstReason([
    reason(`provider not in ${oneOf(PROVIDERS)}`, `'provider ' || provider || ' is not known'`),
    reason(`monthly_savings is not null and currency is null`, `'monthly_savings has no currency'`),
  ]),
})
