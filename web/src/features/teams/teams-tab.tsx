import type { AllocationSummary } from '@outlay/shared/allocation'
import { lazy, Suspense, useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { Skeleton } from '../../components/ui/states.tsx'
import { pagePart } from '../../lib/page-part.ts'
import { useView } from '../../lib/search-state.ts'
import { basisQuery } from './answers.ts'
import { BuyersCard } from './buyers-card.tsx'
import { TeamBars } from './team-bars.tsx'
import { TeamsTable } from './teams-table.tsx'

/** Waits until someone asks: a flow says little that the bars do not. */
const FlowFigure = lazy(async () => ({
  default: (await pagePart(import('./flow/flow-figure.tsx'))).FlowFigure,
}))

/** The scorecard: what each team bears, as bars, as a flow for the asking, and as the table of all. */
export function TeamsTab({ summary }: { readonly summary: AllocationSummary }) {
  const view = useView()
  const query = basisQuery(view, summary)
  const [flow, setFlow] = useState(false)
  return (
    <>
      <section className="card card-flush">
        <div className="card-head">
          <h2 className="card-title">Showback</h2>
          <p className="card-actions">
            <button
              type="button"
              className="button small"
              aria-pressed={flow}
              onClick={() => setFlow((shown) => !shown)}
            >
              Show the flow
            </button>
            {(['csv', 'xlsx'] as const).map((format) => (
              <a
                key={format}
                className="button small"
                href={`/api/v1/allocation/export?${query}&format=${format}`}
              >
                <Icon name="download" size={14} /> {format.toUpperCase()}
              </a>
            ))}
          </p>
        </div>
        {flow && (
          <Suspense fallback={<Skeleton height={360} />}>
            <FlowFigure summary={summary} />
          </Suspense>
        )}
        <TeamBars summary={summary} />
        <TeamsTable summary={summary} />
      </section>
      {summary.commitments.length > 0 && <BuyersCard summary={summary} />}
    </>
  )
}
