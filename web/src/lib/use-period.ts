import type { MetaAnswer } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { type Now, type Range, resolvePeriod } from './period.ts'
import { metaOptions } from './queries.ts'
import { useView } from './search-state.ts'

export interface PeriodState {
  readonly meta: MetaAnswer | undefined
  readonly now: Now
  readonly range: Range
  /** False until the server has said which day it is and how far the data goes. */
  readonly known: boolean
}

/** The days of the view's period. */
export function usePeriod(): PeriodState {
  const { data: meta } = useQuery(metaOptions())
  const view = useView()
  const now: Now = meta ?? { today: new Date().toISOString().slice(0, 10), dataThrough: null }
  return { meta, now, range: resolvePeriod(view.period, now), known: meta !== undefined }
}
