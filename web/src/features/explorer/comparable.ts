import type { CostsAnswer } from '@outlay/shared/api'
import type { Day } from '@outlay/shared/period'

/** The answer without its comparison where that lies before the first day of data: unknown is not zero. */
export function withoutUnknownPast(answer: CostsAnswer, dataFrom: Day | null): CostsAnswer {
  const { previous, previousTotal: _, ...meta } = answer.meta
  if (previous === undefined || dataFrom === null || previous.end > dataFrom) return answer
  return { ...answer, meta }
}
