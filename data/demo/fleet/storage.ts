import { HOURS_PER_MONTH } from '../limits.ts'
import type { Hour } from '../types.ts'
import { inventoryOf } from './bucket-inventory.ts'
import { accountOf, addSeries, type Fleet, type Owner } from './fleet.ts'
import { plantTiering } from './tiering.ts'

export interface Bucket {
  readonly account: string
  readonly name: string
  readonly owner: Owner
  readonly terabytes: number
  readonly averageObjectKb: number
  /** Requests a day, in thousands. */
  readonly writesK: number
  readonly readsK: number
  readonly startSize?: number
  readonly ml?: boolean
  readonly lifecycle?: boolean
  /** Days since the last request; 0 for a bucket in use. */
  readonly quietDays?: number
  /** Share of bytes older than 90 days. */
  readonly old?: number
  readonly from?: Hour
  /** true: old objects are read as often as new ones. */
  readonly hot?: boolean
  /** Another class or redundancy than the usual one. */
  readonly storage?: Wording['storage']
  readonly attributes?: Readonly<Record<string, unknown>>
}

interface Wording {
  readonly service: string
  readonly type: string
  readonly unit: string
  readonly storage: readonly [meter: string, usageType: string, operation: string, price: string]
  readonly writes: readonly [meter: string, usageType: string, operation: string, price: string]
  readonly reads: readonly [meter: string, usageType: string, operation: string, price: string]
}

const WORDINGS: Readonly<Record<'aws' | 'azure' | 'gcp', Wording>> = {
  aws: {
    service: 's3',
    type: 'Bucket',
    unit: 'GB-Months',
    storage: ['GB-month of Standard storage', 'TimedStorage-ByteHrs', 'StandardStorage', '0.023'],
    writes: ['PUT, COPY, POST or LIST requests', 'Requests-Tier1', 'PutObject', '0.000005'],
    reads: ['GET and all other requests', 'Requests-Tier2', 'GetObject', '0.0000004'],
  },
  azure: {
    service: 'azureStorage',
    type: 'Storage account',
    unit: 'GB-Months',
    storage: ['Hot LRS Data Stored', 'Hot LRS Data Stored', 'Block Blob', '0.0208'],
    writes: ['Hot LRS Write Operations', 'Hot LRS Write Operations', 'Block Blob', '0.000005'],
    reads: ['Hot Read Operations', 'Hot Read Operations', 'Block Blob', '0.0000004'],
  },
  gcp: {
    service: 'gcs',
    type: 'Bucket',
    unit: 'gibibyte month',
    storage: ['Standard Storage Regional', 'Standard Storage', 'Storage', '0.02'],
    writes: ['Regional Standard Class A Operations', 'Class A Operations', 'Storage', '0.000005'],
    reads: ['Regional Standard Class B Operations', 'Class B Operations', 'Storage', '0.0000004'],
  },
}

/** A bucket (or storage account): bytes, writes, reads; the requests are the lines under a cent. */
export function addBucket(
  fleet: Fleet,
  bucket: Bucket,
): { readonly id: string; readonly writes: number; readonly stored: number } {
  const { source } = accountOf(bucket.account)
  const cloud = source.startsWith('aws') ? 'aws' : source.startsWith('azure') ? 'azure' : 'gcp'
  const wording = WORDINGS[cloud]
  const id = bucketId(cloud, bucket)
  const bucketSize = (bucket.terabytes * 1000) / HOURS_PER_MONTH
  const lines = (part: Wording['storage'], unit: string, base: number, noise: number, decimals: number) =>
    addSeries(fleet, {
      account: bucket.account,
      owner: bucket.owner,
      service: wording.service,
      resource: { id, name: bucket.name, type: wording.type },
      meter: part[0],
      usageType: part[1],
      operation: part[2],
      unit,
      price: part[3],
      base,
      noise,
      decimals,
      shape: unit === 'Requests' ? 'traffic' : 'flat',
      startSize: bucket.startSize ?? 0.7,
      ml: bucket.ml ?? false,
      ...(bucket.from === undefined ? {} : { from: bucket.from }),
    })
  const stored = lines(bucket.storage ?? wording.storage, wording.unit, bucketSize, 0, 3)
  const writes = lines(wording.writes, 'Requests', (bucket.writesK * 1000) / 24, 0.5, 0)
  if (bucket.quietDays === undefined) lines(wording.reads, 'Requests', (bucket.readsK * 1000) / 24, 0.5, 0)
  fleet.inventory.push(inventoryOf(fleet, bucket, id))
  plantTiering(fleet, { ...bucket, cloud, id, stored })
  return { id, writes, stored }
}

function bucketId(cloud: 'aws' | 'azure' | 'gcp', bucket: Bucket): string {
  if (cloud === 'aws') return bucket.name
  const account = accountOf(bucket.account).id
  if (cloud === 'gcp') return `//storage.googleapis.com/projects/_/buckets/${bucket.name}`
  return `/subscriptions/${account}/resourcegroups/rg-${bucket.owner.app}/providers/microsoft.storage/storageaccounts/${bucket.name}`
}
