import type { CostRow, OverviewAnswer } from '@outlay/shared/api'
import { groupBy } from '@outlay/shared/group-by'
import { addDays } from '@outlay/shared/period'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Delta } from '../../components/ui/delta.tsx'
import { Segments } from '../../components/ui/segments.tsx'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { isFilter } from '../../lib/filters.ts'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { periodText } from '../../lib/period.ts'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import type { View } from '../../lib/view.ts'
import { MiniBars } from './mini-bars.tsx'

const SHOWN = 8
const BAR_DAYS = 30

const SCALES = [
  { value: 'same', label: 'Same scale' },
  { value: 'own', label: 'Own scale' },
] as const
type ScaleName = (typeof SCALES)[number]['value']

/** The teams that cost most this month, against the same days last month. Asked after the first paint. */
export function TeamsCard({ overview }: { readonly overview: OverviewAnswer }) {
  const view = useView()
  const { now } = usePeriod()
  const { start, end } = overview.period
  const plain: View = { ...view, compare: 'prev', align: 'date', currency: overview.currency }
  const question = { granularity: 'total', groupBy: ['team'], top: SHOWN, compare: true } as const
  const query = useQuery(costsOptions(costsQuery(plain, { start, end }, question)))
  const [scale, setScale] = useState<ScaleName>('same')
  const bars = useDailyBars(plain, end)
  const open = (row: CostRow) => (current: View) => ({
    ...current,
    filters: [...current.filters, isFilter('team', row.group[0] ?? null)],
    period: periodText({ start, end }, now),
    by: 'service' as const,
  })
  const openAll = (current: View): View => ({
    ...current,
    period: periodText({ start, end }, now),
    by: 'team',
    by2: null,
  })
  return (
    <Load query={query} what="The teams" skeleton={<Skeleton height={260} />}>
      {({ data, meta }) => (
        <>
          <div className="team-scale">
            <Segments label="Bars of 30 days" value={scale} options={SCALES} onChange={setScale} />
          </div>
          <TeamList rows={ranked(data)} currency={meta.currency} open={open} bars={bars} scale={scale} />
          {meta.other !== null && (
            <ViewLink to="/explore" className="team team-rest" change={openAll}>
              <span className="rest">
                {formatCount(meta.other.members)} more {meta.other.members === 1 ? 'team' : 'teams'}
              </span>
              <span className="team-where muted">in the Explorer</span>
              <data className="num" value={meta.other.cost}>
                {formatMoney(meta.other.cost, meta.currency)}
              </data>
            </ViewLink>
          )}
        </>
      )}
    </Load>
  )
}

interface TeamListProps {
  readonly rows: readonly CostRow[]
  readonly currency: string
  readonly open: (row: CostRow) => (view: View) => View
  readonly bars: ReadonlyMap<string | null, readonly number[]>
  readonly scale: ScaleName
}

function TeamList({ rows, currency, open, bars, scale }: TeamListProps) {
  const of = (row: CostRow) => bars.get(row.group[0] ?? null) ?? []
  const largest = Math.max(...rows.flatMap(of), 0)
  return (
    <ul className="teams">
      {rows.map((row) => (
        <li key={JSON.stringify(row.group)}>
          <ViewLink to="/explore" className="team" change={open(row)}>
            <span className="truncate">{valueLabel('team', row.group[0] ?? null)}</span>
            <MiniBars values={of(row)} top={scale === 'same' ? largest : Math.max(...of(row), 0)} />
            <data className="num" value={row.cost}>
              {formatMoney(row.cost, currency)}
            </data>
            <span className="num">
              <Delta current={row.cost} previous={row.previousCost} currency={currency} money={false} />
            </span>
          </ViewLink>
        </li>
      ))}
    </ul>
  )
}

/** What each team cost on each of the last complete days. */
function useDailyBars(view: View, end: string): ReadonlyMap<string | null, readonly number[]> {
  const start = addDays(end, -BAR_DAYS)
  const question = { granularity: 'daily', groupBy: ['team'], top: SHOWN } as const
  const plain: View = { ...view, compare: 'none' }
  const { data } = useQuery(costsOptions(costsQuery(plain, { start, end }, question)))
  const days = Array.from({ length: BAR_DAYS }, (_, index) => addDays(start, index))
  const teams = groupBy(
    data?.data.filter(({ other }) => other !== true) ?? [],
    ({ group: [team = null] }) => team,
  )
  return new Map(
    [...teams].map(([team, rows]) => {
      const costs = new Map(rows.map(({ period, cost }) => [period, Number(cost)]))
      return [team, days.map((day) => costs.get(day) ?? 0)]
    }),
  )
}

/** Largest first, what no team owns last. */
function ranked(data: readonly CostRow[]): readonly CostRow[] {
  const owned = data.filter((row) => row.other !== true && row.group[0] !== null)
  return [...owned, ...data.filter((row) => row.other !== true && row.group[0] === null)]
}
