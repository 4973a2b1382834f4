import type { RecommendationCard } from '@outlay/shared/recommendations'
import { AssignMenu, DismissMenu, SnoozeMenu } from './action-menus.tsx'
import type { StatusPatch } from './undo-steps.ts'

interface ActionsProps {
  /** What is acted on. */
  readonly cards: readonly RecommendationCard[]
  readonly today: string
  /** Names that were given before, offered again. */
  readonly people: readonly string[]
  readonly busy: boolean
  readonly onChange: (patch: StatusPatch, says: string) => void
}

/** What can be done with one recommendation or with several. */
export function Actions({ cards, busy, onChange, ...rest }: ActionsProps) {
  const [first] = cards
  const currency = cards.every((card) => card.currency === first?.currency) ? (first?.currency ?? null) : null
  const is = (...statuses: readonly string[]) => cards.every(({ status }) => statuses.includes(status))
  return (
    <div className="actions" inert={busy}>
      <button
        type="button"
        className="button small primary"
        disabled={is('accepted')}
        onClick={() => onChange({ status: 'accepted' }, 'accepted')}
      >
        Accept
      </button>
      <button
        type="button"
        className="button small"
        disabled={is('in_progress')}
        onClick={() => onChange({ status: 'in_progress' }, 'in progress')}
      >
        In progress
      </button>
      <AssignMenu onChange={onChange} {...rest} />
      <SnoozeMenu onChange={onChange} currency={currency} {...rest} />
      <DismissMenu onChange={onChange} />
      <button
        type="button"
        className="button small"
        disabled={is('applied', 'verified')}
        onClick={() => onChange({ status: 'applied' }, 'marked as applied')}
      >
        Mark applied
      </button>
      {!is('open') && (
        <button
          type="button"
          className="button small"
          onClick={() => onChange({ status: 'open' }, 'opened again')}
        >
          Reopen
        </button>
      )}
    </div>
  )
}
