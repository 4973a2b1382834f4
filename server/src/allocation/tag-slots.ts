import type { PromotedTags } from '../queries/dimension-sql.ts'
import type { VirtualTag } from './model.ts'

/** Columns of cost_fact for tags. */
export const SLOTS = 8

/** Which tag stands in which column: those of the bill first, then the virtual ones that are none of them. */
export interface TagSlots {
  /** Folded keys by slot, from the first; at most eight. */
  readonly keys: readonly string[]
  readonly promoted: PromotedTags
  /** The bill's own tags alone: what rules of virtual tags are read by. */
  readonly own: PromotedTags
  readonly virtual: readonly VirtualTag[]
}

/** `promoted` holds folded keys; virtual tags beyond the eighth column are left out, which saving refuses before. */
export function tagSlots(promoted: readonly string[], tags: readonly VirtualTag[]): TagSlots {
  const active = tags.filter(({ enabled }) => enabled)
  const more = active.map(({ tag }) => tag).filter((tag) => !promoted.includes(tag))
  const keys = [...new Set([...promoted, ...more])].slice(0, SLOTS)
  const virtual = active.filter(({ tag }) => keys.includes(tag))
  const isVirtual = new Set(virtual.map(({ tag }) => tag))
  const all = keys.map((key, index) => [key, index + 1] as const)
  return {
    keys,
    promoted: new Map(all),
    own: new Map(all.filter(([key]) => !isVirtual.has(key))),
    virtual,
  }
}
