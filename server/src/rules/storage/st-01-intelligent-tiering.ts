import { z } from 'zod'
import { defineRule, exactly, type Factor, type Range, silence, type Verdict } from '../rule.ts'
import { DAYS_PER_MONTH, objectsPerGb } from './break-even.ts'
import { BUCKET_COLUMNS, BUCKET_SELECT, BUCKETS, type BucketRow, basePrice, bucketName } from './bucket.ts'
import { liveGb, unfit } from './bucket-checks.ts'
import { type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { type Classes, classesOf } from './class-price.ts'
import { s3Lifecycle } from './remedies.ts'
import { readsOf, SIZES_KIB } from './tiering-unknown.ts'
import { unread } from './unread.ts'

/**
 * Buckets of S3 that Intelligent-Tiering would make cheaper whoever reads them: space of what is not read for 30 and 90
 * days, less its monitoring. Source: rules guide §1D and §6; Amazon S3 pricing.
 */
export const intelligentTiering = defineRule({
  id: 'ST-01',
  slug: 'st-01-intelligent-tiering',
  title: 'S3 Standard where Intelligent-Tiering costs less',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws'],
  wants: ['inventory', 'prices'],
  settings: z.object({
    min_gb: z.number().min(0).default(1000).describe('Smallest bucket that is looked at, GB in Standard'),
    min_object_kib: z
      .number()
      .min(128)
      .default(256)
      .describe('Smaller objects cost more to monitor than they save, KiB on average'),
    payback_days: z
      .number()
      .min(1)
      .default(180)
      .describe('The transitions must pay for themselves within so many days'),
  }),
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    where provider = 'aws' and base_gb >= $min_gb`,
  row: z.object(BUCKET_COLUMNS),
  judge(row, { settings }) {
    const refused = unfit(row)
    if (refused !== null) return refused
    const facts = bucketFacts(row.attributes)
    if (facts?.lifecycleRules)
      return silence('already_covered', 'It has lifecycle rules; its owner chose what they move.')
    const classes = classesOf(row, 'Standard', basePrice(row))
    if (classes === null)
      return silence('price_unknown', 'No price paid for Standard, or no list prices to compare it with.')
    if (facts?.objectKib != null && facts.objectKib < settings.min_object_kib)
      return silence(
        'not_worth_it',
        `Objects of ${Math.round(facts.objectKib)} KiB on average cost more to monitor than they save.`,
      )
    if (facts === null && readsOf(row, SIZES_KIB[0]) >= 1)
      return silence(
        'not_worth_it',
        'Its requests read all of it every month, even if its objects are small.',
      )
    return tiered(row, facts, classes, settings.payback_days)
  },
})

/** Priors of what is not read for 30 days, and of that for 90; source: rules guide §1D. */
const UNREAD_30: Range = { low: 0.4, expected: 0.6, high: 0.8 }
const UNREAD_90: Range = { low: 0.2, expected: 0.4, high: 0.7 }

function tiered(row: BucketRow, facts: BucketFacts | null, classes: Classes, maxDays: number): Verdict {
  const gb = liveGb(row, facts)
  const known = unread(facts)
  const size: Range = facts?.objectKib == null ? sizes() : same(facts.objectKib)
  const unread30 = known?.unread30 ?? UNREAD_30
  const unread90 = known?.unread90 ?? UNREAD_90
  const perGb = (end: keyof Range) =>
    saved(classes, { unread30: unread30[end], unread90: unread90[end], objectKib: size[end] })
  const net = { low: perGb('low'), expected: perGb('expected'), high: perGb('high') }
  const once = (objectsPerGb({ objectKib: size.expected }) * (classes.of(FREQUENT)?.transition1k ?? 0)) / 1000
  if (net.expected <= 0) return silence('not_worth_it', 'What it reads keeps most bytes in the dear tier.')
  if ((DAYS_PER_MONTH * once) / net.expected > maxDays)
    return silence('not_worth_it', `Its transitions do not pay for themselves within ${maxDays} days.`)
  const sure = known !== null && facts?.objectKib != null
  return {
    verdict: 'finding',
    grade: sure ? 'I' : 'W',
    title: `${bucketName(row)} is all in S3 Standard: let Intelligent-Tiering sort it`,
    probability: (sure ? 0.9 : 0.25) * (classes.stale ? 0.75 : 1),
    savings: {
      low: sure ? Math.max(0, gb * net.low) : 0,
      expected: Math.min(row.base_cost, gb * net.expected),
      high: Math.min(row.base_cost, gb * net.high),
    },
    factors: factorsOf(row, classes, { gb, unread30, unread90, size, sure }),
    part: 'classes',
    oneOff: gb * once,
    effort: 'S',
    risk: 'low',
    facts: {
      average_object_kib: facts?.objectKib == null ? null : Math.round(facts.objectKib),
      get_requests: Math.round(row.gets),
      missing: sure ? null : 'sizes and ages of its objects, by inventory',
    },
    remediation: s3Lifecycle(row, [{ afterDays: 0, to: { name: FREQUENT } }]),
  }
}

const FREQUENT = 'Intelligent-Tiering FA'

/** Money a GB and month: infrequent tier after 30 days without a read, archive instant after 90, less monitoring. */
function saved(
  classes: Classes,
  { unread30, unread90, objectKib }: { unread30: number; unread90: number; objectKib: number },
): number {
  const price = (name: string) => classes.of(name)?.gb ?? Number.NaN
  const standard = price('Standard')
  const infrequent = Math.max(0, unread30 - unread90) * (standard - price('Intelligent-Tiering IA'))
  const archive = unread90 * (standard - price('Intelligent-Tiering AIA'))
  return infrequent + archive - (objectsPerGb({ objectKib }) * classes.monitoring1k) / 1000
}

function sizes(): Range {
  return { low: SIZES_KIB[0], expected: SIZES_KIB[1], high: SIZES_KIB[2] }
}

function same(value: number): Range {
  return { low: value, expected: value, high: value }
}

function factorsOf(
  row: BucketRow,
  classes: Classes,
  known: { gb: number; unread30: Range; unread90: Range; size: Range; sure: boolean },
): Factor[] {
  const unit = `${row.currency}/GB-month`
  const source = known.sure ? 'inventory' : 'prior'
  const tier = (name: string) =>
    exactly(
      `price of ${name}`,
      classes.of(name)?.gb ?? 0,
      unit,
      classes.billed.has(name) ? 'bill' : classes.source,
    )
  return [
    exactly('bytes in Standard', known.gb, 'GB-month', 'bill'),
    exactly('price of Standard', basePrice(row) ?? 0, unit, 'bill'),
    { name: 'not read for 30 days', ...known.unread30, unit: 'share', source },
    { name: 'not read for 90 days', ...known.unread90, unit: 'share', source },
    tier('Intelligent-Tiering IA'),
    tier('Intelligent-Tiering AIA'),
    { name: 'average object', ...known.size, unit: 'KiB', source: known.sure ? 'inventory' : 'prior' },
    exactly('monitoring', classes.monitoring1k, `${row.currency}/1,000 objects`, classes.source),
  ]
}
