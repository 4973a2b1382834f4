import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery, granularityOf, groupsOf } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { withoutUnknownPast } from './comparable.ts'
import { CostsChart } from './costs-chart.tsx'
import { FilterChips } from './filter-chips.tsx'
import { GroupsTable } from './groups-table.tsx'
import { NothingHere } from './nothing-here.tsx'
import { PivotTable } from './pivot-table.tsx'
import { Rail } from './rail.tsx'
import { SqlPanel } from './sql-panel.tsx'
import { Summary } from './summary.tsx'
import { Toolbar } from './toolbar.tsx'
import { useNames } from './use-names.ts'

const SERIES = 7
const PIVOT_ROWS = 400

/** Any question of cost: by what, over which days, in which money; as chart, table and file. */
export function ExplorerPage() {
  useTitle('Explorer')
  const view = useView()
  const { range, known, meta } = usePeriod()
  const [railOpen, setRailOpen] = useState(false)
  const groups = groupsOf(view)
  const names = useNames(groups, view, range, known)
  const isPivot = groups.length === 2
  const granularity = granularityOf(view, range)
  const chart = useQuery({
    ...costsOptions(costsQuery(view, range, { granularity, groupBy: groups, top: SERIES, compare: false })),
    enabled: known && granularity !== 'total',
  })
  const table = useQuery({
    ...costsOptions(
      costsQuery(view, range, {
        granularity: 'total',
        groupBy: groups,
        top: isPivot ? PIVOT_ROWS : view.top,
        compare: !isPivot,
      }),
    ),
    enabled: known,
  })
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
        <Load query={table} what="The costs" skeleton={<ExplorerSkeleton />}>
          {(given) => {
            const answer = withoutUnknownPast(given, meta?.dataFrom ?? null)
            return (
              <>
                <Summary answer={answer} view={view} range={range} />
                <FilterChips names={names} />
                <Warnings warnings={answer.meta.warnings} currency={answer.meta.currency} />
                {answer.data.length === 0 ? (
                  <NothingHere meta={meta} />
                ) : (
                  <>
                    <section className="card">
                      {granularity === 'total' ? (
                        <p className="muted">
                          One total for the whole period: the table below is the answer.
                        </p>
                      ) : (
                        <Load query={chart} what="The chart" skeleton={<Skeleton height={380} />}>
                          {(series) => (
                            <CostsChart
                              answer={series}
                              granularity={granularity}
                              range={range}
                              names={names}
                            />
                          )}
                        </Load>
                      )}
                    </section>
                    <section className="card card-flush">
                      <Toolbar range={range} granularity={granularity} />
                      {isPivot ? (
                        <PivotTable answer={answer} names={names} />
                      ) : (
                        <GroupsTable answer={answer} names={names} />
                      )}
                    </section>
                    <SqlPanel range={range} />
                  </>
                )}
              </>
            )
          }}
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
