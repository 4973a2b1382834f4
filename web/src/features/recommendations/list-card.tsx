import type { RecommendationCard } from '@outlay/shared/recommendations'
import { CopyButton } from '../../components/ui/states.tsx'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { Actions } from './actions.tsx'
import { type ListParams, withLocal } from './list-params.ts'
import { ListTable } from './list-table.tsx'
import { type CurrencySum, sumsOf } from './order.ts'
import type { StatusPatch } from './undo-steps.ts'
import type { Changes } from './use-changes.tsx'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'

interface ListCardProps {
  /** Those of the list, in order. */
  readonly cards: readonly RecommendationCard[]
  readonly params: ListParams
  readonly people: readonly string[]
  readonly today: string
  readonly changes: Changes
}

/** The list with what it sums to, and what can be done with those selected. */
export function ListCard({ cards, params, people, today, changes }: ListCardProps) {
  const selection = useSelection(cards)
  const apply = (on: readonly RecommendationCard[], patch: StatusPatch, says: string) => {
    changes.change(
      on,
      patch,
      on.length === 1 ? `1 recommendation ${says}` : `${on.length} recommendations ${says}`,
    )
    selection.clear()
  }
  useRowKeys({ cards, selection, apply, undo: changes.undo })
  return (
    <section className="card card-flush recs-card" aria-label="List">
      {selection.cards.length > 0 ? (
        <div className="card-head bulk-bar">
          <p className="strong">
            {formatCount(selection.cards.length)} selected:{' '}
            {sumsOf(selection.cards).map(likelyText).join(' + ')} a month{' '}
            <button type="button" className="link-button" onClick={selection.clear}>
              Clear
            </button>
          </p>
          <Actions
            cards={selection.cards}
            today={today}
            people={people}
            busy={changes.busy}
            onChange={(patch, says) => apply(selection.cards, patch, says)}
          />
        </div>
      ) : (
        <ListHead cards={cards} />
      )}
      <ListTable cards={cards} order={params.order} today={today} selection={selection} />
    </section>
  )
}

function ListHead({ cards }: { readonly cards: readonly RecommendationCard[] }) {
  const view = useView()
  const setView = useSetView()
  const quick = { effort: 'S', risk: 'low', min: '100' }
  const isQuick = Object.entries(quick).every(([key, value]) => view.local[key] === value)
  return (
    <div className="card-head">
      <h2 className="card-title">
        {formatCount(cards.length)} {cards.length === 1 ? 'recommendation' : 'recommendations'}
        {cards.length > 0 && (
          <span className="muted">
            {' '}
            · {sumsOf(cards).map(likelyText).join(' + ')} a month expected, overlaps once
          </span>
        )}
      </h2>
      <div className="card-actions">
        <button
          type="button"
          className="button small"
          aria-pressed={isQuick}
          title="Small effort, low risk, at least 100 a month"
          onClick={() => setView(withLocal(view, isQuick ? { effort: null, risk: null, min: null } : quick))}
        >
          Quick wins
        </button>
        <CopyButton text={location.href} className="button small">
          Copy link
        </CopyButton>
      </div>
    </div>
  )
}

function likelyText({ likely, currency }: CurrencySum): string {
  return formatMoney(likely, currency)
}
