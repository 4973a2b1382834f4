import { useEffect, useRef } from 'react'
import { type CommandContext, matchKey } from './commands.ts'
import { readShortcutsOn } from './preferences.ts'

const SEQUENCE_MS = 1_200

/**
 * Runs commands by their keys: never while typing, never with a browser's modifier, and not at all where the
 * user switched shortcuts off. Only ⌘K / Ctrl+K always answers.
 */
export function useShortcuts(context: CommandContext): void {
  const current = useRef(context)
  current.current = context
  useEffect(() => {
    let before: { readonly key: string; readonly time: number } | null = null
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault()
        current.current.openPalette()
        return
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return
      if (!readShortcutsOn() || document.querySelector('dialog[open]') !== null) return
      const pending = before !== null && event.timeStamp - before.time < SEQUENCE_MS ? before.key : null
      const match = matchKey(pending, event.key)
      before = match === 'pending' ? { key: event.key.toLowerCase(), time: event.timeStamp } : null
      if (match === null || match === 'pending') return
      event.preventDefault()
      match.run(current.current)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'))
}
