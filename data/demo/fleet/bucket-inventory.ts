import type { Fleet } from './fleet.ts'
import { ago, at, lifetime } from './hours.ts'
import type { Bucket } from './storage.ts'

/** Part of the bytes that is read in 30 days, of new objects and of those older than 90 days. */
export const READ_SHARE = { young: 0.35, old: 0.004, hot: 1.6 } as const

export function inventoryOf(fleet: Fleet, bucket: Bucket, id: string) {
  const bytes = Math.round(bucket.terabytes * 1e12)
  const quiet = bucket.quietDays !== undefined
  return {
    resourceId: id,
    resourceType: 'bucket',
    state: 'active',
    attributes: {
      objects: Math.round(bytes / (bucket.averageObjectKb * 1024)),
      bytes,
      average_object_bytes: bucket.averageObjectKb * 1024,
      storage_class: 'Standard',
      lifecycle_rules: bucket.lifecycle ? 1 : 0,
      versioning: false,
      created_at: at(lifetime(fleet, bucket.account, bucket.from)[0]),
      last_request_at: at(ago(fleet, bucket.quietDays ?? 1)),
      age_days_histogram: histogram(
        bytes,
        bucket.old ?? 0.3,
        quiet ? 0 : readOf(bucket, 'young'),
        quiet ? 0 : readOf(bucket, 'old'),
      ),
      ...bucket.attributes,
    },
  }
}

export function readOf({ hot }: Pick<Bucket, 'hot'>, age: 'young' | 'old'): number {
  return hot ? READ_SHARE.hot : READ_SHARE[age]
}

function histogram(bytes: number, old: number, young: number, aged: number) {
  const part = (from: number, to: number | null, share: number, read: number) => ({
    from,
    to,
    bytes: Math.round(bytes * share),
    bytes_read_30d: Math.round(bytes * share * read),
  })
  return [
    part(0, 30, (1 - old) * 0.6, young),
    part(30, 90, (1 - old) * 0.4, young),
    part(90, 365, old * 0.7, aged),
    part(365, null, old * 0.3, aged),
  ]
}
