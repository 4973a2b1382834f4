import { useQueries } from '@tanstack/react-query'
import { Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatMoneyCompact } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { openAnomaliesOptions } from '../anomalies/answers.ts'
import { budgetsOptions } from '../budgets/answers.ts'
import { commitmentsOptions } from '../commitments/answers.ts'
import { type Need, needsOfAnomalies, needsOfBudgets, needsOfCommitments, rankNeeds } from './needs.ts'

const MOST = 7

/** Budgets, anomalies and commitments that wait for somebody, the most money first. */
export function NeedsCard() {
  const view = useView()
  const { range, known } = usePeriod()
  const [budgets, anomalies, commitments] = useQueries({
    queries: [
      budgetsOptions(),
      openAnomaliesOptions(view.team),
      { ...commitmentsOptions(view, range), enabled: known },
    ],
  })
  const all = [budgets, anomalies, commitments]
  const failed = all.filter(({ isError }) => isError)
  if (all.some(({ isPending }) => isPending) && failed.length === 0) return <Skeleton height={212} />
  const ofTeam = (budgets.data?.data ?? []).filter(
    ({ budget }) => view.team === null || budget.team === view.team,
  )
  const needs = [
    ...needsOfBudgets(ofTeam),
    ...needsOfAnomalies(anomalies.data?.data ?? []),
    ...needsOfCommitments(commitments.data?.commitments ?? []),
  ]
  return (
    <>
      {failed.length > 0 && (
        <p role="alert">
          A part could not be asked for: {failed[0]?.error?.message}{' '}
          <button
            type="button"
            className="button small"
            onClick={() => void Promise.all(failed.map(({ refetch }) => refetch()))}
          >
            Retry
          </button>
        </p>
      )}
      {needs.length === 0 && failed.length === 0 && (
        <p className="muted">
          No budget is at risk, no anomaly is open and no commitment ends within 60 days.
        </p>
      )}
      <ul className="best">
        {rankNeeds(needs, MOST).map((need) => (
          <Row key={need.key} need={need} />
        ))}
      </ul>
      {needs.length > MOST && <p className="muted">And {needs.length - MOST} more.</p>}
    </>
  )
}

function Row({ need }: { readonly need: Need }) {
  return (
    <li>
      <ViewLink
        to={need.to}
        className="best-link"
        change={(view) => ({ ...view, selected: need.selected, local: {} })}
      >
        <span className="best-title">{need.title}</span>
        <span className="best-money">
          {need.risk > 0 ? formatMoneyCompact(need.risk, need.currency) : 'unknown'}
        </span>
        <span className="best-note muted">{need.note}</span>
      </ViewLink>
    </li>
  )
}
