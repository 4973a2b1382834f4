import { useEffect, useRef } from 'react'
import { readShortcutsOn } from '../../lib/preferences.ts'
import type { StatusPatch } from './undo-steps.ts'

/** Keys of a list, for the help sheet as well. */
export const LIST_KEYS = [
  { keys: 'j', title: 'Next recommendation' },
  { keys: 'k', title: 'Recommendation before' },
  { keys: 'x', title: 'Select it' },
  { keys: 'o', title: 'Accept' },
  { keys: 'i', title: 'In progress' },
  { keys: 'e', title: 'Mark applied' },
  { keys: 'a', title: 'Assign' },
  { keys: 's', title: 'Snooze' },
  { keys: 'd', title: 'Dismiss' },
  { keys: 'z', title: 'Undo' },
] as const

type ListKey = (typeof LIST_KEYS)[number]['keys']

/** Keys that change the status at once. */
export const KEY_CHANGES: Readonly<
  Partial<Record<ListKey, { readonly patch: StatusPatch; readonly says: string }>>
> = {
  o: { patch: { status: 'accepted' }, says: 'accepted' },
  i: { patch: { status: 'in_progress' }, says: 'in progress' },
  e: { patch: { status: 'applied' }, says: 'marked as applied' },
}

/** Keys that open a menu. */
export const KEY_MENUS: Readonly<Partial<Record<ListKey, string>>> = {
  a: 'assign',
  s: 'snooze',
  d: 'dismiss',
}

const SEQUENCE_MS = 1_200

/** Runs `onKey` for the keys of a list, never while someone types, in a dialog, or within a sequence such as `g e`. */
export function useListKeys(onKey: (key: ListKey) => void): void {
  const current = useRef(onKey)
  current.current = onKey
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY
    const onKeyDown = (event: KeyboardEvent) => {
      const inSequence = event.timeStamp - wentAt < SEQUENCE_MS
      wentAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      const known = LIST_KEYS.find(({ keys }) => keys === event.key)
      if (known === undefined || inSequence || !mayRun(event)) return
      event.preventDefault()
      current.current(known.keys)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** The row that has the focus, and where it stands among those drawn. */
export function focusedRow(): { readonly id: string; readonly index: number } | null {
  const row = document.activeElement?.closest<HTMLElement>('tr[data-id]')
  return row == null ? null : { id: row.dataset['id'] ?? '', index: Number(row.dataset['index']) }
}

/** Gives the focus to the title of a row; rows beyond the ends are the ends. */
export function focusRow(index: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-id]')]
  const wanted =
    rows.find((row) => Number(row.dataset['index']) === index) ?? (index < 0 ? rows[0] : rows.at(-1))
  wanted?.querySelector<HTMLElement>('.rec-title')?.focus()
}

/** Opens a menu of actions by its name. */
export function openAction(name: string): void {
  document.querySelector<HTMLElement>(`[data-action="${name}"] button`)?.click()
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-action="${name}"] .menu-panel :is(button, input)`)?.focus(),
  )
}

function mayRun(event: KeyboardEvent): boolean {
  const { target } = event
  const withModifier = event.metaKey || event.ctrlKey || event.altKey || event.shiftKey
  const isTyping =
    target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), select, textarea')
  if (event.defaultPrevented || withModifier || isTyping) return false
  return readShortcutsOn() && document.querySelector('dialog[open]') === null
}
