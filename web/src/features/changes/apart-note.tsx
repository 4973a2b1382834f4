import type { Apart } from '@outlay/shared/changes'
import { formatMoneyExact } from '../../lib/format.ts'

/** On the first days of a month usage alone is compared; here is what was left out, so that nothing is hidden. */
export function ApartNote({ apart, currency }: { readonly apart: Apart | null; readonly currency: string }) {
  if (apart === null) return null
  return (
    <div className="banner" role="note">
      <p>
        The first days of a month are mostly fees, support and subscriptions, so usage alone is compared.
        Apart from it stand <data value={apart.cost}>{formatMoneyExact(apart.cost, currency)}</data> of other
        charges, before{' '}
        <data value={apart.previousCost}>{formatMoneyExact(apart.previousCost, currency)}</data>
        {apart.lines.length > 0 && (
          <>
            {' '}
            (
            {apart.lines
              .map(
                ({ chargeCategory, chargeFrequency, cost }) =>
                  `${[chargeFrequency, chargeCategory].filter((word) => word !== null).join(' ')} ${formatMoneyExact(cost, currency)}`,
              )
              .join(', ')}
            )
          </>
        )}
        .
      </p>
    </div>
  )
}
