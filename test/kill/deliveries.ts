import type { UnitSpec } from '@outlay/server/ingest/apply/staged-builder'

/** Delivery number `index` of a run: the same for the child that applies it and the test that knows the sums. */
export function deliveryOf(
  seed: number,
  index: number,
): { readonly units: UnitSpec[]; readonly add: boolean } {
  const add = index % 4 === 3
  const units = [index % 2, 2].map((account) => unitOf(seed, index, `account-${account}`, add))
  return { units, add }
}

/** BilledCost in cents by account once the deliveries before `count` are in force. */
export function centsAfter(seed: number, count: number): Record<string, number> {
  const cents: Record<string, number> = {}
  for (let index = 0; index < count; index += 1) {
    const { units, add } = deliveryOf(seed, index)
    for (const { account = '', lines } of units) {
      const sum = lines.reduce((total, line) => total + Math.round(Number(line['BilledCost']) * 100), 0)
      cents[account] = add ? (cents[account] ?? 0) + sum : sum
    }
  }
  return cents
}

/** Every replacing delivery is larger than all before it, so that none is held. */
function unitOf(seed: number, index: number, account: string, add: boolean): UnitSpec {
  const random = mulberry32(seed * 1000 + index)
  const rows = add ? 5 : 20 + index * 4
  const lines = Array.from({ length: rows }, (_, row) => ({
    ChargePeriodStart: `2026-07-${String((row % 28) + 1).padStart(2, '0')}`,
    BilledCost: (100 + index * 2 + Math.floor(random() * 100) / 100).toFixed(2),
    ServiceName: `Service ${row % 5}`,
    ResourceId: `resource-${row % 17}`,
  }))
  return { lines, account, file: `delivery-${index}-${account}.csv` }
}

/** Seeded random numbers in [0, 1). Source: mulberry32, Tommy Ettinger, public domain. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
