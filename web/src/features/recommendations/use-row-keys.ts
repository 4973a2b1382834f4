import type { RecommendationCard } from '@outlay/shared/recommendations'
import { useRef } from 'react'
import { focusedRow, focusRow, KEY_CHANGES, KEY_MENUS, openAction, useListKeys } from './list-keys.ts'
import type { StatusPatch } from './undo-steps.ts'
import type { Selection } from './use-selection.ts'

interface KeysInput {
  readonly cards: readonly RecommendationCard[]
  readonly selection: Selection
  readonly apply: (on: readonly RecommendationCard[], patch: StatusPatch, says: string) => void
  readonly undo: () => void
}

/** The keys of the list: they act on what is selected, else on the row that has the focus. */
export function useRowKeys({ cards, selection, apply, undo }: KeysInput): void {
  const place = useRef(-1)
  useListKeys((key) => {
    const row = focusedRow()
    place.current = row?.index ?? place.current
    const focused = cards.filter(({ id }) => id === row?.id)
    const done = KEY_CHANGES[key]
    const menu = KEY_MENUS[key]
    if (done !== undefined) return apply(selected(selection, focused), done.patch, done.says)
    if (menu !== undefined) return openMenu(menu, selection, focused)
    if (key === 'z') return undo()
    if (key === 'x') return select(selection, focused)
    place.current = Math.min(Math.max(place.current + (key === 'j' ? 1 : -1), 0), cards.length - 1)
    focusRow(place.current)
  })
}

type Cards = readonly RecommendationCard[]

function selected({ cards }: Selection, focused: Cards): Cards {
  return cards.length > 0 ? cards : focused
}

function select({ toggle }: Selection, focused: Cards): void {
  for (const { id } of focused) toggle(id)
}

/** The menus come with the selection, so a row that is acted on alone is selected first. */
function openMenu(menu: string, selection: Selection, focused: Cards): void {
  if (selection.cards.length === 0) select(selection, focused)
  requestAnimationFrame(() => openAction(menu))
}
