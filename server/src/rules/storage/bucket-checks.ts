import { silence, type Verdict } from '../rule.ts'
import type { BucketRow } from './bucket.ts'
import { attribute, type BucketFacts } from './bucket-inventory.ts'

/** Why a bucket is not judged at all, or null. */
export function unfit(row: BucketRow): Verdict | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.automatic) return silence('already_covered', 'The cloud tiers its objects by access already.')
  if (row.age_days !== null && row.age_days < 14)
    return silence('too_young', 'It bills for less than 14 days.')
  return null
}

/** GB of live objects in Standard or Hot: without parts of uploads and old versions, which have rules of their own. */
export function liveGb(row: BucketRow, facts: BucketFacts | null): number {
  if (facts?.bytes == null || facts.bytes <= 0) return row.base_gb
  const debris =
    (attribute(facts, 'incomplete_multipart_bytes') ?? 0) + (attribute(facts, 'noncurrent_bytes') ?? 0)
  return row.base_gb * Math.max(0, 1 - debris / facts.bytes)
}
