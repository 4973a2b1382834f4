import { type Keep, type Replay, type Slot, slotCost, slotsOf } from './reprice.ts'

/** A measure that cuts a share of what resources use. */
export interface Cut {
  readonly id: string
  /** Share of its usage that ends, 0–1, by resource. */
  readonly shares: ReadonlyMap<string, number>
}

/** What one measure saves on usage that commitments may cover. */
export interface CutSaving {
  /** What the bill shows for the usage that ends. */
  readonly billed: number
  /** What the bill really falls by: freed commitment dollars refill other eligible usage, or are lost. */
  readonly net: number
}

/**
 * Takes measures one after the other and replays the slots that each touches, so that the savings of all add up to the
 * difference of the bill before and after. Formula: finops §5, spill-over of commitments.
 */
export function spillOver(replay: Replay, cuts: readonly Cut[]): Map<string, CutSaving> {
  const slots = slotsOf(replay)
  const kept = new Map<string, number>()
  const keep: Keep = (resource) => (resource === null ? 1 : (kept.get(resource) ?? 1))
  const touched = slotsByResource(slots)
  const savings = new Map<string, CutSaving>()
  for (const { id, shares } of cuts) {
    const mine = new Set([...shares.keys()].flatMap((resource) => touched.get(resource) ?? []))
    const before = costOf(mine, keep)
    const billed = billedOf(mine, keep)
    for (const [resource, share] of shares) {
      kept.set(resource, keep(resource) * (1 - Math.min(1, Math.max(0, share))))
    }
    savings.set(id, { billed: billed - billedOf(mine, keep), net: before - costOf(mine, keep) })
  }
  return savings
}

function slotsByResource(slots: ReadonlyMap<string, Slot>): Map<string, Slot[]> {
  const byResource = new Map<string, Set<Slot>>()
  for (const slot of slots.values()) {
    for (const { resource } of slot.usage) {
      if (resource === null) continue
      const found = byResource.get(resource) ?? new Set()
      byResource.set(resource, found.add(slot))
    }
  }
  return new Map([...byResource].map(([resource, found]) => [resource, [...found]]))
}

function costOf(slots: ReadonlySet<Slot>, keep: Keep): number {
  let total = 0
  for (const slot of slots) total += slotCost(slot, keep)
  return total
}

function billedOf(slots: ReadonlySet<Slot>, keep: Keep): number {
  let total = 0
  for (const { usage } of slots) for (const line of usage) total += line.billed * keep(line.resource)
  return total
}
