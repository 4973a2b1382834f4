import type { AllocationSummary, TeamAllocation } from '@outlay/shared/allocation'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { Delta } from '../../components/ui/delta.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { canonicalFilters, isFilter } from '../../lib/filters.ts'
import { formatMoney, formatMoneyCompact, formatShare, formatUnitPrice } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import type { View } from '../../lib/view.ts'
import { BudgetCell } from './budget-cell.tsx'

/** What each team bears, what nobody does, and the total. */
export function TeamsTable({ summary }: { readonly summary: AllocationSummary }) {
  const { currency, unit, requiredTags, previous } = summary
  const columns = [
    { label: 'Team', className: 'sticky-col' },
    { label: 'Direct', num: true },
    { label: 'Shared', num: true },
    { label: 'Total', num: true },
    { label: previous === null ? 'Change' : 'Change vs before', num: true },
    { label: 'Budget', num: true },
    { label: 'Open savings a month', num: true },
    { label: requiredTags.length === 1 ? `Tagged ${requiredTags[0]}` : 'Tagged as required', num: true },
    { label: unit === null ? 'Unit cost' : `Per unit of ${unit}`, num: true },
  ]
  return (
    <ScrollRegion label="Teams">
      <table className="table teams-table">
        <caption className="sr-only">Direct and shared cost of every team, in {currency}</caption>
        <TableHead columns={columns} />
        <tbody>
          {summary.teams.map((team) => (
            <TeamRow key={team.team} team={team} currency={currency} />
          ))}
          <RestRow summary={summary} />
          <tr className="total-row">
            <th scope="row" className="sticky-col">
              Total
            </th>
            <Money amount={summary.direct} currency={currency} />
            <Money amount={summary.shared} currency={currency} />
            <Money amount={summary.total} currency={currency} />
            <td className="num">
              <Delta
                current={summary.total}
                previous={summary.previousTotal}
                currency={currency}
                money={false}
              />
            </td>
            <td colSpan={4} />
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function TeamRow({ team, currency }: { readonly team: TeamAllocation; readonly currency: string }) {
  const { direct, sharedIn, sharedOut, total, previousTotal, openSavings, tagCoverage, unitCost } = team
  return (
    <tr data-team={team.team}>
      <th scope="row" className="sticky-col">
        <ViewLink to="/explore" change={(view) => costsOf(view, team.team)}>
          {isolate(team.name ?? team.team)}
        </ViewLink>
        {team.owner !== null && <p className="row-note">{isolate(team.owner)}</p>}
      </th>
      <Money amount={direct} currency={currency} />
      <td className="num">
        <data value={sharedIn}>{formatMoney(sharedIn, currency)}</data>
        {sharedOut !== '0' && (
          <p className="row-note">gives {formatMoneyCompact(sharedOut, currency)} to be shared</p>
        )}
      </td>
      <td className="num strong">
        <data value={total}>{formatMoney(total, currency)}</data>
      </td>
      <td className="num">
        <Delta current={total} previous={previousTotal} currency={currency} money={false} />
      </td>
      <td className="num">
        <BudgetCell budget={team.budget} />
      </td>
      <td className="num">
        {openSavings === null ? (
          <Unknown why="the rules have not run yet" />
        ) : (
          formatMoney(openSavings, currency)
        )}
      </td>
      <td className="num">
        {tagCoverage === null ? (
          <Unknown why="no resource that could carry a tag" />
        ) : (
          formatShare(tagCoverage)
        )}
      </td>
      <td className="num">
        {unitCost === null ? (
          <Unknown why="no quantities of this team: import them with --kind units" />
        ) : (
          formatUnitPrice(unitCost, currency)
        )}
      </td>
    </tr>
  )
}

function RestRow({ summary }: { readonly summary: AllocationSummary }) {
  const { unallocated, unsplit, previousUnallocated, currency } = summary
  return (
    <tr>
      <th scope="row" className="sticky-col muted">
        No team
        {unsplit !== '0' && (
          <p className="row-note">
            {formatMoney(unsplit, currency)} of it could not be split, see Shared costs
          </p>
        )}
      </th>
      <td className="num">–</td>
      <td className="num">–</td>
      <Money amount={unallocated} currency={currency} />
      <td className="num">
        <Delta current={unallocated} previous={previousUnallocated} currency={currency} money={false} />
      </td>
      <td colSpan={4} />
    </tr>
  )
}

function Money({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  return (
    <td className="num">
      <data value={amount}>{formatMoney(amount, currency)}</data>
    </td>
  )
}

function Unknown({ why }: { readonly why: string }) {
  return (
    <span className="muted" title={why}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">unknown: {why}</span>
    </span>
  )
}

/** The direct costs of a team by service. */
function costsOf(view: View, team: string): View {
  const filters = canonicalFilters([...view.filters, isFilter('team', team)])
  return { ...view, filters, by: 'service', by2: null, team: null, selected: null, local: {} }
}
