import type { Factor } from '../rule.ts'

/** USD a GB-month on the list. Sources: infracost golden files (AWS, Azure), Cyclenerd pricing.yml (Google Cloud). */
const SNAPSHOT = 0.05
const DISKS: readonly (readonly [RegExp, number])[] = [
  [/gp3/i, 0.08],
  [/gp2/i, 0.1],
  [/io[12]/i, 0.125],
  [/st1/i, 0.045],
  [/sc1/i, 0.015],
  [/pd-ssd|ssd backed/i, 0.17],
  [/pd-balanced|balanced/i, 0.1],
  [/pd-standard|storage pd capacity/i, 0.04],
  [/premium/i, 0.135],
  [/standard ssd|standardssd/i, 0.075],
  [/standard/i, 0.045],
]

/**
 * Share of a disk's cost that ends when it is deleted and a snapshot of what is on it is kept:
 * `1 − used ÷ size × snapshot price ÷ disk price`. Prices are list prices, so that their ratio holds in any currency.
 */
export function shareWithSnapshot(disk: {
  readonly type: string
  readonly sizeGib: number | null
  readonly usedGib: number | null
}): Factor {
  const price = DISKS.find(([pattern]) => pattern.test(disk.type))?.[1] ?? 0.08
  const ratio = Math.min(1, SNAPSHOT / price)
  const known = disk.usedGib !== null && disk.sizeGib !== null && disk.sizeGib > 0
  const used = known ? Math.min(1, (disk.usedGib ?? 0) / (disk.sizeGib ?? 1)) : 0.6
  const spread = known ? 0.15 : 0.4
  return {
    name: 'share that ends, with a snapshot kept',
    low: 1 - Math.min(1, used * (1 + spread)) * ratio,
    expected: 1 - used * ratio,
    high: 1 - used * (1 - spread) * ratio,
    unit: 'share',
    source: `${known ? 'inventory: used of size' : 'prior: 60 % in use'}; snapshot ${SNAPSHOT} ÷ disk ${price} USD/GB-month, catalogue`,
  }
}
