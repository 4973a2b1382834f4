import { DIMENSIONS, type Dimension, FILTER_OPS, type FilterOp } from '@outlay/shared/dimensions'

export interface Filter {
  readonly dim: Dimension
  readonly op: FilterOp
  /** Empty for `absent`. */
  readonly value: string
}

/**
 * Reads `dim:op:value`; the value is all that follows the operator, and `tag:` dimensions carry a
 * percent-encoded key. Answers `null` for what no route would accept.
 */
export function parseFilter(text: string): Filter | null {
  const parts = /^((?:tag:)?[^:]+):([^:]+)(?::([\s\S]*))?$/.exec(text)
  const [dim, op, value = ''] = parts?.slice(1) ?? []
  if (dim === undefined || !isDimension(dim) || !isOp(op)) return null
  return { dim, op, value: op === 'absent' ? '' : value }
}

/** The inverse of `parseFilter`. */
export function formatFilter(filter: Filter): string {
  return filter.op === 'absent' ? `${filter.dim}:absent` : `${filter.dim}:${filter.op}:${filter.value}`
}

/** Sorted and without repeats, so that equal views have equal addresses. */
export function canonicalFilters(filters: readonly Filter[]): readonly Filter[] {
  const byText = new Map(filters.map((filter) => [formatFilter(filter), filter]))
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, filter]) => filter)
}

/** The filter that keeps only `value`, or only lines without any. */
export function isFilter(dim: Dimension, value: string | null): Filter {
  return value === null ? { dim, op: 'absent', value: '' } : { dim, op: 'is', value }
}

/** True for a dimension that `/costs` groups by, `tag:<key>` among them. */
export function isDimension(text: string): text is Dimension {
  return /^tag:[^:]+$/.test(text) || (DIMENSIONS as readonly string[]).includes(text)
}

function isOp(text: string | undefined): text is FilterOp {
  return (FILTER_OPS as readonly (string | undefined)[]).includes(text)
}
