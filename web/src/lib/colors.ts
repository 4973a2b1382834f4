import type { Dimension } from '@outlay/shared/dimensions'

/** One of the seven fills, or the grey of what is gathered in Other, or the hatch of what has no value. */
export type Slot = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 'other' | 'absent'

const SLOTS = [1, 2, 3, 4, 5, 6, 7] as const
const RESERVED: Record<string, Slot> = { azure: 1, aws: 2, gcp: 3, oci: 7 }
const remembered = new Map<string, Slot>()

/** CSS of a slot's fill. */
export function fillOf(slot: Slot): string {
  return slot === 'absent' ? 'url(#hatch-absent)' : `var(--series-${slot})`
}

/**
 * A fill for each value, at most seven of them, most expensive first. A value keeps its colour when filters
 * change, as long as nothing above it in the same view holds that colour.
 */
export function assignSlots(
  dim: Dimension,
  values: readonly string[],
  memory = remembered,
): Map<string, Slot> {
  const slots = new Map<string, Slot>()
  const taken = () => new Set(slots.values())
  for (const value of values) {
    const wanted = memory.get(`${dim}\n${value}`) ?? (dim === 'provider' ? RESERVED[value] : undefined)
    if (wanted !== undefined && !taken().has(wanted)) slots.set(value, wanted)
  }
  for (const value of values) {
    if (slots.has(value)) continue
    const free = SLOTS.find((slot) => !taken().has(slot)) ?? 'other'
    slots.set(value, free)
  }
  for (const [value, slot] of slots) if (slot !== 'other') memory.set(`${dim}\n${value}`, slot)
  return slots
}
