/**
 * A bill in slots of time, small enough to be replayed: who used what at which on-demand price, and what commitments were
 * paid whether used or not.
 */
export interface Replay {
  readonly usage: readonly ReplayUsage[]
  readonly commitments: readonly ReplayCommitment[]
}

export interface ReplayUsage {
  /** Null for usage that no measure touches. */
  readonly resource: string | null
  readonly slot: string
  /** Cost at the on-demand price paid. */
  readonly onDemand: number
  /** What the bill shows for it: its part of the commitment where one covers it. */
  readonly billed: number
  /** 1 − discount under each scope of commitments that may cover it. */
  readonly rates: Readonly<Record<string, number>>
}

export interface ReplayCommitment {
  readonly scope: string
  readonly slot: string
  /** Paid in the slot, used or not. */
  readonly paid: number
}

/** Share of a resource's usage that is left, 0–1. */
export type Keep = (resource: string | null) => number

/**
 * What the bill comes to when its commitments are applied to the usage that is left: in each slot, and in the order given,
 * a commitment covers the usage with the largest discount first, as the vendors do; what nothing covers costs its
 * on-demand price.
 */
export function replayBill(replay: Replay, keep: Keep): number {
  return [...slotsOf(replay).values()].reduce((sum, slot) => sum + slotCost(slot, keep), 0)
}

export interface Slot {
  readonly usage: ReplayUsage[]
  readonly commitments: ReplayCommitment[]
}

export function slotsOf({ usage, commitments }: Replay): Map<string, Slot> {
  const slots = new Map<string, Slot>()
  const at = (slot: string): Slot => {
    const found = slots.get(slot) ?? { usage: [], commitments: [] }
    slots.set(slot, found)
    return found
  }
  for (const line of usage) at(line.slot).usage.push(line)
  for (const commitment of commitments) at(commitment.slot).commitments.push(commitment)
  return slots
}

/** Cost of one slot. */
export function slotCost({ usage, commitments }: Slot, keep: Keep): number {
  const open = usage.map((line) => line.onDemand * keep(line.resource))
  let total = 0
  for (const { scope, paid } of commitments) {
    total += paid
    cover(usage, open, scope, paid)
  }
  return open.reduce((sum, cost) => sum + cost, total)
}

function cover(usage: readonly ReplayUsage[], open: number[], scope: string, paid: number): void {
  let budget = paid
  const eligible = usage
    .flatMap((line, index) => {
      const rate = line.rates[scope]
      return rate === undefined || rate <= 0 ? [] : [{ index, rate }]
    })
    .toSorted((a, b) => a.rate - b.rate)
  for (const { index, rate } of eligible) {
    const covered = Math.min(budget, (open[index] ?? 0) * rate)
    budget -= covered
    open[index] = (open[index] ?? 0) - covered / rate
  }
}
