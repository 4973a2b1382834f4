import type { RecommendationCard } from '@outlay/shared/recommendations'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Load, Skeleton } from '../../../components/ui/states.tsx'
import { formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { useView } from '../../../lib/search-state.ts'
import { listOptions, type RecommendationWithHistory } from '../answers.ts'

/** Others for the same resource, of which only one can be done: the one that counts, and those that do not. */
export function Conflicts({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { conflictsWith, countedSavings, currency } = recommendation
  const query = useQuery({ ...listOptions(), enabled: conflictsWith.length > 0 })
  if (conflictsWith.length === 0) return null
  return (
    <section className="card" aria-label="Overlaps">
      <h2 className="card-title">Overlaps</h2>
      <p className="card-note">
        Only one of these can be done. This one counts {formatMoney(countedSavings, currency)} in the total.
      </p>
      <Load query={query} what="The others" skeleton={<Skeleton height={80} />}>
        {({ data }) => (
          <ul className="plain conflict-list">
            {conflictsWith.map((id) => (
              <Conflict key={id} id={id} card={data.find((card) => card.id === id)} />
            ))}
          </ul>
        )}
      </Load>
    </section>
  )
}

function Conflict({ id, card }: { readonly id: string; readonly card: RecommendationCard | undefined }) {
  const view = useView()
  return (
    <li>
      <Link to="/recommendations/$id" params={{ id }} search={view}>
        {card === undefined ? id : isolate(card.title)}
      </Link>
      {card !== undefined && (
        <p className="row-note">
          saves {formatMoney(card.monthlySavings.expected, card.currency)}, counts{' '}
          {formatMoney(card.countedSavings, card.currency)}
        </p>
      )}
    </li>
  )
}
