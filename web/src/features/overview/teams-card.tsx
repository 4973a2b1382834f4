import type { CostRow, OverviewAnswer } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { Delta } from '../../components/ui/delta.tsx'
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

const SHOWN = 8

/** The teams that cost most this month, against the same days last month. Asked after the first paint. */
export function TeamsCard({ overview }: { readonly overview: OverviewAnswer }) {
  const view = useView()
  const { now } = usePeriod()
  const { start, end } = overview.period
  const plain: View = { ...view, compare: 'prev', align: 'date', currency: overview.currency }
  const question = { granularity: 'total', groupBy: ['team'], top: SHOWN, compare: true } as const
  const query = useQuery(costsOptions(costsQuery(plain, { start, end }, question)))
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
          <TeamList rows={ranked(data)} currency={meta.currency} open={open} />
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
}

function TeamList({ rows, currency, open }: TeamListProps) {
  const largest = Math.max(...rows.map(({ cost }) => Math.abs(Number(cost))), 1)
  return (
    <ul className="teams">
      {rows.map((row) => (
        <li key={JSON.stringify(row.group)}>
          <ViewLink to="/explore" className="team" change={open(row)}>
            <span className="truncate">{valueLabel('team', row.group[0] ?? null)}</span>
            <span className="share-track">
              <span
                className="share-bar"
                style={{ width: `${(Math.abs(Number(row.cost)) / largest) * 100}%` }}
              />
            </span>
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

/** Largest first, what no team owns last. */
function ranked(data: readonly CostRow[]): readonly CostRow[] {
  const owned = data.filter((row) => row.other !== true && row.group[0] !== null)
  return [...owned, ...data.filter((row) => row.other !== true && row.group[0] === null)]
}
