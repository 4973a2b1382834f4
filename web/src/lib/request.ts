import type { Dimension, Granularity } from '@outlay/shared/dimensions'
import { daysBetween } from '@outlay/shared/period'
import { type Filter, formatFilter } from './filters.ts'
import { isCalendarMonth, type Range } from './period.ts'
import type { Step, View } from './view.ts'

export interface CostsQuestion {
  readonly granularity: Granularity
  readonly groupBy: readonly Dimension[]
  readonly top?: number
  /** Values of the first dimension that `top` never cuts off, beside those in which something unusual goes on. */
  readonly keep?: readonly string[]
  readonly compare?: boolean
  readonly explain?: boolean
}

const DAYS_MAX = 62
const WEEKS_MAX_DAYS = 200
const GRANULARITY: Record<Step, Granularity> = { d: 'daily', w: 'weekly', m: 'monthly', t: 'total' }

/** The query part of `GET /costs`, `/costs/export` and `/costs/bridge` for a view over some days. */
export function costsQuery(view: View, range: Range, question: CostsQuestion): string {
  const query = new URLSearchParams({ start: range.start, end: range.end, granularity: question.granularity })
  if (question.groupBy.length > 0) query.set('groupBy', question.groupBy.join(','))
  appendBasis(query, view)
  appendReport(query, view)
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  if (question.top !== undefined) query.set('top', String(question.top))
  if (question.keep !== undefined) {
    query.set('promote', 'anomalies')
    for (const value of question.keep) query.append('keep', value)
  }
  if (question.compare === true && view.compare !== 'none') {
    query.set('compare', view.compare === 'yoy' ? 'year' : 'previous')
    query.set('align', alignmentOf(view, range))
  }
  if (question.explain === true) query.set('explain', '1')
  return query.toString()
}

/** Metric, charge set and currency, the parts that every question of money carries. */
export function appendBasis(query: URLSearchParams, view: View): void {
  if (view.metric !== 'effective') query.set('metric', view.metric)
  if (view.charges !== 'cost') query.set('charges', view.charges)
  if (view.currency !== null) query.set('currency', view.currency)
}

/** For the questions that can convert: the report currency in the place of one of the bill. */
export function appendReport(query: URLSearchParams, view: View): void {
  if (view.report === null) return
  query.delete('currency')
  query.set('reportCurrency', view.report)
}

/** The view's filters and its team. */
export function allFilters(view: View): readonly Filter[] {
  return view.team === null ? view.filters : [...view.filters, { dim: 'team', op: 'is', value: view.team }]
}

/** How days are paired with the period before: months by date, short rolling periods by weekday. */
export function alignmentOf(view: View, range: Range): 'dow' | 'date' | 'norm' {
  if (view.align !== null) return view.align
  if (isCalendarMonth(view.period)) return 'date'
  return daysBetween(range.start, range.end) <= 28 ? 'dow' : 'date'
}

/** The chosen step, else the finest that still draws as bars. */
export function granularityOf(view: View, range: Range): Granularity {
  if (view.step !== null) return GRANULARITY[view.step]
  const days = daysBetween(range.start, range.end)
  if (days <= DAYS_MAX) return 'daily'
  return days <= WEEKS_MAX_DAYS ? 'weekly' : 'monthly'
}

/** Bars while they are few enough to tell apart, else lines. */
export function chartKindOf(view: View, range: Range): 'bar' | 'line' {
  const isLong = daysBetween(range.start, range.end) > DAYS_MAX
  return granularityOf(view, range) === 'daily' && isLong ? 'line' : 'bar'
}

/** What the table groups by: one dimension, or two for a pivot. */
export function groupsOf(view: View): readonly Dimension[] {
  return view.by2 === null || view.by2 === view.by ? [view.by] : [view.by, view.by2]
}
