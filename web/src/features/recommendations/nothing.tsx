import type { RecommendationCard } from '@outlay/shared/recommendations'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatCount, formatInstant } from '../../lib/format.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { rulesOptions } from './answers.ts'
import { chipsOf, noFilters } from './list-chips.tsx'
import { type ListParams, matching, TO_DO, withLocal } from './list-params.ts'
import { reasonsOf } from './rules/reasons.ts'
import { ReasonsTable } from './rules/reasons-table.tsx'

/** Why no rule ever found anything: no data, no run, or nothing that could be judged. */
export function NothingFound({ ranAt }: { readonly ranAt: string | null }) {
  const { meta } = usePeriod()
  if (meta !== undefined && meta.sources.length === 0) {
    return (
      <EmptyState isPage title="No source yet">
        <p>
          <ViewLink to="/sources">Load a first bill</ViewLink> and what it could do without appears here.
        </p>
      </EmptyState>
    )
  }
  if (ranAt === null) {
    return (
      <EmptyState isPage title="The rules have not run yet">
        <p>They run with the first question after a bill is loaded. Nothing is said of this bill before.</p>
      </EmptyState>
    )
  }
  return <WhySilent ranAt={ranAt} />
}

/** Silence is never "all good": what the rules looked at and why they left it. */
function WhySilent({ ranAt }: { readonly ranAt: string }) {
  const query = useQuery(rulesOptions())
  return (
    <>
      <EmptyState isPage title="The rules found nothing to save">
        <p>
          They ran {formatInstant(ranAt)}. That is no proof that there is no waste:{' '}
          <ViewLink to="/recommendations/rules">see what each rule looked at</ViewLink>.
        </p>
      </EmptyState>
      <section className="card card-flush">
        <Load query={query} what="The reasons" skeleton={<Skeleton height={200} />}>
          {({ data }) => (
            <>
              <div className="card-head">
                <h2 className="card-title">
                  {formatCount(data.length)} rules looked; what they could not judge or left
                </h2>
              </div>
              <ReasonsTable named reasons={reasonsOf(data)} />
            </>
          )}
        </Load>
      </section>
    </>
  )
}

interface NothingHereProps {
  readonly cards: readonly RecommendationCard[]
  readonly params: ListParams
}

/** Nothing of what is there matches, and the way out. */
export function NothingHere({ cards, params }: NothingHereProps) {
  const view = useView()
  const setView = useSetView()
  const last = chipsOf(view).at(-1)
  const elsewhere = matching(cards, params, { anyStatus: true }).length
  if (last === undefined && params.statuses.join() === TO_DO.join()) {
    return (
      <EmptyState title="Nothing waits to be done">
        <p>Everything that was found is applied, snoozed, dismissed or gone from the bill.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={last === undefined ? 'None has this status' : 'No recommendation matches these filters'}
    >
      <p className="state-actions">
        {last !== undefined && (
          <button type="button" className="button" onClick={() => setView(last.without)}>
            Remove “{last.text}”
          </button>
        )}
        {last !== undefined && (
          <button type="button" className="button" onClick={() => setView(noFilters(view))}>
            Clear all filters
          </button>
        )}
        {elsewhere > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => setView(withLocal(view, { status: 'all' }))}
          >
            Show {formatCount(elsewhere)} of other statuses
          </button>
        )}
      </p>
    </EmptyState>
  )
}
