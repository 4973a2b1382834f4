import type { RecommendationCard } from '@outlay/shared/recommendations'
import { useRef, useState } from 'react'

export interface Selection {
  /** Those selected that are on the list. */
  readonly cards: readonly RecommendationCard[]
  readonly has: (id: string) => boolean
  /** Selects or lets go; with `range` all between this and the one before as well. */
  readonly toggle: (id: string, options?: { readonly range?: boolean }) => void
  readonly all: () => void
  readonly clear: () => void
}

/** Which of a list are selected; what a filter hides is not acted on. */
export function useSelection(cards: readonly RecommendationCard[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const toggle: Selection['toggle'] = (id, { range = false } = {}) => {
    const on = !ids.has(id)
    const touched = range ? between(cards, last.current ?? id, id) : [id]
    last.current = id
    setIds((before) => {
      const next = new Set(before)
      for (const one of touched) {
        if (on) next.add(one)
        else next.delete(one)
      }
      return next
    })
  }
  return {
    cards: cards.filter(({ id }) => ids.has(id)),
    has: (id) => ids.has(id),
    toggle,
    all: () => setIds(new Set(cards.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  }
}

function between(cards: readonly RecommendationCard[], from: string, to: string): readonly string[] {
  const ids = cards.map(({ id }) => id)
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)]
  return a === -1 || b === -1 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
