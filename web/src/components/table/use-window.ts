import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useRef } from 'react'

const ROW_PX = 37
const WINDOW_FROM = 200

export interface RowWindow<T> {
  readonly scrollRef: RefObject<HTMLElement | null>
  /** For rows of different heights, which carry `data-index`: measures each once it is drawn. */
  readonly measure: (row: HTMLElement | null) => void
  readonly rows: readonly { readonly item: T; readonly index: number }[]
  /** Pixels of the rows left out above and below. */
  readonly before: number
  readonly after: number
  readonly windowed: boolean
}

/** The rows near the visible part of a long table; short tables are drawn whole. */
export function useRowWindow<T>(items: readonly T[], rowPx = ROW_PX): RowWindow<T> {
  const scrollRef = useRef<HTMLElement>(null)
  const windowed = items.length > WINDOW_FROM
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: windowed,
    estimateSize: () => rowPx,
    getScrollElement: () => scrollRef.current,
    overscan: 12,
  })
  const measure = windowed ? virtualizer.measureElement : leaveAsItIs
  if (!windowed) {
    const rows = items.map((item, index) => ({ item, index }))
    return { scrollRef, measure, rows, before: 0, after: 0, windowed }
  }
  const shown = virtualizer.getVirtualItems()
  const rows = shown.flatMap(({ index }) => {
    const item = items[index]
    return item === undefined ? [] : [{ item, index }]
  })
  const after = virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return { scrollRef, measure, rows, before: shown[0]?.start ?? 0, after, windowed }
}

function leaveAsItIs(): void {}
