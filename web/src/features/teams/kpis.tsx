import type { AllocationSummary } from '@outlay/shared/allocation'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Delta } from '../../components/ui/delta.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import { formatMoneyCompact, formatShare } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import type { TabId } from './tabs.tsx'

/** What has an owner, what has none, what is shared; each leads to its part of the page. */
export function Kpis({ summary }: { readonly summary: AllocationSummary }) {
  const { total, unallocated, previousUnallocated, direct, shared, pools, currency, teams } = summary
  const share = Number(total) > 0 ? Number(subtractAmounts(total, unallocated)) / Number(total) : null
  const isShare = share !== null && share >= 0 && share <= 1
  const money = (amount: string) => formatMoneyCompact(amount, currency)
  return (
    <ul className="tiles teams-tiles">
      <Tile tab="teams" label="Allocated" value={isShare ? formatShare(share) : '–'} amount={share ?? ''}>
        {isShare ? `of ${money(total)}, to ${teams.length} teams` : 'credits make a share meaningless here'}
      </Tile>
      <Tile tab="untagged" label="No team" value={money(unallocated)} amount={unallocated}>
        <Delta current={unallocated} previous={previousUnallocated} currency={currency} />
      </Tile>
      <Tile tab="teams" label="Direct" value={money(direct)} amount={direct}>
        costs that one team causes
      </Tile>
      <Tile tab="shared" label="Shared" value={money(shared)} amount={shared}>
        {pools.length === 0
          ? 'no rule shares costs yet'
          : `split by ${pools.length} ${pools.length === 1 ? 'rule' : 'rules'}`}
      </Tile>
      <OverBudget teams={teams} />
    </ul>
  )
}

/** Of the teams that exactly one month budget names, as they stand this month. */
function OverBudget({ teams }: Pick<AllocationSummary, 'teams'>) {
  const budgeted = teams.filter(({ budget }) => budget?.amount != null)
  const over = budgeted.filter(({ budget }) => budget?.status === 'over').length
  return (
    <li className="tile">
      <ViewLink to="/budgets" className="tile-link teams-tile">
        <span className="tile-label">Teams over budget</span>
        <data className="tile-value" value={budgeted.length === 0 ? '' : over}>
          {budgeted.length === 0 ? '–' : over}
        </data>
        <span className="tile-note">
          {budgeted.length === 0
            ? 'no team has a month budget of its own'
            : `of ${budgeted.length} with a month budget, this month`}
        </span>
      </ViewLink>
    </li>
  )
}

interface TileProps {
  readonly tab: TabId
  readonly label: string
  readonly value: string
  readonly amount: string | number
  readonly children: ReactNode
}

function Tile({ tab, label, value, amount, children }: TileProps) {
  const view = useView()
  return (
    <li className="tile">
      <Link
        to="."
        search={{ ...view, selected: null, local: tab === 'teams' ? {} : { tab } }}
        className="tile-link teams-tile"
        resetScroll={false}
      >
        <span className="tile-label">{label}</span>
        <data className="tile-value" value={amount}>
          {value}
        </data>
        <span className="tile-note">{children}</span>
      </Link>
    </li>
  )
}
