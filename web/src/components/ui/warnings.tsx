import type { DataWarning } from '@outlay/shared/api'
import { formatMoneyExact } from '../../lib/format.ts'
import { useSetView } from '../../lib/search-state.ts'
import { Icon } from './icon.tsx'

interface WarningsProps {
  readonly warnings: readonly DataWarning[]
  readonly currency: string
}

/** Faults of the data under a figure, each with what it costs and the way out where there is one. */
export function Warnings({ warnings, currency }: WarningsProps) {
  const setView = useSetView()
  if (warnings.length === 0) return null
  return warnings.map((warning) => (
    <div key={`${warning.code} ${warning.message}`} className="banner banner-warning" role="status">
      <Icon name="warning" />
      <p>
        {warning.message}
        {warning.amount !== undefined && !warning.message.includes(warning.amount) && (
          <> Amount: {formatMoneyExact(warning.amount, currency)}.</>
        )}
      </p>
      {warning.code === 'effective_cost_missing' && (
        <button type="button" className="button small" onClick={() => setView({ metric: 'billed' })}>
          Show billed cost
        </button>
      )}
    </div>
  ))
}
