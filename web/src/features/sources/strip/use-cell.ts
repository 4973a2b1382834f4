import { type KeyboardEvent, useState } from 'react'

export interface Cell {
  readonly row: number
  readonly column: number
}

const WEEK = 7

/** The day that keyboard or pointer stand on: arrows move by a day and a source, Page keys by a week, Home and End to the ends, Esc lets go. */
export function useCell(rows: number, columns: number) {
  const [cell, setCell] = useState<Cell | null>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && cell !== null) setCell(null)
    else {
      const next = moveCell(cell, event.key, rows, columns)
      if (next === null) return
      setCell(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const shown = cell !== null && cell.row < rows && cell.column < columns ? cell : null
  return { cell: shown, setCell, onKeyDown }
}

/** Where a key leads; the first one leads to the newest day of the first source. Null for keys that are none of its own. */
export function moveCell(cell: Cell | null, key: string, rows: number, columns: number): Cell | null {
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : undefined
  if (step === undefined || rows === 0 || columns === 0) return null
  if (cell === null) return { row: 0, column: key === 'Home' ? 0 : columns - 1 }
  const [down, right] = step
  return { row: within(cell.row + down, rows), column: within(cell.column + right, columns) }
}

const FAR = Number.MAX_SAFE_INTEGER / 2
const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  PageUp: [0, -WEEK],
  PageDown: [0, WEEK],
  Home: [0, -FAR],
  End: [0, FAR],
}

function within(value: number, count: number): number {
  return Math.min(Math.max(value, 0), count - 1)
}
