import type { MlGpuAnswer, MlSummaryAnswer, MlUtilisationAnswer } from '@outlay/shared/ml'
import type {
  MlCompareAnswer,
  MlEndpointsAnswer,
  MlRunsAnswer,
  MlTokensAnswer,
} from '@outlay/shared/ml-parts'
import { formatFilter } from '../../lib/filters.ts'
import type { Range } from '../../lib/period.ts'
import { answer } from '../../lib/queries.ts'
import { allFilters, appendBasis, appendReport, granularityOf } from '../../lib/request.ts'
import type { View } from '../../lib/view.ts'

/** Answer and address of each section of the page. */
export interface MlAnswers {
  readonly summary: MlSummaryAnswer
  readonly gpu: MlGpuAnswer
  readonly 'gpu/utilisation': MlUtilisationAnswer
  readonly runs: MlRunsAnswer
  readonly endpoints: MlEndpointsAnswer
  readonly tokens: MlTokensAnswer
  readonly compare: MlCompareAnswer
}

/** Path below `/api/v1` of a section for the view over some days. */
export function mlPath(section: keyof MlAnswers, view: View, range: Range): string {
  const query = new URLSearchParams({
    start: range.start,
    end: range.end,
    granularity: granularityOf(view, range),
  })
  appendBasis(query, view)
  appendReport(query, view)
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  return `/ml/${section}?${query}`
}

export function mlOptions<S extends keyof MlAnswers>(section: S, view: View, range: Range) {
  return answer<MlAnswers[S]>(mlPath(section, view, range))
}
