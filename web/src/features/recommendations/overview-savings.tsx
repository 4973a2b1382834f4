import type { RecommendationCard, RecommendationCardsAnswer } from '@outlay/shared/recommendations'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatMoney, formatMoneyCompact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { useView } from '../../lib/search-state.ts'
import { bestOptions } from './answers.ts'
import { GradeChip } from './grade-chip.tsx'
import { effortLabel } from './words.ts'

const BEST = 3

/** What is proven to be saved a month, with what is expected; leads to the list. */
export function SavingsTile() {
  const query = useQuery(bestOptions(BEST))
  const { currency } = useView()
  return (
    <Load query={query} what="The savings" skeleton={<Skeleton height={128} />}>
      {(answer) => {
        const totals = totalsIn(answer, currency)
        return (
          <ViewLink to="/recommendations" className="tile-link">
            <span className="tile-label">Proven savings a month</span>
            <data className="tile-value" value={totals.proven}>
              {formatMoneyCompact(totals.proven, totals.currency)}
            </data>
            <span className="tile-delta">
              <span className="muted">{formatMoneyCompact(totals.expected, totals.currency)} expected</span>
            </span>
            <span className="tile-note">
              80 % between {formatMoneyCompact(totals.p10, totals.currency)} and{' '}
              {formatMoneyCompact(totals.p90, totals.currency)}
            </span>
          </ViewLink>
        )
      }}
    </Load>
  )
}

/** The few that count most, each with its certainty and effort. */
export function SavingsCard() {
  const query = useQuery(bestOptions(BEST))
  return (
    <Load query={query} what="The recommendations" skeleton={<Skeleton height={212} />}>
      {({ data }) =>
        data.length === 0 ? (
          <p className="muted">
            Nothing waits to be done.{' '}
            <ViewLink to="/recommendations/rules">What the rules looked at</ViewLink>
          </p>
        ) : (
          <ul className="best">
            {data.map((card) => (
              <Best key={card.id} card={card} />
            ))}
            <li className="best-all">
              <ViewLink to="/recommendations">All recommendations</ViewLink>
            </li>
          </ul>
        )
      }
    </Load>
  )
}

function Best({ card }: { readonly card: RecommendationCard }) {
  const view = useView()
  return (
    <li>
      <Link to="/recommendations/$id" params={{ id: card.id }} search={view} className="best-link">
        <span className="best-title">{isolate(card.title)}</span>
        <span className="best-money">{formatMoney(card.countedSavings, card.currency)}</span>
        <span className="best-note">
          <GradeChip grade={card.grade} />
          <span className="muted">
            {effortLabel(card.effort).toLowerCase()} effort, {card.risk} risk
          </span>
        </span>
      </Link>
    </li>
  )
}

function totalsIn({ totals, otherTotals }: RecommendationCardsAnswer, currency: string | null) {
  return otherTotals.find((one) => one.currency === currency) ?? totals
}
