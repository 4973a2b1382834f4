import type { Day } from '@outlay/shared/period'
import type { Ask } from '../queries/ask.ts'
import type { Filter } from '../queries/filters.ts'
import { createBinder, whereSql } from '../queries/where-sql.ts'

/** What a question of commitments is about. */
export interface CommitmentScope {
  readonly start: Day
  readonly end: Day
  readonly currency: string
  readonly filters: readonly Filter[]
  /** Ids of capacity blocks among what is called a commitment in the facts. */
  readonly blocks: readonly string[]
}

/** The condition over cost_fact, and all that `pricedLines` binds. */
export function scopeSql({ state }: Ask, { blocks, ...range }: CommitmentScope) {
  const binder = createBinder()
  const question = { ...range, metric: 'effective', charges: 'usage' } as const
  const where = whereSql(question, state.promoted, binder)
  binder.named('blocks', JSON.stringify(blocks))
  return { where, params: binder.params }
}
