import { PROVIDERS } from './providers.ts'
import { defineSideKind } from './side-kind.ts'
import { firstReason, oneOf, plausibleTime, reason } from './validation.ts'

/**
 * Coverage and utilisation of commitments as the vendor reckons them. `used`, `unused` and `total` are in `unit`, a
 * currency or e.g. hours. Of coverage they are what was covered, what was paid on demand, and both.
 */
export const commitments = defineSideKind({
  id: 'commitments',
  columns: [
    { name: 'provider', type: 'text', required: true },
    { name: 'billing_account_id', type: 'text', required: true },
    { name: 'start', type: 'day', required: true },
    { name: 'end', type: 'day', required: true },
    { name: 'measure', type: 'text', required: true },
    { name: 'commitment_type', type: 'text', required: true },
    { name: 'commitment_id', type: 'text' },
    { name: 'account_id', type: 'text' },
    { name: 'service', type: 'text' },
    { name: 'region', type: 'text' },
    { name: 'unit', type: 'text', required: true },
    { name: 'used', type: 'decimal' },
    { name: 'unused', type: 'decimal' },
    { name: 'total', type: 'decimal' },
    { name: 'percentage', type: 'double' },
    { name: 'net_savings', type: 'decimal' },
    { name: 'details', type: 'json' },
  ],
  key: [
    'provider',
    'billing_account_id',
    'start',
    'end',
    'measure',
    'commitment_type',
    'commitment_id',
    'account_id',
    'service',
    'region',
    'unit',
  ],
  validate: firstReason([
    reason(`provider not in ${oneOf(PROVIDERS)}`, `'provider ' || provider || ' is not known'`),
    reason(
      `measure not in ('coverage', 'utilization')`,
      `'measure ' || measure || ' is neither coverage nor utilization'`,
    ),
    reason(
      `commitment_type not in ('savings_plan', 'reservation', 'committed_use')`,
      `'commitment_type ' || commitment_type || ' is none of savings_plan, reservation, committed_use'`,
    ),
    plausibleTime('start'),
    reason(`"end" <= "start"`, `'end is not after start'`),
    reason(`percentage < 0`, `'percentage must not be negative'`),
  ]),
})
