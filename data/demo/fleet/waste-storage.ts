import { type Fleet, ownedBy, type SeriesSpec } from './fleet.ts'
import { addMeters } from './meter.ts'
import { plantWaste } from './plant.ts'
import { addBucket, type Bucket } from './storage.ts'
import { choose, vary } from './vary.ts'

/** Buckets that hold what nobody needs, or hold it in the wrong place. */
export function addStorageWaste(fleet: Fleet): void {
  addDebris(fleet)
  addWrongClass(fleet)
  addRedundant(fleet)
  addQuiet(fleet)
}

/** Keeps the tiering rules out of a bucket with a story of its own. */
const SETTLED = { lifecycle: true, old: 0.2 }

function addDebris(fleet: Fleet): void {
  const half = vary(fleet, 'multipart', 0.3)
  const uploads = bucket(fleet, 'data-lake', 'robot-video-ingest', 36, {
    ...SETTLED,
    attributes: {
      incomplete_multipart_bytes: Math.round(36e12 * half),
      incomplete_multipart_oldest_days: 240,
    },
  })
  plantWaste(fleet, {
    name: 'incomplete-multipart',
    ids: [uploads.id],
    series: [uploads.stored],
    needs: ['inventory'],
    why: 'uploads that never ended',
    fixes: [{ rule: 'ST-04', keep: 1 - half, method: 'their share of the bytes' }],
  })
  const stale = vary(fleet, 'noncurrent', 0.45)
  for (const [account, name] of [
    ['data-lake', 'warehouse-export'],
    ['vision-ml', 'visionlabels'],
  ] as const) {
    const versions = bucket(fleet, account, name, 26, {
      ...SETTLED,
      attributes: {
        versioning: true,
        noncurrent_bytes: Math.round(26e12 * stale),
        noncurrent_versions_per_object: 9,
      },
    })
    plantWaste(fleet, {
      name: 'noncurrent-versions',
      ids: [versions.id],
      series: [versions.stored],
      needs: ['inventory'],
      why: 'every version is kept for ever',
      fixes: [
        { rule: 'ST-05', keep: 1 - stale * 0.93, method: 'old versions but for the last 30 days of them' },
      ],
    })
  }
  const text = bucket(fleet, 'data-lake', 'events-raw-json', 48, {
    ...SETTLED,
    averageObjectKb: 30_000,
    attributes: { formats: { json: 0.9, parquet: 0.1 }, compression: 'none' },
  })
  plantWaste(fleet, {
    name: 'uncompressed-json',
    ids: [text.id],
    series: [text.stored],
    needs: ['inventory'],
    why: 'plain JSON that shrinks to a quarter',
    fixes: [
      {
        rule: 'ST-10',
        keep: 1 - 0.9 * 0.74,
        method: 'nine tenths of the bytes shrink by 74 % as zstd Parquet',
      },
    ],
  })
  const twin = bucket(fleet, 'tb-mlops', 'tb-mlops-datasets-copy', 52, {
    ...SETTLED,
    ml: true,
    attributes: { duplicate_of: 'tb-mlops-datasets', duplicate_share: 0.96 },
  })
  plantWaste(fleet, {
    name: 'duplicate-dataset',
    ids: [twin.id],
    series: [twin.stored],
    needs: ['inventory'],
    why: 'a copy of another bucket',
    fixes: [{ rule: 'ST-11', keep: 0.04, method: 'the objects that exist twice' }],
  })
}

