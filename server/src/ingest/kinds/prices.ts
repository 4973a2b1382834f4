import { PROVIDERS } from './providers.ts'
import { defineSideKind } from './side-kind.ts'
import { currencyCode, firstReason, oneOf, plausibleTime, reason } from './validation.ts'

/** How a price is paid. `commitment_*`: per unit of use under a reservation or savings plan of that length. */
export const PRICE_MODELS = ['on_demand', 'spot', 'commitment_1y', 'commitment_3y', 'other'] as const

/** Unit prices of SKUs, from the vendors' price lists. Tiered prices have a row a tier. */
export const prices = defineSideKind({
  id: 'prices',
  columns: [
    { name: 'provider', type: 'text', required: true },
    { name: 'sku_id', type: 'text', required: true },
    { name: 'service', type: 'text', required: true },
    { name: 'description', type: 'text' },
    { name: 'region', type: 'text', required: true },
    { name: 'resource_type', type: 'text' },
    { name: 'model', type: 'text', required: true },
    { name: 'unit', type: 'text', required: true },
    { name: 'tier_start', type: 'decimal', required: true },
    { name: 'currency', type: 'text', required: true },
    { name: 'price', type: 'decimal', required: true },
    { name: 'as_of', type: 'day', required: true },
    { name: 'attributes', type: 'json' },
  ],
  key: ['provider', 'sku_id', 'region', 'model', 'unit', 'tier_start', 'currency'],
  validate: firstReason([
    reason(`provider not in ${oneOf(PROVIDERS)}`, `'provider ' || provider || ' is not known'`),
    reason(
      `model not in ${oneOf(PRICE_MODELS)}`,
      `'model ' || model || ' is none of ${PRICE_MODELS.join(', ')}'`,
    ),
    currencyCode('currency'),
    plausibleTime('as_of'),
    reason(`price < 0 or tier_start < 0`, `'price and tier_start must not be negative'`),
  ]),
})
