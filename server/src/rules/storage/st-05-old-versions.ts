import { z } from 'zod'
import { defineRule, exactly, type Factor, silence, type Verdict } from '../rule.ts'
import { BUCKET_COLUMNS, BUCKET_SELECT, BUCKETS, type BucketRow, bucketName } from './bucket.ts'
import { attribute, type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { expireVersions } from './remedies-cleanup.ts'

/**
 * Versions of objects that newer ones replaced, kept for ever. Source: rules guide §1D ST-05; object versioning of S3,
 * Cloud Storage and Azure Blob Storage.
 */
export const oldVersions = defineRule({
  id: 'ST-05',
  slug: 'st-05-old-versions',
  title: 'Old versions kept for ever',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    min_gb: z.number().min(0).default(100).describe('Smallest bucket that is looked at, GB'),
    min_share: z.number().min(0).max(1).default(0.2).describe('Part of the bytes in old versions, at least'),
  }),
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    where base_gb >= $min_gb and resource is not null`,
  row: z.object(BUCKET_COLUMNS),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    const facts = bucketFacts(row.attributes)
    const old = facts === null ? null : attribute(facts, 'noncurrent_bytes')
    if (facts === null || old === null || facts.bytes === null || facts.bytes === 0) {
      return facts?.attributes['versioning'] === false
        ? silence('not_worth_it', 'It keeps no versions.')
        : silence('no_inventory', 'Bytes of old versions (noncurrent_bytes) are not in the inventory.')
    }
    if (facts.attributes['object_lock'] === true)
      return silence('excluded', 'Object lock keeps its versions on purpose.')
    const share = Math.min(1, old / facts.bytes)
    if (share < settings.min_share)
      return silence('not_worth_it', `Old versions are ${Math.round(share * 100)} % of its bytes.`)
    return found(row, facts, share)
  },
})

function found(row: BucketRow, facts: BucketFacts, share: number): Verdict {
  const gone = expired(facts)
  const save = (part: number) => Math.min(row.base_cost, row.base_margin * share * part)
  return {
    verdict: 'finding',
    grade: 'I',
    title: `${bucketName(row)} keeps old versions for ever: ${Math.round(share * 100)} % of its bytes`,
    probability: 0.9,
    savings: { low: save(gone.low), expected: save(gone.expected), high: save(gone.high) },
    factors: [
      exactly('space in Standard or Hot', row.base_margin, `${row.currency}/month`, 'bill'),
      exactly('share of the bytes in old versions', share, 'share', 'inventory'),
      gone,
    ],
    part: 'versions',
    oneOff: 0,
    effort: 'S',
    risk: 'medium',
    facts: {
      old_version_bytes: attribute(facts, 'noncurrent_bytes'),
      versions_per_object: attribute(facts, 'noncurrent_versions_per_object'),
    },
    remediation: expireVersions(row),
  }
}

/** Part of the old versions that goes when the newest of each object and those of 30 days stay. */
function expired(facts: BucketFacts): Factor {
  const name = 'of these, beyond the newest of each object and 30 days'
  const versions = attribute(facts, 'noncurrent_versions_per_object')
  if (versions === null || versions < 1)
    return { name, low: 0.6, expected: 0.8, high: 0.95, unit: 'share', source: 'prior' }
  return {
    name,
    low: Math.max(0, 1 - 2 / versions),
    expected: 1 - 1 / versions,
    high: 1 - 1 / versions / 4,
    unit: 'share',
    source: 'inventory: versions per object',
  }
}
