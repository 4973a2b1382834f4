import { AWS_SPOT } from './aws-spot.ts'
import { type Provenance, SOURCES } from './sources.ts'
import { type PricedProvider, vmPrices } from './vm-prices.ts'

/** What spot (preemptible) capacity of a machine saves against its on-demand list price in one region. */
export interface SpotPrice extends Provenance {
  readonly provider: PricedProvider
  readonly region: string
  readonly type: string
  readonly family: string
  /** Part of the on-demand price that is saved, 0–1. */
  readonly discount: number
  readonly usdPerHour: string | null
  /** Part of the running instances that are reclaimed in a month: from, to; null where no source states it. */
  readonly interruption: readonly [min: number, max: number | null] | null
  /** `high` for a price list, `medium` for an average over time, `low` for the ratio of a family. */
  readonly confidence: 'high' | 'medium' | 'low'
}

export function spotPrices(): readonly SpotPrice[] {
  return [...awsSpot(), ...fromPriceList(), ...fromFamilyRatio()]
}

const AWS_REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const

/** The Spot Advisor's bands; the last has no upper end. */
const BANDS = [
  [0, 0.05],
  [0.05, 0.1],
  [0.1, 0.15],
  [0.15, 0.2],
  [0.2, null],
] as const

function awsSpot(): SpotPrice[] {
  return AWS_SPOT.trim()
    .split('\n')
    .flatMap((line) => {
      const [family = '', sizes = ''] = line.split(' | ')
      return sizes.split('; ').flatMap((size) => {
        const [name = '', ...cells] = size.split(' ')
        return AWS_REGIONS.flatMap((region, index) => {
          const [percent, band] = (cells[index] ?? '-').split(':')
          if (band === undefined) return []
          return {
            provider: 'aws' as const,
            region,
            type: `${family}.${name}`,
            family,
            discount: Number(percent) / 100,
            usdPerHour: null,
            interruption: BANDS[Number(band)] ?? null,
            confidence: 'medium' as const,
            ...SOURCES.awsSpot,
          }
        })
      })
    })
}

function fromPriceList(): SpotPrice[] {
  return vmPrices().flatMap(({ provider, region, type, family, ...vm }) => {
    if (vm.spotUsdPerHour === null) return []
    return {
      provider,
      region,
      type,
      family,
      discount: 1 - Number(vm.spotUsdPerHour) / Number(vm.usdPerHour),
      usdPerHour: vm.spotUsdPerHour,
      interruption: null,
      confidence: 'high' as const,
      source: vm.source,
      licence: vm.licence,
      asOf: vm.asOf,
    }
  })
}

function fromFamilyRatio(): SpotPrice[] {
  return vmPrices().flatMap(({ provider, region, type, family, spotRatio }) => {
    if (spotRatio === null) return []
    return {
      provider,
      region,
      type,
      family,
      discount: 1 - spotRatio,
      usdPerHour: null,
      interruption: null,
      confidence: 'low' as const,
      ...SOURCES.azureSpot,
    }
  })
}
