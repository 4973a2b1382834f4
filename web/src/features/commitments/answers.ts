import type { PlanAnswer } from '@outlay/shared/commitment-plan'
import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import type { PromisesAnswer } from '@outlay/shared/promises'
import { formatFilter } from '../../lib/filters.ts'
import type { Range } from '../../lib/period.ts'
import { answer } from '../../lib/queries.ts'
import { allFilters } from '../../lib/request.ts'
import type { View } from '../../lib/view.ts'

/** Address of the page's answer below `/api/v1`. */
export function commitmentsPath(view: View, range: Range): string {
  const query = new URLSearchParams({ start: range.start, end: range.end })
  if (view.currency !== null) query.set('currency', view.currency)
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  return `/commitments?${query}`
}

export const commitmentsOptions = (view: View, range: Range) =>
  answer<CommitmentsAnswer>(commitmentsPath(view, range))

export const promisesOptions = () => answer<PromisesAnswer>('/commitments/contracts')

/** The planner's choices as they stand in the address; what is not chosen the server chooses. */
export const planOptions = (local: View['local']) => answer<PlanAnswer>(planPath(local))

export function planPath(local: View['local'], explain = false): string {
  const query = new URLSearchParams(explain ? { explain: '1' } : {})
  for (const [key, name] of PLAN_CHOICES) {
    const value = local[key]
    if (value !== undefined) query.set(name, value)
  }
  return `/commitments/plan${query.size === 0 ? '' : `?${query}`}`
}

const PLAN_CHOICES = [
  ['program', 'program'],
  ['scope', 'scope'],
  ['term', 'term'],
  ['pay', 'payment'],
  ['rate', 'discount'],
  ['ending', 'ending'],
  ['measures', 'measures'],
] as const
