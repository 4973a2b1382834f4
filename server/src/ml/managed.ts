import type { ManagedRow } from '@outlay/shared/ml-parts'
import type { Amount } from '@outlay/shared/money'
import { type VmPrice, vmPrices } from '../../../data/prices/vm-prices.ts'

/** How the premium is worked out, as the page tells it. */
export const MANAGED_FORMULA =
  'Premium = price paid for an hour of the managed machine ÷ on-demand price of the plain machine − 1. Difference = (managed − plain) × hours. What running it yourself asks for (scaling, images, patches, somebody on call) and discounts on the plain machine are not in it.'

export interface ManagedHours {
  readonly provider: string
  readonly region: string | null
  readonly machineType: string
  readonly hours: number
  readonly cost: Amount
}

const HOME: Readonly<Record<string, string>> = { aws: 'us-east-1', azure: 'eastus', gcp: 'us-central1' }

/** Managed machines beside the plain ones that they run on; USD. Types that the catalogue does not price are left out. */
export function managedRows(rows: readonly ManagedHours[]): readonly ManagedRow[] {
  return rows.flatMap((row) => {
    const plain = plainOf(row)
    if (plain === undefined || row.hours <= 0) return []
    const managedPerHour = Number(row.cost) / row.hours
    const plainPerHour = Number(plain.usdPerHour)
    return [
      {
        ...row,
        plainType: plain.type,
        managedPerHour,
        plainPerHour,
        premium: managedPerHour / plainPerHour - 1,
        difference: (managedPerHour - plainPerHour) * row.hours,
        asOf: plain.asOf,
        priceRegion: plain.region,
      },
    ]
  })
}

/** In its own region, else in the first region of its cloud. */
function plainOf({ provider, region, machineType }: ManagedHours): VmPrice | undefined {
  const alike = vmPrices().filter((vm) => vm.provider === provider && vm.type.toLowerCase() === machineType)
  return alike.find((vm) => vm.region === region) ?? alike.find((vm) => vm.region === HOME[provider])
}
