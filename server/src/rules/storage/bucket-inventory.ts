import { z } from 'zod'

/** Bytes of one age, and what of them was read in 30 days where that is known. */
export interface Band {
  readonly from: number
  /** Null: no end. */
  readonly to: number | null
  /** Part of the bucket's bytes. */
  readonly share: number
  /** Part of these bytes that is read in a month; null: unknown. */
  readonly reads: number | null
}

export interface BucketFacts {
  readonly bytes: number | null
  /** KiB; null where objects are not counted. */
  readonly objectKib: number | null
  readonly bands: readonly Band[]
  readonly lastRequest: string | null
  readonly lifecycleRules: number | null
  readonly attributes: Readonly<Record<string, unknown>>
}

const Amount = z.number().nonnegative().nullish().catch(null)
const Attributes = z.looseObject({
  bytes: Amount,
  objects: Amount,
  average_object_bytes: Amount,
  last_request_at: z.string().nullish().catch(null),
  lifecycle_rules: Amount,
  age_days_histogram: z
    .array(
      z.object({
        from: z.number(),
        to: z.number().nullish(),
        bytes: z.number(),
        bytes_read_30d: z.number().nullish(),
      }),
    )
    .nullish()
    .catch(null),
})

/** What the inventory knows of a bucket; null where it does not know the bucket. */
export function bucketFacts(attributes: string | null): BucketFacts | null {
  if (attributes === null) return null
  const known = Attributes.parse(JSON.parse(attributes))
  const average = known.average_object_bytes ?? averageOf(known.bytes, known.objects)
  return {
    bytes: known.bytes ?? null,
    objectKib: average === null || average <= 0 ? null : average / 1024,
    bands: bandsOf(known.age_days_histogram ?? []),
    lastRequest: known.last_request_at?.slice(0, 10) ?? null,
    lifecycleRules: known.lifecycle_rules ?? null,
    attributes: known,
  }
}

/** A number among the attributes, or null. */
export function attribute({ attributes }: BucketFacts, name: string): number | null {
  const value = attributes[name]
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}

function averageOf(bytes: number | null | undefined, objects: number | null | undefined): number | null {
  return bytes == null || objects == null || objects === 0 ? null : bytes / objects
}

function bandsOf(
  histogram: readonly {
    from: number
    to?: number | null | undefined
    bytes: number
    bytes_read_30d?: number | null | undefined
  }[],
): Band[] {
  const total = histogram.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total <= 0) return []
  return histogram
    .map(({ from, to, bytes, bytes_read_30d }) => ({
      from,
      to: to ?? null,
      share: bytes / total,
      reads: bytes_read_30d == null ? null : bytes === 0 ? 0 : bytes_read_30d / bytes,
    }))
    .toSorted((a, b) => a.from - b.from)
}
