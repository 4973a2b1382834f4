import type { View } from '../../lib/view.ts'

/** Line breaks separate them: the one character that hardly stands in a name. */
const BETWEEN = '\n'

/** Values that the chart keeps out of Other, whatever their size. */
export function pinnedOf({ local }: Pick<View, 'local'>): readonly string[] {
  return local['pin']?.split(BETWEEN) ?? []
}

/** `local` of the view with the value pinned, or no longer. */
export function togglePin(view: Pick<View, 'local'>, value: string): View['local'] {
  const pinned = pinnedOf(view)
  const next = pinned.includes(value) ? pinned.filter((each) => each !== value) : [...pinned, value]
  const { pin: _, ...others } = view.local
  return next.length === 0 ? others : { ...others, pin: next.join(BETWEEN) }
}
