import type {
  AllocationExplanation,
  AllocationPreview,
  AllocationRules,
  AllocationRulesAnswer,
  AllocationSummary,
} from '@outlay/shared/allocation'
import type { Statement, StatementDetail } from '@outlay/shared/statements'
import type { TagPolicyAnswer, UntaggedAnswer } from '@outlay/shared/tagging'
import { postChange } from '../../lib/change.ts'
import { formatFilter } from '../../lib/filters.ts'
import type { Range } from '../../lib/period.ts'
import { answer } from '../../lib/queries.ts'
import { appendBasis } from '../../lib/request.ts'
import type { View } from '../../lib/view.ts'

/** Period, basis and filters of the view. Its team is left out: who bears what is told of all teams at once. */
export function basisQuery(view: View, range: Range): URLSearchParams {
  const query = new URLSearchParams({ start: range.start, end: range.end })
  appendBasis(query, view)
  for (const filter of view.filters) query.append('filter', formatFilter(filter))
  return query
}

export const summaryPath = (view: View, range: Range) => `/allocation/summary?${basisQuery(view, range)}`
export const summaryOptions = (view: View, range: Range) =>
  answer<AllocationSummary>(summaryPath(view, range))
export const rulesOptions = () => answer<AllocationRulesAnswer>('/allocation/rules')
export const untaggedOptions = (view: View, range: Range) =>
  answer<UntaggedAnswer>(`/allocation/untagged?${basisQuery(view, range)}`)
export const policyOptions = (view: View, range: Range) =>
  answer<TagPolicyAnswer>(`/allocation/policy?${basisQuery(view, range)}`)

export function explainOptions(view: View, range: Range, resource: string) {
  const query = basisQuery({ ...view, filters: [] }, range)
  query.append('filter', `resource:is:${resource}`)
  return answer<AllocationExplanation>(`/allocation/explain?${query}`)
}

const currencyQuery = ({ currency }: View) => (currency === null ? '' : `?currency=${currency}`)

export const statementsOptions = (view: View) =>
  answer<{ readonly currency: string; readonly data: readonly Statement[] }>(
    `/allocation/statements${currencyQuery(view)}`,
  )
export const statementOptions = (view: View, month: string) =>
  answer<StatementDetail>(`/allocation/statements/${month}${currencyQuery(view)}`)

/** The lists that a change names; the others stay as they are. */
export type RulesChange = Partial<AllocationRules> & { readonly base: number; readonly note?: string }

export function askPreview(view: View, range: Range, change: RulesChange): Promise<AllocationPreview> {
  return postChange(`/allocation/rules/preview?${basisQuery({ ...view, filters: [] }, range)}`, change)
}

export function saveRules(change: RulesChange): Promise<AllocationRulesAnswer> {
  return postChange('/allocation/rules', change)
}
