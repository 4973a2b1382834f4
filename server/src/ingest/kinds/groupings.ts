import { PROVIDERS } from './providers.ts'
import { defineSideKind } from './side-kind.ts'
import { currencyCode, firstReason, oneOf, plausibleTime, reason } from './validation.ts'

/**
 * Costs by two dimensions that the lines of the same source lack. Side tables: they answer for those dimensions alone
 * and are never added to anything.
 */
export const groupings = defineSideKind({
  id: 'groupings',
  columns: [
    { name: 'provider', type: 'text', required: true },
    { name: 'billing_account_id', type: 'text', required: true },
    { name: 'day', type: 'day', required: true },
    { name: 'dimension_1', type: 'text', required: true },
    { name: 'value_1', type: 'text' },
    { name: 'dimension_2', type: 'text', required: true },
    { name: 'value_2', type: 'text' },
    { name: 'currency', type: 'text', required: true },
    { name: 'billed', type: 'decimal' },
    { name: 'effective', type: 'decimal' },
    { name: 'quantity', type: 'decimal' },
    { name: 'unit', type: 'text' },
  ],
  key: [
    'provider',
    'billing_account_id',
    'day',
    'dimension_1',
    'value_1',
    'dimension_2',
    'value_2',
    'currency',
  ],
  validate: firstReason([
    reason(`provider not in ${oneOf(PROVIDERS)}`, `'provider ' || provider || ' is not known'`),
    currencyCode('currency'),
    plausibleTime('day'),
    reason(`billed is null and effective is null`, `'neither billed nor effective is there'`),
  ]),
})
