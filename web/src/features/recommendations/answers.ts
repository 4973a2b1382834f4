import type {
  Recommendation,
  RecommendationCardsAnswer,
  RecommendationMetric,
  RecommendationStatus,
  RuleAnswer,
} from '@outlay/shared/recommendations'
import { RECOMMENDATION_STATUSES } from '@outlay/shared/recommendations'
import { answer } from '../../lib/queries.ts'

export interface StatusEvent {
  readonly happenedAt: string
  readonly actor: string
  readonly from: RecommendationStatus | null
  readonly to: RecommendationStatus
  readonly reason: string | null
}

/** One recommendation with the utilisation that it rests on and the history of its status, oldest first. */
export type RecommendationWithHistory = Recommendation & {
  readonly history: readonly StatusEvent[]
  readonly metrics: readonly RecommendationMetric[]
}

/** All recommendations of every status, without their evidence: filters, counts and sums are the page's. */
export const listOptions = () =>
  answer<RecommendationCardsAnswer>(`/recommendations?brief=1&status=${RECOMMENDATION_STATUSES.join(',')}`)

/** The totals and the few that save most. */
export const bestOptions = (count: number) =>
  answer<RecommendationCardsAnswer>(`/recommendations?brief=1&limit=${count}`)

export const recommendationOptions = (id: string) =>
  answer<{ readonly data: RecommendationWithHistory }>(`/recommendations/${encodeURIComponent(id)}`)

export const rulesOptions = () => answer<{ readonly data: readonly RuleAnswer[] }>('/rules')

/** True for the key of any of these answers: all may differ after a change. */
export function isOfRecommendations(key: readonly unknown[]): boolean {
  return /^\/(recommendations|rules)/.test(String(key[0]))
}
