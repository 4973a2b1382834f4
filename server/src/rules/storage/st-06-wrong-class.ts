import { z } from 'zod'
import { defineRule, exactly, silence, type Verdict } from '../rule.ts'
import { objectsPerGb } from './break-even.ts'
import { BUCKET_COLUMNS, BUCKET_SELECT, BUCKETS, type BucketRow, baseClass, bucketName } from './bucket.ts'
import { bucketFacts } from './bucket-inventory.ts'
import { type Classes, classesOf } from './class-price.ts'
import { moveBack } from './remedies-cleanup.ts'
import { SIZES_KIB } from './tiering-unknown.ts'

const Row = z.object({
  ...BUCKET_COLUMNS,
  class: z.string(),
  class_cost: z.number(),
  storage_cost: z.number(),
  class_gb: z.number(),
  padding_cost: z.number(),
  fees: z.number(),
  class_gets: z.number(),
  days: z.number(),
})
type ColdRow = BucketRow & z.output<typeof Row>

/**
 * Objects in a class made for what is hardly read, whose retrieval, requests and early deletion cost more than the space
 * saves. The bill proves it: all of these have lines of their own. Source: rules guide §1D ST-06.
 */
export const wrongClass = defineRule({
  id: 'ST-06',
  slug: 'st-06-wrong-class',
  title: 'Cold class that is read too much',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory', 'prices'],
  settings: z.object({
    min_days: z.number().min(1).max(30).default(14).describe('Days on which fees were charged, at least'),
  }),
  sql: `with ${BUCKETS},
    cold as (
      select provider, billing_account, currency, resource, class, sum(cost) as cost,
        coalesce(sum(cost) filter (where part = 'storage'), 0)::double as storage_cost,
        coalesce(sum(gb) filter (where part = 'storage'), 0)::double as class_gb,
        coalesce(sum(cost) filter (where part = 'padding'), 0)::double as padding_cost,
        coalesce(sum(cost) filter (where part in ('retrieval', 'get', 'early_delete')), 0)::double as fees,
        coalesce(sum(quantity) filter (where part = 'get'), 0)::double as class_gets,
        coalesce(max(days) filter (where part in ('retrieval', 'get', 'early_delete')), 0)::integer as days
      from bucket_line
      where part in ('storage', 'padding', 'retrieval', 'get', 'early_delete')
        and class in ('Standard-IA', 'One Zone-IA', 'Glacier Instant', 'Nearline', 'Coldline', 'Cool', 'Cold')
      group by all
    )
    select ${BUCKET_SELECT}, class, cost::double as class_cost, storage_cost, class_gb, padding_cost, fees, class_gets,
      cold.days, cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    join cold using (provider, billing_account, currency, resource)
    where class_gb > 0 and fees > 0 and resource is not null`,
  row: Row,
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.days < settings.min_days)
      return silence('not_worth_it', `It was read on ${row.days} days: a single restore is no pattern.`)
    const classes = classesOf(row, row.class, row.storage_cost / row.class_gb)
    const standard = classes?.of(baseClass(row.provider))
    if (classes === null || standard === undefined)
      return silence('price_unknown', 'No list prices to compare its class with.')
    const kib = bucketFacts(row.attributes)?.objectKib ?? null
    const inStandard = (gb: number) => gb * standard.gb + (row.class_gets * standard.get1k) / 1000
    const most = row.class_cost - inStandard(realGb(row, classes, kib))
    const least = row.class_cost - inStandard(row.class_gb)
    if (most <= 0) return silence('not_worth_it', `Its fees are less than what ${row.class} saves on space.`)
    return found(row, classes, { least: Math.max(0, least), most, kib, standardGb: standard.gb })
  },
})

/** Where the bill has no line of its own for the minimum size, its GB may include it. */
function realGb(row: ColdRow, classes: Classes, kib: number | null): number {
  const minimum = classes.of(row.class)?.minObjectKib ?? 0
  return row.padding_cost > 0 || kib === null || kib >= minimum
    ? row.class_gb
    : (row.class_gb * kib) / minimum
}

function found(
  row: ColdRow,
  classes: Classes,
  { least, most, kib, standardGb }: { least: number; most: number; kib: number | null; standardGb: number },
): Verdict {
  const expected = Math.min(row.class_cost, (least + most) / 2)
  const standard = baseClass(row.provider)
  const back = movingBack(classes, row, kib)
  return {
    verdict: 'finding',
    grade: 'P',
    title: `${bucketName(row)} is read so much that ${row.class} costs more than ${standard}`,
    probability: classes.stale ? 0.95 * 0.75 : 0.95,
    savings: {
      low: Math.max(0, Math.min(least, expected * 0.96)),
      expected,
      high: Math.min(row.class_cost, Math.max(most, expected * 1.04)),
    },
    factors: [
      exactly(
        `space, minimum size, reads and early deletion in ${row.class}`,
        row.class_cost,
        `${row.currency}/month`,
        'bill',
      ),
      exactly(`bytes in ${row.class}`, row.class_gb, 'GB-month', 'bill'),
      exactly(
        `price of ${standard}`,
        standardGb,
        `${row.currency}/GB-month`,
        classes.billed.has(standard) ? 'bill' : classes.source,
      ),
      exactly('GET requests', row.class_gets, 'requests', 'bill'),
    ],
    part: `cold:${row.class}`,
    oneOff: row.class_gb * back,
    effort: 'M',
    risk: 'low',
    facts: {
      class: row.class,
      fees: Math.round(row.fees),
      space: Math.round(row.storage_cost),
      average_object_kib: kib === null ? null : Math.round(kib),
    },
    remediation: moveBack(row),
  }
}

/** Reading a GB once and writing its objects anew. */
function movingBack(classes: Classes, { class: name, provider }: ColdRow, kib: number | null): number {
  const writes =
    objectsPerGb({ objectKib: kib ?? SIZES_KIB[1] }) * (classes.of(baseClass(provider))?.put1k ?? 0)
  return (classes.of(name)?.retrievalGb ?? 0) + writes / 1000
}
