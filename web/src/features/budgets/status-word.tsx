import './status-word.css'
import type { BudgetStatus } from '@outlay/shared/budgets'
import { STATUS } from './words.ts'

/** Colour, sign and word, so that none of them has to be seen. */
export function StatusWord({ status }: { readonly status: BudgetStatus }) {
  return (
    <span className={`budget-status is-${status}`}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path d={SIGNS[status]} />
      </svg>
      {STATUS[status]}
    </span>
  )
}

const SIGNS: Readonly<Record<BudgetStatus, string>> = {
  on_track: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1z',
  at_risk: 'M6 0l6 11H0z',
  over: 'M1 1h10v10H1z',
  unknown: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
}
