import type { ChangesAnswer, DriversAnswer } from '@outlay/shared/changes'
import type { Dimension } from '@outlay/shared/dimensions'
import { canonicalFilters, type Filter, formatFilter } from '../../lib/filters.ts'
import type { Range } from '../../lib/period.ts'
import { answer } from '../../lib/queries.ts'
import { alignmentOf, allFilters, appendBasis, appendReport } from '../../lib/request.ts'
import type { View } from '../../lib/view.ts'

/** Which lines over which days, compared with which. */
export interface ChangeScope extends Range {
  readonly filters: readonly Filter[]
  readonly compare: 'previous' | 'year'
  readonly align: 'dow' | 'date' | 'norm'
}

/** What the view compares, narrowed by filters of a row; a view without comparison is held against the period before. */
export function scopeOf(view: View, range: Range, narrower: readonly Filter[] = []): ChangeScope {
  return {
    ...range,
    filters: canonicalFilters([...allFilters(view), ...narrower]),
    compare: view.compare === 'yoy' ? 'year' : 'previous',
    align: alignmentOf(view, range),
  }
}

export const driversOptions = (view: View, scope: ChangeScope) =>
  answer<DriversAnswer>(`/changes/drivers?${changeQuery(view, scope)}`)

export function changesOptions(view: View, scope: ChangeScope, groupBy: readonly Dimension[], limit: number) {
  const query = changeQuery(view, scope)
  query.set('groupBy', groupBy.join(','))
  query.set('limit', String(limit))
  query.set('explain', '1')
  return answer<ChangesAnswer>(`/changes?${query}`)
}

function changeQuery(view: View, { start, end, filters, compare, align }: ChangeScope): URLSearchParams {
  const query = new URLSearchParams({ start, end, compare, align })
  appendBasis(query, view)
  appendReport(query, view)
  for (const filter of filters) query.append('filter', formatFilter(filter))
  return query
}
