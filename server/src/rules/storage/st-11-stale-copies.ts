import { z } from 'zod'
import { defineRule, exactly, type Factor, silence, type Verdict } from '../rule.ts'
import {
  BUCKET_COLUMNS,
  BUCKET_SELECT,
  BUCKETS,
  type BucketRow,
  baseClass,
  basePrice,
  bucketName,
} from './bucket.ts'
import { liveGb } from './bucket-checks.ts'
import { attribute, type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { removeCopies } from './remedies-cleanup.ts'

/**
 * Training data that exists twice and checkpoints of runs that ended long ago. Source: rules guide §1D ST-11.
 */
export const staleCopies = defineRule({
  id: 'ST-11',
  slug: 'st-11-stale-copies',
  title: 'Duplicate datasets and stale checkpoints',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    min_gb: z
      .number()
      .min(0)
      .default(100)
      .describe('Smallest bucket that is looked at, GB in Standard or Hot'),
  }),
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    where base_gb >= $min_gb and resource is not null`,
  row: z.object(BUCKET_COLUMNS),
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    const facts = bucketFacts(row.attributes)
    const share = facts === null ? null : (duplicated(facts) ?? staleCheckpoints(facts))
    if (facts !== null && share !== null)
      return share.expected === 0
        ? silence('not_worth_it', 'Nothing in it is twice or stale.')
        : found(row, facts, 'I', share)
    const old = facts === null ? null : oldCheckpoints(row, facts)
    if (old !== null) return found(row, facts, 'W', old)
    return silence(
      'no_inventory',
      'Neither duplicate_share nor stale parts of its prefixes are in the inventory.',
    )
  },
})

/** Objects that exist in another bucket as well. */
function duplicated(facts: BucketFacts): Factor | null {
  const share = attribute(facts, 'duplicate_share')
  const of = facts.attributes['duplicate_of']
  if (share === null || typeof of !== 'string') return null
  const known = Math.min(1, share)
  return {
    name: `share of the bytes that is in ${of} as well`,
    low: known * 0.95,
    expected: known,
    high: Math.min(1, known * 1.02),
    unit: 'share',
    source: 'inventory',
  }
}

const Prefixes = z.record(
  z.string(),
  z.object({ share: z.number().min(0).max(1), stale_share: z.number().min(0).max(1) }),
)

/** Checkpoints beyond the last of each run, by prefix. */
function staleCheckpoints({ attributes }: BucketFacts): Factor | null {
  const prefixes = Prefixes.safeParse(attributes['prefixes'])
  if (!prefixes.success) return null
  const stale = Object.values(prefixes.data).reduce((sum, one) => sum + one.share * one.stale_share, 0)
  return {
    name: 'share of the bytes in stale checkpoints',
    low: stale * 0.9,
    expected: stale,
    high: Math.min(1, stale * 1.05),
    unit: 'share',
    source: 'inventory: prefixes',
  }
}

const CHECKPOINTS = /checkpoint|ckpt|(^|[^a-z])(snapshots?|experiments?|runs)([^a-z]|$)/i

/** By name and age alone: the last checkpoints of a run may be old as well. */
function oldCheckpoints(row: BucketRow, { bands }: BucketFacts): Factor | null {
  if (!CHECKPOINTS.test(bucketName(row)) || bands.length === 0) return null
  const old = bands.filter(({ from }) => from >= 30).reduce((sum, { share }) => sum + share, 0)
  return {
    name: 'share of the bytes in checkpoints older than 30 days that no run needs',
    low: 0,
    expected: old / 2,
    high: old * 0.9,
    unit: 'share',
    source: 'inventory: ages; half of it is an assumption',
  }
}

function found(row: BucketRow, facts: BucketFacts | null, grade: 'I' | 'W', share: Factor): Verdict {
  const amount = liveGb(row, facts) * (basePrice(row) ?? 0)
  return {
    verdict: 'finding',
    grade,
    title:
      grade === 'W'
        ? `${bucketName(row)} may keep checkpoints that no run needs`
        : `${bucketName(row)}: ${Math.round(share.expected * 100)} % of it is a copy or stale`,
    probability: grade === 'I' ? 0.9 : 0.25,
    savings: { low: amount * share.low, expected: amount * share.expected, high: amount * share.high },
    factors: [exactly(`space in ${baseClass(row.provider)}`, amount, `${row.currency}/month`, 'bill'), share],
    part: 'classes',
    oneOff: 0,
    effort: 'M',
    risk: 'medium',
    facts: {
      duplicate_of:
        typeof facts?.attributes['duplicate_of'] === 'string' ? facts.attributes['duplicate_of'] : null,
    },
    remediation: removeCopies(row),
  }
}
