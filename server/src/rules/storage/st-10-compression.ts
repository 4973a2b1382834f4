import { z } from 'zod'
import { defineRule, exactly, type Factor, silence, type Verdict } from '../rule.ts'
import { objectsPerGb } from './break-even.ts'
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
import { type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { classesOf } from './class-price.ts'
import { compressText } from './remedies-cleanup.ts'

/**
 * Text that lies there uncompressed: JSON and CSV shrink to a third or fifth, and scans shrink with them. Source: rules
 * guide §1D ST-10; the ratios of gzip and zstd on text are an assumption of ours.
 */
export const compression = defineRule({
  id: 'ST-10',
  slug: 'st-10-compression',
  title: 'Text stored uncompressed',
  family: 'storage',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    min_gb: z
      .number()
      .min(0)
      .default(1000)
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
    const text = facts === null ? null : textShare(facts)
    if (facts !== null && text !== null) {
      return text === 0
        ? silence('not_worth_it', 'Its formats are compressed or binary.')
        : found(row, facts, inventoried(text))
    }
    if (!TEXTUAL.test(bucketName(row)))
      return silence(
        'no_inventory',
        'Formats of its objects (formats, compression) are not in the inventory.',
      )
    return found(row, facts, [
      {
        name: 'share of the bytes that compression ends',
        low: 0,
        expected: 0.4,
        high: 0.75,
        unit: 'share',
        source: 'prior, by the name',
      },
    ])
  },
})

const TEXTUAL = /(^|[^a-z])(json|jsonl|ndjson|csv|tsv|xml)([^a-z]|$)/i
const PLAIN_FORMATS = ['json', 'jsonl', 'ndjson', 'csv', 'tsv', 'xml', 'text', 'txt', 'log']
const Formats = z.record(z.string(), z.number())

/** Part of the bytes in plain text formats; null where the inventory does not tell. */
function textShare({ attributes }: BucketFacts): number | null {
  const formats = Formats.safeParse(attributes['formats'])
  if (!formats.success || typeof attributes['compression'] !== 'string') return null
  if (attributes['compression'] !== 'none') return 0
  const text = Object.entries(formats.data).filter(([format]) => PLAIN_FORMATS.includes(format.toLowerCase()))
  return Math.min(
    1,
    text.reduce((sum, [, share]) => sum + share, 0),
  )
}

function inventoried(text: number): Factor[] {
  return [
    exactly('share of the bytes in plain text', text, 'share', 'inventory'),
    {
      name: 'of these, what compression ends (to a third, a quarter, a fifth)',
      low: 0.67,
      expected: 0.75,
      high: 0.8,
      unit: 'share',
      source: 'prior',
    },
  ]
}

function found(row: BucketRow, facts: BucketFacts | null, shares: readonly Factor[]): Verdict {
  const amount = liveGb(row, facts) * (basePrice(row) ?? 0)
  const save = (end: 'low' | 'expected' | 'high') =>
    shares.reduce((product, share) => product * share[end], amount)
  const sure = shares.length > 1
  return {
    verdict: 'finding',
    grade: sure ? 'I' : 'W',
    title: `${bucketName(row)} stores text uncompressed`,
    probability: sure ? 0.9 : 0.25,
    savings: { low: save('low'), expected: save('expected'), high: save('high') },
    factors: [
      exactly(`space in ${baseClass(row.provider)}`, amount, `${row.currency}/month`, 'bill'),
      ...shares,
    ],
    part: 'classes',
    oneOff: rewriting(row, facts),
    effort: 'L',
    risk: 'medium',
    facts: { average_object_kib: facts?.objectKib == null ? null : Math.round(facts.objectKib) },
    remediation: compressText(row),
  }
}

/** Requests of reading and writing every object once; machines that do it are not in it. */
function rewriting(row: BucketRow, facts: BucketFacts | null): number {
  const price = classesOf(row, baseClass(row.provider), basePrice(row))?.of(baseClass(row.provider))
  if (price === undefined || facts?.objectKib == null) return 0
  return (row.base_gb * objectsPerGb({ objectKib: facts.objectKib }) * (price.get1k + price.put1k)) / 1000
}
