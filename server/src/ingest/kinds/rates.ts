import { defineSideKind } from './side-kind.ts'
import { currencyCode, firstReason, plausibleTime, reason } from './validation.ts'

/** Exchange rates: one unit of `from` is worth `rate` units of `to` on that day. */
export const rates = defineSideKind({
  id: 'rates',
  columns: [
    { name: 'day', type: 'day', required: true },
    { name: 'from', type: 'text', required: true },
    { name: 'to', type: 'text', required: true },
    { name: 'rate', type: 'decimal', required: true },
  ],
  key: ['day', 'from', 'to'],
  validate: firstReason([
    plausibleTime('day'),
    currencyCode('from'),
    currencyCode('to'),
    reason(`"from" = "to"`, `'from and to are the same currency'`),
    reason(`rate <= 0`, `'rate must be above 0'`),
  ]),
})
