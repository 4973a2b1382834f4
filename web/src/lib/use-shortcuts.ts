import { useEffect, useRef } from 'react'
import { type Command, type CommandContext, matchKey } from './commands.ts'
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
    const read = createKeyReader()
    const onKeyDown = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) current.current.openPalette()
      else {
        const command = mayRun(event) ? read(event) : null
        if (command === null) return
        command.run(current.current)
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Turns keys into commands; remembers the first key of a sequence for about a second. */
export function createKeyReader(): (event: Pick<KeyboardEvent, 'key' | 'timeStamp'>) => Command | null {
  let before: { readonly key: string; readonly time: number } | null = null
  return ({ key, timeStamp }) => {
    const first = before !== null && timeStamp - before.time < SEQUENCE_MS ? before.key : null
    const match = matchKey(first, key)
    before = match === 'pending' ? { key: key.toLowerCase(), time: timeStamp } : null
    return match === 'pending' ? null : match
  }
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
}

function mayRun(event: KeyboardEvent): boolean {
  const withModifier = event.metaKey || event.ctrlKey || event.altKey
  if (event.defaultPrevented || withModifier || isTyping(event)) return false
  return readShortcutsOn() && document.querySelector('dialog[open]') === null
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'))
  )
}
