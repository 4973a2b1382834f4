import { z } from 'zod'
import { exactly, type Factor, type Range, type Remediation, silence, type Verdict } from '../rule.ts'
import { type ClassPrice, moveOf } from './break-even.ts'
import { BUCKET_COLUMNS, type BucketRow, baseClass, bucketName } from './bucket.ts'
import { liveGb } from './bucket-checks.ts'
import type { BucketFacts } from './bucket-inventory.ts'
import type { Classes } from './class-price.ts'
import { blobPolicy, gcsLifecycle, s3Lifecycle } from './remedies.ts'
import { SIZES_KIB } from './tiering-unknown.ts'

/** Columns of a bucket without requests. */
export const QuietColumns = z.object({
  ...BUCKET_COLUMNS,
  last_request: z.string().nullable(),
  last_day: z.string(),
  first_seen: z.string().nullable(),
  requests_billed: z.boolean(),
})
export type QuietRow = BucketRow & z.output<typeof QuietColumns>

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

/** What a quiet bucket saves in a class for what is read once a year, or why that does not pay. */
export function quietFinding(
  row: QuietRow,
  facts: BucketFacts | null,
  classes: Classes,
  quiet: number,
): Verdict {
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
