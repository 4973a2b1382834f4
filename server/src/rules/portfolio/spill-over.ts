import { type Keep, type Replay, type ReplayUsage, type Slot, slotCost, slotsOf } from './reprice.ts'

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

/** A bill that may be replayed many times: its slots, what each costs as it is, and where each resource stands. */
export interface PreparedReplay {
  readonly costs: ReadonlyMap<Slot, number>
  readonly resources: ReadonlyMap<string, Footprint>
}

interface Footprint {
  readonly slots: readonly Slot[]
  readonly lines: readonly ReplayUsage[]
}

export function prepareReplay(replay: Replay): PreparedReplay {
  const slots = [...slotsOf(replay).values()]
  const resources = new Map<string, { slots: Slot[]; lines: ReplayUsage[] }>()
  for (const slot of slots) {
    for (const line of slot.usage) {
      if (line.resource === null) continue
      const found = resources.get(line.resource) ?? { slots: [], lines: [] }
      resources.set(line.resource, found)
      found.lines.push(line)
      if (found.slots.at(-1) !== slot) found.slots.push(slot)
    }
  }
  return { costs: new Map(slots.map((slot) => [slot, slotCost(slot, () => 1)])), resources }
}

/**
 * Takes measures one after the other and replays the slots that each touches, so that the savings of all add up to the
 * difference of the bill before and after. Formula: finops §5, spill-over of commitments.
 */
export function spillOver(replay: PreparedReplay, cuts: readonly Cut[]): Map<string, CutSaving> {
  const kept = new Map<string, number>()
  const keep: Keep = (resource) => (resource === null ? 1 : (kept.get(resource) ?? 1))
  const costs = new Map<Slot, number>()
  const savings = new Map<string, CutSaving>()
  for (const { id, shares } of cuts) {
    let billed = 0
    const touched = new Set<Slot>()
    for (const [resource, share] of shares) {
      const footprint = replay.resources.get(resource)
      const before = keep(resource)
      const after = before * (1 - Math.min(1, Math.max(0, share)))
      kept.set(resource, after)
      for (const line of footprint?.lines ?? []) billed += line.billed * (before - after)
      for (const slot of footprint?.slots ?? []) touched.add(slot)
    }
    let net = 0
    for (const slot of touched) {
      const cost = slotCost(slot, keep)
      net += (costs.get(slot) ?? replay.costs.get(slot) ?? 0) - cost
      costs.set(slot, cost)
    }
    savings.set(id, { billed, net })
  }
  return savings
}
