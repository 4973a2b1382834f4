import { z } from 'zod'
import {
  defineRule,
  exactly,
  type Factor,
  type Range,
  type Remediation,
  silence,
  type Verdict,
} from '../rule.ts'
import { type ClassPrice, moveOf } from './break-even.ts'
import {
  BUCKET_COLUMNS,
  BUCKET_SELECT,
  BUCKETS,
  type BucketRow,
  baseClass,
  basePrice,
  bucketName,
} from './bucket.ts'
import { type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { type Classes, classesOf } from './class-price.ts'
import { blobPolicy, gcsLifecycle, s3Lifecycle } from './remedies.ts'
import { liveGb } from './tiering.ts'
import { SIZES_KIB } from './tiering-unknown.ts'

const Row = z.object({
  ...BUCKET_COLUMNS,
  last_request: z.string().nullable(),
  last_day: z.string(),
  first_seen: z.string().nullable(),
  requests_billed: z.boolean(),
})
type QuietRow = BucketRow & z.output<typeof Row>

/**
 * Buckets that nothing has asked for anything for a quarter: the bill has a line for every request, so that their absence
 * speaks. Sources: rules guide §1D ST-03 (last request from billing, as CUDOS reckons it) and §6.
 */
export const quietBucket = defineRule({
  id: 'ST-03',
  slug: 'st-03-quiet-bucket',
  title: 'Bucket without requests',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory', 'prices'],
  settings: z.object({
    min_gb: z
      .number()
      .min(0)
      .default(100)
      .describe('Smallest bucket that is looked at, GB in Standard or Hot'),
    quiet_days: z.number().min(30).default(90).describe('Days without requests, at least'),
    noise: z.number().min(0).default(20).describe('Requests a day that count as none: scanners and listings'),
  }),
  sql: `with ${BUCKETS},
    request_day as (
      select provider, billing_account, resource, day, sum(consumed_quantity) as requests
      from cost_fact
      where charge_category = 'Usage' and resource in (select resource from bucket where base_gb >= $min_gb)
        and regexp_matches(coalesce(usage_type, ''), '(?i)requests|operations|retrieval|class [ab]|out-bytes')
      group by all
      having sum(consumed_quantity) > $noise
    ),
    last_request as (
      select provider, billing_account, resource, max(day) as last_request
      from request_day
      group by all
    )
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost, last_request::varchar as last_request,
      (end_day - 1)::varchar as last_day, owner.first_seen::varchar as first_seen,
      exists (select 1 from bucket as other where other.provider = bucket.provider
        and other.billing_account = bucket.billing_account and other.gets + other.puts > 0) as requests_billed
    from bucket
    join rule_window using (provider, billing_account)
    left join last_request using (provider, billing_account, resource)
    left join (select provider, resource, first_seen from resource_owner) as owner using (provider, resource)
    where base_gb >= $min_gb and bucket.gets + bucket.puts <= 30 * $noise and resource is not null`,
  row: Row,
  judge(row, { settings }) {
    const refused = unjudged(row)
    if (refused !== null) return refused
    const facts = bucketFacts(row.attributes)
    const last = [row.last_request, facts?.lastRequest ?? null]
      .filter((day) => day !== null)
      .toSorted()
      .at(-1)
    const quiet = daysBetween(last ?? row.first_seen ?? row.last_day, row.last_day)
    if (quiet < settings.quiet_days) {
      return last === undefined
        ? silence(
            'too_young',
            `The bill knows it for ${quiet} days; ${settings.quiet_days} without a request are asked for.`,
          )
        : silence('not_worth_it', `Its last request was on ${last}.`)
    }
    const classes = classesOf(row, baseClass(row.provider), basePrice(row))
    if (classes === null)
      return silence('price_unknown', 'No price paid for its class, or no list prices to compare it with.')
    return found(row, facts, classes, quiet)
  },
})

function unjudged(row: QuietRow): Verdict | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.automatic) return silence('already_covered', 'The cloud tiers its objects by access already.')
  if (!row.requests_billed && row.attributes === null)
    return silence(
      'no_inventory',
      'The bill of this account names no requests, so that silence says nothing.',
    )
  return null
}

