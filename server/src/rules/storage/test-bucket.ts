import type { DuckDBConnection } from '@duckdb/node-api'
import { loadPrices } from '../pricing/load-prices.ts'
import { RATE_TABLES } from '../pricing/rate-tables.ts'
import { LAST_DAY, type TestInventory, type TestLine } from '../test-kit.ts'

/** The catalogue, as rules find it. */
export function withPrices(connection: DuckDBConnection): Promise<void> {
  return loadPrices(connection, { day: LAST_DAY, tables: RATE_TABLES })
}

interface BucketBill {
  readonly provider: 'aws' | 'azure' | 'gcp'
  readonly resource?: string | null
  /** GB in Standard or Hot, at list price. */
  readonly gb: number
  readonly reads?: number
  readonly writes?: number
  readonly line?: Partial<TestLine>
}

const WORDS = {
  aws: {
    service: 'Amazon Simple Storage Service',
    region: 'us-east-1',
    storage: { usageType: 'TimedStorage-ByteHrs', meter: 'GB-month of Standard storage' },
    get: { usageType: 'Requests-Tier2', meter: 'GET and all other requests' },
    put: { usageType: 'Requests-Tier1', meter: 'PUT, COPY, POST or LIST requests' },
    price: 0.023,
  },
  azure: {
    service: 'Storage Accounts',
    region: 'eastus',
    storage: { meter: 'Hot LRS Data Stored' },
    get: { meter: 'Hot Read Operations' },
    put: { meter: 'Hot LRS Write Operations' },
    price: 0.0208,
  },
  gcp: {
    service: 'Cloud Storage',
    region: 'us-central1',
    storage: { meter: 'Standard Storage US Regional' },
    get: { meter: 'Regional Standard Class B Operations' },
    put: { meter: 'Regional Standard Class A Operations' },
    price: 0.02,
  },
} as const

/** Lines of 30 days of one bucket: space at list price, and requests a month. */
export function bucketLines({
  provider,
  resource = 'bucket-1',
  gb,
  reads = 0,
  writes = 0,
  line = {},
}: BucketBill): TestLine[] {
  const words = WORDS[provider]
  const base = {
    provider,
    resource,
    service: words.service,
    serviceCategory: 'Storage',
    region: words.region,
    ...line,
  }
  const requests = (part: object, count: number) => ({
    ...base,
    ...part,
    unit: 'Requests',
    quantity: count / 30,
    cost: (count * 0.0000004).toFixed(10),
  })
  return [
    {
      ...base,
      ...words.storage,
      unit: 'GB-Mo',
      quantity: gb / 30,
      cost: ((gb * words.price) / 30).toFixed(10),
    },
    ...(reads > 0 ? [requests(words.get, reads)] : []),
    ...(writes > 0 ? [requests(words.put, writes)] : []),
  ]
}

interface BucketAges {
  readonly gb: number
  readonly kib: number
  /** Bytes by age, as parts: 0–30, 30–90, 90–365 days and older. */
  readonly ages: readonly [number, number, number, number]
  /** Part of each that is read in 30 days. */
  readonly reads?: readonly [number, number, number, number]
  readonly more?: Readonly<Record<string, unknown>>
}

const EDGES = [0, 30, 90, 365, null] as const

/** What the inventory says of the bucket. */
export function bucketItem(resource: string, { gb, kib, ages, reads, more = {} }: BucketAges): TestInventory {
  const bytes = gb * 1024 ** 3
  return {
    resource,
    type: 'bucket',
    attributes: {
      bytes,
      objects: bytes / 1024 / kib,
      average_object_bytes: kib * 1024,
      age_days_histogram: ages.map((part, index) => ({
        from: EDGES[index],
        to: EDGES[index + 1] ?? null,
        bytes: bytes * part,
        ...(reads === undefined ? {} : { bytes_read_30d: bytes * part * (reads[index] ?? 0) }),
      })),
      ...more,
    },
  }
}
