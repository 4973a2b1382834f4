import { PROVIDERS } from './providers.ts'
import { defineSideKind } from './side-kind.ts'
import { currencyCode, firstReason, oneOf, plausibleTime, reason } from './validation.ts'

/** What a vendor expects, to hold beside our own forecast. `start` inclusive, `end` exclusive. */
export const forecasts = defineSideKind({
  id: 'forecasts',
  columns: [
    { name: 'provider', type: 'text', required: true },
    { name: 'billing_account_id', type: 'text', required: true },
    { name: 'metric', type: 'text', required: true },
    { name: 'start', type: 'day', required: true },
    { name: 'end', type: 'day', required: true },
    { name: 'currency', type: 'text', required: true },
    { name: 'mean', type: 'decimal', required: true },
    { name: 'low', type: 'decimal' },
    { name: 'high', type: 'decimal' },
    { name: 'as_of', type: 'day', required: true },
  ],
  key: ['provider', 'billing_account_id', 'metric', 'start', 'end', 'currency'],
  validate: firstReason([
    reason(`provider not in ${oneOf(PROVIDERS)}`, `'provider ' || provider || ' is not known'`),
    reason(
      `metric not in ('billed', 'effective')`,
      `'metric ' || metric || ' is neither billed nor effective'`,
    ),
    currencyCode('currency'),
    plausibleTime('start'),
    reason(`"end" <= "start"`, `'end is not after start'`),
    reason(`low > mean or high < mean`, `'mean is not between low and high'`),
  ]),
})
