import { z } from 'zod'
import { defineRule, exactly, silence, type Verdict } from '../rule.ts'
import { BUCKET_COLUMNS, BUCKET_SELECT, BUCKETS, type BucketRow, bucketName } from './bucket.ts'
import { attribute, type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { abortUploads } from './remedies-cleanup.ts'

const Row = z.object({
  ...BUCKET_COLUMNS,
  staging_cost: z.number(),
  started: z.number(),
  completed: z.number(),
})
type UploadRow = BucketRow & z.output<typeof Row>

/**
 * Parts of multipart uploads that were never completed: stored and billed, listed nowhere. Azure drops them after a week by
 * itself. Sources: rules guide §1D ST-04; Amazon S3 user guide, aborting multipart uploads; usage types `…Staging`.
 */
export const incompleteUploads = defineRule({
  id: 'ST-04',
  slug: 'st-04-incomplete-uploads',
  title: 'Parts of uploads that never ended',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    min_gb: z.number().min(0).default(100).describe('Smallest bucket that is looked at, GB'),
    keep_days: z.number().min(1).default(7).describe('Days that an upload may take'),
  }),
  sql: `with ${BUCKETS},
    upload as (
      select provider, billing_account, currency, resource,
        coalesce(sum(cost) filter (where part = 'staging'), 0)::double as staging_cost,
        coalesce(sum(quantity) filter (where operation = 'InitiateMultipartUpload'), 0)::double as started,
        coalesce(sum(quantity) filter (where operation = 'CompleteMultipartUpload'), 0)::double as completed
      from bucket_line
      group by all
    )
    select ${BUCKET_SELECT}, staging_cost, started, completed,
      (base_cost + staging_cost::decimal(38, 14))::decimal(38, 14)::varchar as monthly_cost
    from bucket
    join upload using (provider, billing_account, currency, resource)
    where provider in ('aws', 'gcp') and (base_gb >= $min_gb or staging_cost > 0)`,
  row: Row,
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.staging_cost > 0) return billed(row)
    const facts = bucketFacts(row.attributes)
    const open = facts === null ? null : attribute(facts, 'incomplete_multipart_bytes')
    if (facts !== null && open !== null) return inventoried(row, facts, open, settings.keep_days)
    return suspected(row)
  },
})

/** The meter itself: space of parts that wait for the end of an upload into a Glacier class. */
function billed(row: UploadRow): Verdict {
  const share = {
    name: 'parts that no upload in progress needs',
    low: 0.95,
    expected: 1,
    high: 1,
    unit: 'share',
    source: 'bill: usage type of staged parts',
  }
  return {
    ...common(row),
    grade: 'P',
    probability: 0.95,
    savings: { low: row.staging_cost * share.low, expected: row.staging_cost, high: row.staging_cost },
    factors: [exactly('staged parts', row.staging_cost, `${row.currency}/month`, 'bill'), share],
    facts: { staging_cost: row.staging_cost },
  }
}

/** Uploads start evenly, so that those of the last days are a part of all since the oldest. */
function inventoried(row: UploadRow, facts: BucketFacts, open: number, keepDays: number): Verdict {
  const total = Math.max(facts.bytes ?? 0, open)
  if (open === 0 || total === 0) return silence('not_worth_it', 'It holds no parts of open uploads.')
  const oldest = attribute(facts, 'incomplete_multipart_oldest_days')
  if (oldest !== null && oldest <= keepDays)
    return silence('not_worth_it', `Its oldest open upload started ${oldest} days ago.`)
  const stale = oldest === null ? 0.9 : 1 - keepDays / oldest
  const share = {
    name: 'share of the bytes in parts of open uploads',
    low: open / (total + open),
    expected: open / total,
    high: open / total,
    unit: 'share',
    source: 'inventory; low where its bytes do not include them',
  }
  const old = exactly(
    `of these older than ${keepDays} days`,
    stale,
    'share',
    oldest === null ? 'prior' : 'inventory: oldest upload',
  )
  const save = (part: number) => Math.min(row.base_cost, row.base_margin * part * stale)
  return {
    ...common(row),
    grade: 'I',
    probability: 0.9,
    savings: { low: save(share.low), expected: save(share.expected), high: save(share.high) },
    factors: [exactly('space in Standard', row.base_margin, `${row.currency}/month`, 'bill'), share, old],
    facts: { open_upload_bytes: open, oldest_days: oldest },
  }
}

/** More uploads begun than ended on the bill: a leak, of which the size is not known. */
function suspected(row: UploadRow): Verdict {
  const left = row.started > 0 ? Math.max(0, 1 - row.completed / row.started) : 0
  if (left < 0.02)
    return silence(
      'no_inventory',
      'Bytes of open uploads (incomplete_multipart_bytes, from Storage Lens) are not in the inventory.',
    )
  const share = {
    name: 'share of the bytes in parts of open uploads',
    low: 0,
    expected: 0.01,
    high: 0.05,
    unit: 'share',
    source: 'prior',
  }
  return {
    ...common(row),
    grade: 'W',
    probability: 0.25,
    savings: { low: 0, expected: row.base_margin * share.expected, high: row.base_margin * share.high },
    factors: [exactly('space in Standard', row.base_margin, `${row.currency}/month`, 'bill'), share],
    facts: { uploads_started: Math.round(row.started), uploads_completed: Math.round(row.completed) },
  }
}

function common(row: UploadRow) {
  return {
    verdict: 'finding' as const,
    title: `${bucketName(row)} keeps parts of uploads that never ended`,
    part: 'multipart',
    oneOff: 0,
    effort: 'S' as const,
    risk: 'low' as const,
    remediation: abortUploads(row),
  }
}
