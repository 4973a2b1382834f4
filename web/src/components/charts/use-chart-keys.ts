import { type KeyboardEvent, useState } from 'react'

interface ChartKeys {
  readonly active: number | null
  readonly clear: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const WEEK = 7

/** Walks the periods of a chart: arrows one, Page keys seven, Home and End, Enter opens, Esc lets go. */
export function useChartKeys(count: number, onEnter?: (index: number) => void): ChartKeys {
  const [active, setActive] = useState<number | null>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' && active !== null) onEnter?.(active)
    else if (event.key === 'Escape' && active !== null) setActive(null)
    else {
      const next = moveActive(active, event.key, count)
      if (next === null) return
      setActive(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    active: active !== null && active < count ? active : null,
    clear: () => setActive(null),
    onKeyDown,
  }
}

/** Where a key leads from `active`; `null` for keys that are not the chart's. */
export function moveActive(active: number | null, key: string, count: number): number | null {
  const from: Record<string, number> = {
    ArrowLeft: (active ?? count) - 1,
    ArrowRight: (active ?? -1) + 1,
    PageUp: (active ?? count) - WEEK,
    PageDown: (active ?? -1) + WEEK,
    Home: 0,
    End: count - 1,
  }
  const next = Object.hasOwn(from, key) ? from[key] : undefined
  return next === undefined || count === 0 ? null : Math.min(Math.max(next, 0), count - 1)
}
