import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { withoutUnknownPast } from './comparable.ts'
import { Rail } from './rail.tsx'
import { Results } from './results.tsx'
import { tableQuestion } from './table-question.ts'

/** Any question of cost: by what, over which days, in which money; as chart, table and file. */
export function ExplorerPage() {
  useTitle('Explorer')
  const view = useView()
  const { range, known, meta } = usePeriod()
  const [railOpen, setRailOpen] = useState(false)
  const table = useQuery({ ...costsOptions(costsQuery(view, range, tableQuestion(view))), enabled: known })
  return (
    <div className={`explorer ${railOpen ? 'rail-open' : ''}`}>
      <button
        type="button"
        className="button rail-toggle"
        aria-expanded={railOpen}
        onClick={() => setRailOpen(!railOpen)}
      >
        <Icon name="filter" /> Question and filters
      </button>
      <Rail meta={meta} range={range} />
      <div className="explorer-main" data-highlight-scope="">
        <Load isPage query={table} what="The costs" skeleton={<ExplorerSkeleton />}>
          {(answer) => <Results answer={withoutUnknownPast(answer, meta?.dataFrom ?? null)} />}
        </Load>
      </div>
    </div>
  )
}

function ExplorerSkeleton() {
  return (
    <>
      <Skeleton height={34} width="60%" />
      <Skeleton height={420} />
      <Skeleton height={360} />
    </>
  )
}