/** Small objects that were moved to a cold class, where fees cost more than the space saves. */
function addWrongClass(fleet: Fleet): void {
  const owner = ownedBy('fleet-data', 'telemetry-thumbs', 'prod')
  const cold = bucket(fleet, 'platform-prod', 'telemetry-thumbs', 26, {
    averageObjectKb: 90,
    old: 0.9,
    storage: [
      'GB-month of Standard-Infrequent Access storage',
      'TimedStorage-SIA-ByteHrs',
      'StandardIAStorage',
      '0.0125',
    ],
    attributes: { storage_class: 'STANDARD_IA', lifecycle_rules: 1 },
  })
  const more: Partial<SeriesSpec> = { resource: { id: cold.id, name: cold.id, type: 'Bucket' } }
  const gigabytes = vary(fleet, 'thumbs', 78)
  const fees = addMeters(
    fleet,
    'platform-prod',
    owner,
    [
      [
        's3',
        'per GB data retrieved, Standard-IA',
        'Retrieval-SIA',
        'GB',
        '0.01',
        gigabytes,
        'traffic',
        0.1,
        3,
      ],
      [
        's3',
        'GET requests, Standard-IA',
        'Requests-SIA-Tier2',
        'Requests',
        '0.000001',
        gigabytes * 11_000,
        'traffic',
        0.1,
        0,
      ],
      ['s3', 'early delete, Standard-IA', 'EarlyDelete-SIA', 'GB-Months', '0.0125', 6, 'flat', 0.1, 3],
    ],
    more,
  )
  const cost = 26_000 * 0.0125 + 730 * (gigabytes * (0.01 + 0.011) + 6 * 0.0125)
  const standard = 26_000 * 0.023 * (90 / 128) + 730 * gigabytes * 11_000 * 0.0000004
  plantWaste(fleet, {
    name: 'wrong-class',
    ids: [cold.id],
    series: [cold.stored, ...fees],
    why: 'read all the time at 90 KB an object, in a class made for the opposite',
    fixes: [
      {
        rule: 'ST-06',
        keep: standard / cost,
        method: 'the same bytes (90 of the 128 KB billed) and requests in Standard',
      },
    ],
  })
}

function addRedundant(fleet: Fleet): void {
  const azure = bucket(
    fleet,
    'vision-ml',
    choose(fleet, 'grs', ['visiondevscratch', 'visiontestout']),
    vary(fleet, 'grs-tb', 22),
    {
      ...SETTLED,
      env: 'dev',
      storage: ['Hot RA-GRS Data Stored', 'Hot RA-GRS Data Stored', 'Block Blob', '0.0478'],
      attributes: { redundancy: 'RA-GRS' },
    },
  )
  const google = bucket(fleet, 'tb-voice-eu', 'tb-voice-test-audio', vary(fleet, 'mr-tb', 30), {
    ...SETTLED,
    env: 'test',
    storage: ['Standard Storage EU Multi-region', 'Standard Storage', 'Storage', '0.026'],
    attributes: { location_type: 'multi-region' },
  })
  for (const [name, { id, stored }, keep] of [
    ['geo-redundant-dev', azure, 0.0208 / 0.0478],
    ['multi-region-test', google, 0.02 / 0.026],
  ] as const) {
    plantWaste(fleet, {
      name,
      ids: [id],
      series: [stored],
      why: 'copies on another continent of data that can be made again',
      fixes: [{ rule: 'ST-09', keep, method: 'price of one region' }],
    })
  }
}

function addQuiet(fleet: Fleet): void {
  const google = bucket(fleet, 'tb-perception-train', 'tb-slam-2022', vary(fleet, 'slam', 38), {
    quietDays: 310,
    old: 1,
    writesK: 0,
  })
  const azure = bucket(fleet, 'analytics-eu', 'eubiarchive', vary(fleet, 'eubi', 24), {
    quietDays: 190,
    old: 1,
    writesK: 0,
  })
  for (const [name, { id, stored }, keep] of [
    ['quiet-bucket-gcp', google, 0.004 / 0.02],
    ['quiet-bucket-azure', azure, 0.0036 / 0.0208],
  ] as const) {
    plantWaste(fleet, {
      name,
      ids: [id],
      series: [stored],
      why: 'no request for more than half a year',
      fixes: [{ rule: 'ST-03', keep, method: 'price of the class for data that is read once a year' }],
    })
  }
}

function bucket(
  fleet: Fleet,
  account: string,
  name: string,
  terabytes: number,
  more: Partial<Bucket> & { readonly env?: 'dev' | 'test' },
) {
  const { env, ...rest } = more
  return addBucket(fleet, {
    account,
    name,
    owner: ownedBy('data-platform', name, env ?? 'prod'),
    terabytes,
    averageObjectKb: 1100,
    writesK: 1,
    readsK: 8,
    ...rest,
  })
}
