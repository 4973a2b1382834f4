import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../lib/format.ts'
import { previewOptions } from '../answers.ts'
import { type Draft, toInput } from './draft.ts'

interface AmountProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
}

/** The amount, with suggestions from what the scope has cost. */
export function AmountField({ draft, change }: AmountProps) {
  const { currency } = draft.rest
  const { data } = useQuery(previewOptions({ ...toInput(draft), amount: null }))
  return (
    <div className="field">
      <label className="field-label" htmlFor="budget-amount">
        Amount a {draft.period}, {currency}
      </label>
      <input
        id="budget-amount"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={draft.amount}
        onChange={({ target }) => change({ amount: target.value })}
      />
      <ul className="budget-suggestions" aria-label="Suggested amounts">
        {(data?.data.suggestions ?? []).map(({ amount, how }) => (
          <li key={how}>
            <button type="button" className="button small" onClick={() => change({ amount })}>
              {formatMoney(amount, currency)}
              <span className="muted"> {how}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
