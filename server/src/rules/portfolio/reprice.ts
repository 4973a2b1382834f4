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
  readonly usage: readonly ReplayUsage[]
  readonly covers: readonly Cover[]
}

/** A commitment of one slot, with the usage that it may cover, the largest discount first. */
interface Cover {
  readonly paid: number
  readonly lines: readonly { readonly index: number; readonly rate: number }[]
}

export function slotsOf({ usage, commitments }: Replay): Map<string, Slot> {
  const slots = new Map<string, { usage: ReplayUsage[]; covers: Cover[] }>()
  const at = (slot: string) => {
    const found = slots.get(slot) ?? { usage: [], covers: [] }
    slots.set(slot, found)
    return found
  }
  for (const line of usage) at(line.slot).usage.push(line)
  for (const { slot, scope, paid } of commitments) {
    const found = at(slot)
    found.covers.push({ paid, lines: eligible(found.usage, scope) })
  }
  return slots
}

function eligible(usage: readonly ReplayUsage[], scope: string): Cover['lines'] {
  const lines = []
  for (const [index, { rates }] of usage.entries()) {
    const rate = rates[scope]
    if (rate !== undefined && rate > 0) lines.push({ index, rate })
  }
  return lines.toSorted((a, b) => a.rate - b.rate)
}

/** Cost of one slot. */
export function slotCost({ usage, covers }: Slot, keep: Keep): number {
  const open = usage.map((line) => line.onDemand * keep(line.resource))
  let total = 0
  for (const { paid, lines } of covers) {
    total += paid
    let budget = paid
    for (const { index, rate } of lines) {
      if (budget <= 0) break
      const covered = Math.min(budget, (open[index] ?? 0) * rate)
      budget -= covered
      open[index] = (open[index] ?? 0) - covered / rate
    }
  }
  return open.reduce((sum, cost) => sum + cost, total)
}
