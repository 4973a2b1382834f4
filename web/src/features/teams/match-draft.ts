import type { AllocationMatch } from '@outlay/shared/allocation'
import type { Dimension, FilterOp } from '@outlay/shared/dimensions'
import { groupBy } from '@outlay/shared/group-by'
import { type Filter, formatFilter, parseFilter } from '../../lib/filters.ts'
import { filterLabel, valueLabel } from '../../lib/labels.ts'

export interface Condition {
  /** Tells rows of the form apart. */
  readonly id: string
  readonly dim: Dimension
  readonly op: FilterOp
  readonly value: string
}

/** Any of the lists, of which every condition must hold. */
export type MatchDraft = readonly (readonly Condition[])[]

export function newCondition(dim: Dimension = 'subAccount'): Condition {
  return { id: crypto.randomUUID(), dim, op: 'is', value: '' }
}

/** What is stored, as rows of a form. */
export function toDraft(match: AllocationMatch): MatchDraft {
  return match.map((list) =>
    list.flatMap((text) => {
      const filter = parseFilter(text)
      return filter === null ? [] : [{ id: crypto.randomUUID(), ...filter }]
    }),
  )
}

/** The inverse; conditions without a value are left out, and lists without conditions. */
export function fromDraft(draft: MatchDraft): AllocationMatch {
  return draft.map((list) => list.filter(isComplete).map(formatFilter)).filter((list) => list.length > 0)
}

/** A match in words: `Account is 12 or 13 and Service contains Support; or …`. */
export function matchText(match: AllocationMatch): string {
  return match.map(listText).join('; or ')
}

/** Repeats of one dimension and operator are alternatives, or for `not` none of them. */
function listText(list: readonly string[]): string {
  const filters = list.map(parseFilter).filter((filter) => filter !== null)
  return [...groupBy(filters, ({ dim, op }) => `${dim} ${op}`).values()].map(filtersText).join(' and ')
}

/** `Account is 12 or 13`, all of one dimension and operator. */
function filtersText([first, ...more]: readonly Filter[]): string {
  if (first === undefined) return ''
  const others = more.map(({ dim, value }) => valueLabel(dim, value))
  return [filterLabel(first), ...others].join(first.op === 'not' ? ' nor ' : ' or ')
}

function isComplete({ op, value }: Condition): boolean {
  return op === 'absent' || value.trim() !== ''
}
