import type { RecommendationStatus } from '@outlay/shared/recommendations'
import { STATUS, STATUS_TONE } from './words.ts'

export function StatusChip({ status }: { readonly status: RecommendationStatus }) {
  return <span className={`state-word tone-${STATUS_TONE[status]}`}>{STATUS[status]}</span>
}