/** Classes that are read at once, cheapest for what is read once a year or never. */
const QUIET_CLASS: Readonly<Record<string, string>> = {
  aws: 'Glacier Instant',
  gcp: 'Coldline',
  azure: 'Cold',
}
/** Classes that take hours to read, or cost a year's storage to. */
const ARCHIVE: Readonly<Record<string, string>> = { aws: 'Deep Archive', gcp: 'Archive', azure: 'Archive' }
const REMEDIES = { aws: s3Lifecycle, gcp: gcsLifecycle, azure: blobPolicy } as const
/** A bucket that nobody reads may wait longer for its transitions to pay than one whose objects come and go. */
const MAX_DAYS = 365

function found(row: QuietRow, facts: BucketFacts | null, classes: Classes, quiet: number): Verdict {
  const standard = classes.of(baseClass(row.provider))
  const to = classes.of(QUIET_CLASS[row.provider] ?? '')
  if (standard === undefined || to === undefined)
    return silence('price_unknown', 'No list price of a colder class.')
  const objectKib = facts?.objectKib ?? SIZES_KIB[1]
  const move = moveOf(standard, to, standard, { objectKib, reads: 0, gets: 0 })
  if (move.days === null || move.days > MAX_DAYS)
    return silence(
      'not_worth_it',
      `Objects of ${Math.round(objectKib)} KiB on average: the transitions would not pay for themselves in a year.`,
    )
  const gb = liveGb(row, facts)
  const inventoried = facts?.lastRequest != null
  const remedy = REMEDIES[row.provider as keyof typeof REMEDIES]
  return {
    verdict: 'finding',
    grade: inventoried ? 'I' : 'S',
    title: `${bucketName(row)} has had no request for ${quiet} days`,
    probability: (inventoried ? 0.9 : 0.6) * (classes.stale ? 0.75 : 1),
    savings: around(Math.min(row.base_cost, gb * move.net), row),
    factors: factorsOf(row, { facts, classes, standard, to, gb, objectKib }),
    part: 'classes',
    oneOff: gb * move.oneOff,
    effort: 'S',
    risk: 'low',
    facts: {
      quiet_days: quiet,
      last_request: row.last_request ?? facts?.lastRequest ?? null,
      payback_days: Math.round(move.days),
      saved_in_archive: Math.round(
        gb * (standard.gb - (classes.of(ARCHIVE[row.provider] ?? '')?.gb ?? standard.gb)),
      ),
      saved_by_deleting: Math.round(row.base_cost),
    },
    remediation: withDeletion(row, remedy(row, [{ afterDays: row.provider === 'aws' ? 1 : 0, to }])),
  }
}

/** Ratios between classes are those of one region; in several regions at once they are less certain. */
function around(expected: number, { geo, base_cost }: QuietRow): Range {
  const off = geo === null ? 0.03 : 0.1
  return { low: expected * (1 - off), expected, high: Math.min(base_cost, expected * (1 + off)) }
}

function factorsOf(
  row: QuietRow,
  known: {
    facts: BucketFacts | null
    classes: Classes
    standard: ClassPrice
    to: ClassPrice
    gb: number
    objectKib: number
  },
): Factor[] {
  const { facts, classes, standard, to, gb, objectKib } = known
  const unit = `${row.currency}/GB-month`
  return [
    exactly(`bytes in ${standard.name}`, gb, 'GB-month', 'bill'),
    exactly(`price of ${standard.name}`, standard.gb, unit, 'bill'),
    exactly(`price of ${to.name}`, to.gb, unit, classes.billed.has(to.name) ? 'bill' : classes.source),
    exactly('average object', objectKib, 'KiB', facts?.objectKib == null ? 'prior' : 'inventory'),
  ]
}

function withDeletion(row: QuietRow, remediation: Remediation): Remediation {
  const owner = row.team ?? 'its owner'
  return {
    ...remediation,
    console: `${remediation.console ?? ''} Or, when ${owner} says that nobody needs it: expire its objects and delete it.`,
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
