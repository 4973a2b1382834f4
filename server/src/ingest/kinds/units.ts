import { defineSideKind } from './side-kind.ts'
import { firstReason, plausibleTime, reason } from './validation.ts'

/** Business volumes by which costs are divided: orders, requests, active customers. */
export const units = defineSideKind({
  id: 'units',
  columns: [
    { name: 'day', type: 'day', required: true },
    { name: 'unit', type: 'text', required: true },
    { name: 'team', type: 'text' },
    { name: 'quantity', type: 'decimal', required: true },
  ],
  key: ['day', 'unit', 'team'],
  validate: firstReason([plausibleTime('day'), reason(`quantity < 0`, `'quantity must not be negative'`)]),
})
