import { type Provenance, SOURCES } from './sources.ts'
import type { PricedProvider } from './vm-prices.ts'

/** What a gigabyte costs that leaves a region. */
export interface RegionPrice extends Provenance {
  readonly provider: PricedProvider
  readonly region: string
  /** To another region of the same cloud; Google: on the same continent. */
  readonly usdPerGbToRegion: string | null
  /** To the internet, first tier (AWS 10 TB, Google 1 TB). */
  readonly usdPerGbToInternet: string | null
  /** Between zones, each way. */
  readonly usdPerGbBetweenZones: string | null
}

export function regionPrices(): readonly RegionPrice[] {
  return [...AWS.flatMap(aws), ...GCP_INTERNET.flatMap(gcp)]
}

type Group = readonly [regions: string, toRegion: string | null, toInternet: string]

/** us-east-1 and us-east-2 pay half of their price between each other. */
const AWS: readonly Group[] = [
  [
    'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 eu-central-1 eu-north-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3',
    '0.02',
    '0.09',
  ],
  ['us-gov-east-1 us-gov-west-1', '0.03', '0.155'],
  ['ap-northeast-1 ap-northeast-3', '0.09', '0.114'],
  ['ap-east-1 ap-southeast-1', '0.09', '0.12'],
  ['ap-south-1 ap-south-2', '0.086', '0.1093'],
  ['ap-northeast-2', '0.08', '0.126'],
  ['il-central-1', '0.08', '0.11'],
  ['ap-southeast-2', '0.098', '0.114'],
  ['me-south-1', '0.1105', '0.117'],
  ['sa-east-1', '0.138', '0.15'],
  ['af-south-1', '0.147', '0.154'],
]

/** Regions whose tiers in the source run backwards are left out. */
const GCP_INTERNET: readonly Group[] = [
  [
    'us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4 northamerica-northeast1 northamerica-northeast2',
    '0.02',
    '0.12',
  ],
  [
    'europe-central2 europe-north1 europe-southwest1 europe-west1 europe-west2 europe-west3 europe-west4 europe-west6 europe-west8 europe-west9 europe-west10 europe-west12',
    '0.02',
    '0.12',
  ],
  ['asia-east1 asia-east2 asia-south1 asia-south2 asia-southeast1', null, '0.12'],
  ['asia-southeast2 australia-southeast1 australia-southeast2 me-central2', null, '0.19'],
  ['southamerica-east1 southamerica-west1', null, '0.19'],
  ['africa-south1 me-central1 me-west1', null, '0.15'],
]

function aws([regions, usdPerGbToRegion, usdPerGbToInternet]: Group): RegionPrice[] {
  const price = {
    provider: 'aws',
    usdPerGbToRegion,
    usdPerGbToInternet,
    usdPerGbBetweenZones: '0.01',
  } as const
  return regions.split(' ').map((region) => ({ ...price, region, ...SOURCES.infracost }))
}

function gcp([regions, usdPerGbToRegion, usdPerGbToInternet]: Group): RegionPrice[] {
  const price = { provider: 'gcp', usdPerGbToRegion, usdPerGbToInternet, usdPerGbBetweenZones: null } as const
  return regions.split(' ').map((region) => ({ ...price, region, ...SOURCES.gcpNetwork }))
}
