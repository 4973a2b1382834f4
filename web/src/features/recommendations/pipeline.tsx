import type { RecommendationCard, RecommendationStatus } from '@outlay/shared/recommendations'
import { formatCount, formatMoneyCompact } from '../../lib/format.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { type ListParams, matching, TO_DO, withLocal } from './list-params.ts'
import { sumsOf } from './order.ts'
import { STATUS } from './words.ts'

interface Stage {
  readonly label: string
  readonly statuses: readonly RecommendationStatus[]
}

const STAGES: readonly Stage[] = [
  { label: 'To do', statuses: TO_DO },
  ...(
    ['open', 'accepted', 'in_progress', 'applied', 'verified', 'snoozed', 'dismissed', 'expired'] as const
  ).map((status) => ({ label: STATUS[status], statuses: [status] })),
]

interface PipelineProps {
  readonly cards: readonly RecommendationCard[]
  readonly params: ListParams
}

/** From found to verified: how many stand where and what they save; each shows only its own. */
export function Pipeline({ cards, params }: PipelineProps) {
  const view = useView()
  const setView = useSetView()
  const shown = matching(cards, params, { anyStatus: true })
  return (
    <fieldset className="pipeline">
      <legend className="sr-only">Status</legend>
      {STAGES.map(({ label, statuses }) => {
        const own = shown.filter(({ status }) => statuses.includes(status))
        const active = statuses.join() === params.statuses.join()
        return (
          <button
            key={label}
            type="button"
            className="stage"
            aria-pressed={active}
            onClick={() =>
              setView(withLocal(view, { status: statuses === TO_DO ? null : statuses.join(',') }))
            }
          >
            <span className="stage-label">{label}</span>
            <span className="stage-count">{formatCount(own.length)}</span>
            <span className="stage-sum">{sumText(own, statuses)}</span>
          </button>
        )
      })}
    </fieldset>
  )
}

/** What the bill shows where it was verified, else what counts. */
function sumText(cards: readonly RecommendationCard[], statuses: readonly RecommendationStatus[]): string {
  if (statuses.includes('verified')) {
    const real = cards.flatMap(({ realised, ...card }) =>
      realised?.monthly == null
        ? []
        : [{ ...card, realised, countedSavings: realised.monthly.expected, confidence: 1 }],
    )
    return sumsText(real)
  }
  return sumsText(cards)
}

function sumsText(cards: readonly RecommendationCard[]): string {
  const sums = sumsOf(cards).filter(({ likely }) => likely >= 0.005)
  return sums.length === 0
    ? '–'
    : sums.map(({ likely, currency }) => formatMoneyCompact(likely, currency)).join(' + ')
}
