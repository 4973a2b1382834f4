import type { Dimension } from '@outlay/shared/dimensions'
import { canonicalFilters, isFilter } from './filters.ts'
import type { View } from './view.ts'

const CHAIN: readonly Dimension[] = ['provider', 'service', 'subAccount', 'resource']

/** The view one step deeper: only this group, grouped by what comes next from provider to resource. */
export function drillInto(view: View, dim: Dimension, value: string | null): View {
  const filters = canonicalFilters([
    ...view.filters.filter((filter) => filter.dim !== dim),
    isFilter(dim, value),
  ])
  const set = new Set(filters.filter(({ op }) => op === 'is' || op === 'absent').map((filter) => filter.dim))
  const next = CHAIN.slice(CHAIN.indexOf(dim) + 1).find((candidate) => !set.has(candidate))
  return { ...view, filters, by: next ?? 'resource', by2: null, selected: null }
}

/** The view without this group; lines with no value stay in, there is no filter for "present". */
export function exclude(view: View, dim: Dimension, value: string | null): View {
  if (value === null) return view
  return { ...view, filters: canonicalFilters([...view.filters, { dim, op: 'not', value }]) }
}

/** The view without one filter. */
export function withoutFilter(view: View, index: number): View {
  return { ...view, filters: view.filters.filter((_, position) => position !== index) }
}
