import { groupBy } from '@outlay/shared/group-by'
import type { PriceOption } from '@outlay/shared/ml-parts'
import { type Day, daysBetween } from '@outlay/shared/period'
import { type CommitmentRate, commitmentRates } from '../../../data/prices/commitment-rates.ts'
import { type RegionPrice, regionPrices } from '../../../data/prices/region-prices.ts'
import { type SpotPrice, spotPrices } from '../../../data/prices/spot-prices.ts'
import { type VmPrice, vmPrices } from '../../../data/prices/vm-prices.ts'
import { FRESH_DAYS } from '../rules/pricing/price-table.ts'

export interface Place {
  readonly provider: string
  readonly region: string | null
  readonly model: string
}

/**
 * What an accelerator of the same make costs in every place of the catalogue, USD an hour of one accelerator with its share
 * of the machine, cheapest first. `dataGb` is moved there once.
 */
export function priceOptions(place: Place, dataGb: number, today: Day): readonly PriceOption[] {
  const alike = vmPrices().filter(
    ({ gpu, gpus }) => gpu !== null && gpus >= 1 && makeOf(gpu) === makeOf(place.model),
  )
  const groups = groupBy(alike, ({ provider, region, gpu }) => `${provider} ${region} ${gpu}`)
  return [...groups.values()]
    .flatMap((types) => optionOf(types, place, dataGb, today))
    .toSorted((a, b) => a.onDemand.low - b.onDemand.low)
}

/** `A100-80GB` and `A100-40GB` are one make. */
export function makeOf(model: string): string {
  return model.replace(/-\d+GB$/, '').replace(/-NVL$/, '')
}

function optionOf(
  types: readonly VmPrice[],
  place: Place,
  dataGb: number,
  today: Day,
): readonly PriceOption[] {
  const sorted = types.toSorted((a, b) => perGpu(a) - perGpu(b))
  const [first] = sorted
  if (first === undefined || first.gpu === null) return []
  const { provider, region, gpu, asOf } = first
  return [
    {
      ...{ provider, region, model: gpu, asOf },
      types: sorted.map(({ type }) => type),
      onDemand: rangeOf(sorted.map(perGpu)),
      spot: spotOf(sorted),
      oneYear: oneYearOf(sorted),
      egress: egressOf(place, first, dataGb),
      stale: daysBetween(asOf, today) > FRESH_DAYS,
      notComparable: differencesOf(place, sorted),
    },
  ]
}

const perGpu = ({ usdPerHour, gpus }: VmPrice) => Number(usdPerHour) / gpus

function rangeOf(values: readonly number[]) {
  return { low: Math.min(...values), high: Math.max(...values) }
}

function spotOf(types: readonly VmPrice[]) {
  spots ??= new Map(spotPrices().map((spot) => [`${spot.provider} ${spot.region} ${spot.type}`, spot]))
  const known = types.flatMap((vm) => {
    const spot = spots?.get(`${vm.provider} ${vm.region} ${vm.type}`)
    if (spot === undefined) return []
    return [spot.usdPerHour === null ? perGpu(vm) * (1 - spot.discount) : Number(spot.usdPerHour) / vm.gpus]
  })
  return known.length === 0 ? null : rangeOf(known)
}

let spots: ReadonlyMap<string, SpotPrice> | undefined

/** From the most that an offer promises to what to reckon with, of one year without anything paid ahead. */
function oneYearOf(types: readonly VmPrice[]) {
  const known = types.flatMap((vm) => {
    rates ??= commitmentRates().filter(
      ({ termMonths, kind }) =>
        termMonths === 12 && /^(resource-cud|instance-savings-plan|reservation)$/.test(kind),
    )
    const own = rates.filter(({ provider }) => provider === vm.provider)
    const rate =
      own.find(({ family }) => vm.family.startsWith(family)) ?? own.find(({ family }) => family === '*')
    if (rate === undefined) return []
    return [perGpu(vm) * (1 - (rate.discountMax ?? rate.discount)), perGpu(vm) * (1 - rate.discount)]
  })
  return known.length === 0 ? null : rangeOf(known)
}

let rates: readonly CommitmentRate[] | undefined

function egressOf(from: Place, to: VmPrice, dataGb: number): number | null {
  if (from.provider === to.provider && from.region === to.region) return 0
  places ??= regionPrices()
  const price = places.find(({ provider, region }) => provider === from.provider && region === from.region)
  const usd = from.provider === to.provider ? price?.usdPerGbToRegion : price?.usdPerGbToInternet
  return usd == null ? null : Number(usd) * dataGb
}

let places: readonly RegionPrice[] | undefined

function differencesOf(place: Place, types: readonly VmPrice[]): readonly string[] {
  const [first] = types
  const many = types.some(({ gpus }) => gpus >= 8)
  return [
    ...(first?.gpu === place.model ? [] : [`memory: ${first?.gpu} instead of ${place.model}`]),
    ...(many && first?.provider !== place.provider ? ['interconnect between machines'] : []),
    ...(first?.provider === place.provider ? [] : ['cores and memory beside each GPU']),
    ...(first?.provider === 'azure' && place.provider !== 'azure'
      ? ['spot price is a ratio of the family']
      : []),
  ]
}
