import { z } from 'zod'
import { exactly, type Factor, type Range, silence, type Verdict } from '../rule.ts'
import { BUCKET_COLUMNS, type BucketRow, baseClass, basePrice, bucketName } from './bucket.ts'
import { liveGb, unfit } from './bucket-checks.ts'
import { type BucketFacts, bucketFacts } from './bucket-inventory.ts'
import { type Classes, classesOf } from './class-price.ts'
import { type Plan, planTransitions } from './plan.ts'
import { hypothesis, readsOf, SIZES_KIB, type Tiering } from './tiering-unknown.ts'

export const TIERING_SETTINGS = z.object({
  min_gb: z.number().min(0).default(100).describe('Smallest bucket that is looked at, GB in Standard or Hot'),
  payback_days: z
    .number()
    .min(1)
    .default(180)
    .describe('A transition must pay for itself within so many days'),
})
export const TIERING_ROW = z.object(BUCKET_COLUMNS)

/** Plans the transitions of one bucket by age and reads, or says why none pays back. */
export function judgeTiering(row: BucketRow, maxPaybackDays: number, tiering: Tiering): Verdict {
  const refused = unfit(row)
  if (refused !== null) return refused
  const facts = bucketFacts(row.attributes)
  if (facts?.lifecycleRules)
    return silence('already_covered', 'It has lifecycle rules; its owner chose what they move.')
  const classes = classesOf(row, baseClass(row.provider), basePrice(row))
  if (classes === null)
    return silence('price_unknown', 'No price paid for its class, or no list prices to compare it with.')
  if (facts === null || facts.objectKib === null || facts.bands.length === 0 || !readsKnown(row, facts)) {
    return hypothesis(row, { facts, classes, gb: liveGb(row, facts), maxPaybackDays, tiering })
  }
  const plan = planTransitions(planInput(row, facts, classes, maxPaybackDays, tiering))
  if (plan === null) return silence('not_worth_it', noPayback(facts.objectKib, maxPaybackDays))
  return planned(row, facts, classes, plan, tiering)
}

/** By age in the inventory, or by requests on the bill: a bill without any may just not name buckets on them. */
function readsKnown({ gets, puts }: BucketRow, { bands }: BucketFacts): boolean {
  return bands.every(({ reads }) => reads !== null) || gets + puts > 0
}

function planInput(
  row: BucketRow,
  facts: BucketFacts,
  classes: Classes,
  maxPaybackDays: number,
  tiering: Tiering,
) {
  const objectKib = facts.objectKib ?? SIZES_KIB[1]
  const standard = classes.of(baseClass(row.provider))
  if (standard === undefined) throw new Error('a cloud without its standard class')
  const archive = archiveOf(row, facts, tiering)
  return {
    bands: facts.bands,
    objectKib,
    reads: readsOf(row, objectKib),
    gets: row.base_gb > 0 ? row.gets / row.base_gb : 0,
    standard,
    classes: [...tiering.classes, ...archive].flatMap((name) => classes.of(name) ?? []),
    archive: new Set(archive),
    maxPaybackDays,
    doubtful: classes.doubtful,
  }
}

const QUIET_DAYS = 180

/** What takes hours to be read is for buckets that nobody has asked for anything for half a year. */
function archiveOf(
  { window_end }: BucketRow,
  { lastRequest }: BucketFacts,
  { archive }: Tiering,
): readonly string[] {
  if (!archive.hours) return archive.classes
  const quiet = lastRequest === null ? 0 : (Date.parse(window_end) - Date.parse(lastRequest)) / 86_400_000
  return quiet >= QUIET_DAYS ? archive.classes : []
}

function noPayback(objectKib: number, days: number): string {
  return `Objects of ${Math.round(objectKib)} KiB on average, read as they are: no transition pays for itself within ${days} days.`
}

function planned(
  row: BucketRow,
  facts: BucketFacts,
  classes: Classes,
  plan: Plan,
  tiering: Tiering,
): Verdict {
  const gb = liveGb(row, facts)
  const steps = plan.steps.map(({ afterDays, to }) => `${to.name} after ${afterDays} days`).join(', ')
  return {
    verdict: 'finding',
    grade: 'I',
    title: `${bucketName(row)} keeps its old objects in ${baseClass(row.provider)}: move ${percent(movedShare(plan))} of the bytes to ${steps}`,
    probability: classes.stale ? 0.9 * 0.75 : 0.9,
    savings: withTolerance(gb, plan.net, row),
    factors: plannedFactors(row, gb, facts, classes, plan),
    part: 'classes',
    oneOff: gb * plan.oneOff,
    effort: 'S',
    risk: 'low',
    facts: {
      average_object_kib: Math.round(facts.objectKib ?? 0),
      plan: steps,
      payback_days: Math.round(Math.max(...plan.steps.map(({ paybackDays }) => paybackDays))),
      get_requests: Math.round(row.gets),
      last_request: facts.lastRequest,
    },
    remediation: tiering.remedy(row, plan.steps),
  }
}

function movedShare({ steps }: Plan): number {
  return steps.reduce((sum, { share }) => sum + share, 0)
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** Ratios between classes are those of one region; in several regions at once they are less certain. */
function withTolerance(gb: number, net: Range, { geo, base_cost }: BucketRow): Range {
  const off = geo === null ? 0.03 : 0.1
  const top = (amount: number) => Math.min(base_cost, amount)
  return {
    low: Math.max(0, gb * net.low * (1 - off)),
    expected: top(gb * net.expected),
    high: top(gb * net.high * (1 + off)),
  }
}

function plannedFactors(
  row: BucketRow,
  gb: number,
  facts: BucketFacts,
  classes: Classes,
  plan: Plan,
): Factor[] {
  const unit = `${row.currency}/GB-month`
  return [
    exactly(
      `bytes in ${baseClass(row.provider)}`,
      gb,
      'GB-month',
      facts.bytes === null ? 'bill' : 'bill, less old versions and open uploads of the inventory',
    ),
    exactly(`price of ${baseClass(row.provider)}`, basePrice(row) ?? 0, unit, 'bill'),
    ...plan.steps.flatMap(({ to, share, afterDays }) => [
      exactly(`share older than ${afterDays} days, to ${to.name}`, share, 'share', 'inventory'),
      exactly(`price of ${to.name}`, to.gb, unit, classes.billed.has(to.name) ? 'bill' : classes.source),
    ]),
    {
      name: 'saved a GB, less retrieval, requests and monthly transitions',
      ...plan.net,
      unit,
      source: 'inventory (reads by age, else GET requests of the bill), catalogue fees',
    },
  ]
}
