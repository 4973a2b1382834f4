import { vmPrice } from '../../prices/vm-prices.ts'
import type { Fleet } from './fleet.ts'
import { vary } from './vary.ts'

/** Spot ÷ on-demand price of the machines that the company could run on spot; public facts of 2025 and 2026. */
const SPOT: Readonly<Record<string, number>> = {
  'm5.xlarge': 0.34,
  'm5.2xlarge': 0.46,
  'm6i.2xlarge': 0.42,
  'c5.2xlarge': 0.44,
  'c5.4xlarge': 0.34,
  'c6i.2xlarge': 0.49,
  'c6i.4xlarge': 0.43,
  'r5.2xlarge': 0.39,
  'g5.2xlarge': 0.42,
  'g5.12xlarge': 0.42,
  'g5.48xlarge': 0.29,
  'p4d.24xlarge': 0.33,
  'n2-standard-8': 0.474,
  'n2d-standard-8': 0.29,
  'e2-standard-4': 0.6,
  'e2-standard-8': 0.6,
  'a2-highgpu-1g': 0.525,
  'g2-standard-8': 0.562,
  D4s_v5: 0.3,
  D8s_v5: 0.3,
  NC24ads_A100_v4: 0.3,
  v5e: 0.5,
}

/**
 * Part of the cost that remains on spot: its price with a small move of the market, re-based to the price that is paid
 * where a discount on the on-demand price does not reach spot, and the work that interruptions waste.
 */
export function keepOnSpot(fleet: Fleet, type: string, rework: number, paid = 1): number {
  const share = SPOT[type]
  if (share === undefined) throw new Error(`no spot price for ${type}`)
  return round((vary(fleet, `spot:${type}`, share, 0.1) / paid) * (1 + rework))
}

/** Price of one machine in units of another's. */
export function priceRatio(
  provider: 'aws' | 'azure' | 'gcp',
  region: string,
  small: string,
  now: string,
): number {
  return round(
    Number(vmPrice(provider, region, small).usdPerHour) / Number(vmPrice(provider, region, now).usdPerHour),
  )
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
