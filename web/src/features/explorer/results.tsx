import type { CostsAnswer } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery, granularityOf, groupsOf } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { annotationsOptions } from '../saved/answers.ts'
import { NotesList } from '../saved/notes-list.tsx'
import { CostsChart } from './costs-chart.tsx'
import './explorer.css'
import { FilterChips } from './filter-chips.tsx'
import { GroupsTable } from './groups-table.tsx'
import { HeatChart } from './heat-chart.tsx'
import { NothingHere } from './nothing-here.tsx'
import { pinnedOf } from './pins.ts'
import { PivotTable } from './pivot-table.tsx'
import { RankChart } from './rank-chart.tsx'
import { Summary } from './summary.tsx'
import { Toolbar } from './toolbar.tsx'
import { useNames } from './use-names.ts'
import { WorkingCard } from './working-card.tsx'

/** One more than the chart has colours for, because lines without a value may take one of them. */
const SERIES = 8

const NONE = { data: [] }

type Names = ReadonlyMap<string, string>

/** The answer in a sentence, as chart, as table, as files, and with its working. */
export function Results({ answer }: { readonly answer: CostsAnswer }) {
  const view = useView()
  const { range, known, meta } = usePeriod()
  const groups = groupsOf(view)
  const names = useNames(groups, view, range, known)
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
            <ChartCard answer={answer} names={names} />
          </section>
          <section className="card card-flush">
            <Toolbar range={range} granularity={granularityOf(view, range)} />
            {groups.length === 2 ? (
              <PivotTable answer={answer} names={names} />
            ) : (
              <GroupsTable answer={answer} names={names} />
            )}
          </section>
          <WorkingCard answer={answer} range={range} />
        </>
      )}
    </>
  )
}

/** Over time as the view says; the whole period at once as a ranking. */
function ChartCard({ answer, names }: { readonly answer: CostsAnswer; readonly names: Names }) {
  const view = useView()
  const { range } = usePeriod()
  if (view.chart === 'heat') return <HeatChart range={range} />
  if (view.chart === 'rank' || granularityOf(view, range) === 'total')
    return <RankChart answer={answer} names={names} />
  return <OverTime names={names} />
}

function OverTime({ names }: { readonly names: Names }) {
  const view = useView()
  const { range, known, meta } = usePeriod()
  const granularity = granularityOf(view, range)
  const groupBy = groupsOf(view)
  const keep = groupBy.length === 1 ? { keep: pinnedOf(view) } : {}
  const question = { granularity, groupBy, top: SERIES, ...keep }
  const chart = useQuery({ ...costsOptions(costsQuery(view, range, question)), enabled: known })
  const { data: { data: notes } = NONE } = useQuery({ ...annotationsOptions(range), enabled: known })
  return (
    <Load query={chart} what="The chart" skeleton={<Skeleton height={380} />}>
      {(answer) => (
        <>
          <CostsChart {...{ answer, granularity, range, names, notes }} />
          <NotesList notes={notes} day={meta?.dataThrough ?? range.start} />
        </>
      )}
    </Load>
  )
}
