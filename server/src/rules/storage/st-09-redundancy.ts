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
import { bucketFacts } from './bucket-inventory.ts'
import { lessCopies } from './remedies-cleanup.ts'

const Row = z.object({ ...BUCKET_COLUMNS, single_region: z.number().nullable() })

/**
 * Copies in a second region of data that nobody would miss: the meter names the redundancy, the environment says who needs
 * it. Source: rules guide §1D ST-09; price pages of Azure Blob Storage and Cloud Storage.
 */
export const redundancy = defineRule({
  id: 'ST-09',
  slug: 'st-09-redundancy',
  title: 'Copies in another region of data that can be made again',
  family: 'storage',
  class: 'usage',
  stage: 'architecture',
  clouds: ['azure', 'gcp'],
  wants: ['prices'],
  settings: z.object({
    min_gb: z
      .number()
      .min(0)
      .default(100)
      .describe('Smallest bucket that is looked at, GB in Standard or Hot'),
  }),
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost,
      (select sum(margin_cost) / sum(gb) from bucket_line as line
        where line.provider = bucket.provider and line.billing_account = bucket.billing_account
          and line.currency = bucket.currency and line.part = 'storage' and line.base and line.geo is null
          and (line.region is not distinct from bucket.region or bucket.provider = 'gcp') and line.gb > 0
      ) as single_region
    from bucket
    where geo is not null and geo <> 'zrs' and base_gb >= $min_gb and resource is not null`,
  row: Row,
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    const reproducible = bucketFacts(row.attributes)?.attributes['reproducible'] === true
    if (row.env_class === 'prod' && !reproducible)
      return silence('excluded', 'Production keeps its copies in another region.')
    if (row.env_class !== 'nonprod' && !reproducible)
      return silence('excluded', 'No environment tag says that it can do without copies in another region.')
    const paid = basePrice(row)
    if (paid === null || paid <= 0) return silence('price_unknown', 'No price paid for its class.')
    return found(row, priceOfOne(row, paid), paid)
  },
})

/** List prices of one region as a part of those of two or more; low and high leave room for regions. */
const LIST_RATIOS: Readonly<
  Record<string, readonly [low: number, expected: number, high: number, source: string]>
> = {
  'ra-grs': [0.42, 0.435, 0.45, 'catalogue: Hot LRS 0.0208 ÷ RA-GRS 0.0478, eastus'],
  grs: [0.43, 0.47, 0.55, 'prior, near Hot LRS ÷ RA-GRS of the catalogue'],
  multi: [0.74, 0.77, 0.83, 'list prices of Cloud Storage: regional 0.020 ÷ multi-region 0.026, US'],
}

function priceOfOne(row: BucketRow & z.output<typeof Row>, paid: number): Factor {
  const name = 'price of one region ÷ price paid'
  const seen = row.single_region === null ? null : row.single_region / paid
  if (seen !== null && seen > 0.2 && seen < 1)
    return {
      name,
      low: seen * 0.95,
      expected: seen,
      high: Math.min(1, seen * 1.05),
      unit: 'ratio',
      source: 'bill: other buckets of the account',
    }
  const kind = row.provider === 'gcp' ? 'multi' : /^ra-?g/.test(row.geo ?? '') ? 'ra-grs' : 'grs'
  const [low, expected, high, source] = LIST_RATIOS[kind] ?? [0.5, 0.6, 0.8, 'prior']
  return { name, low, expected, high, unit: 'ratio', source }
}

function found(row: BucketRow, ratio: Factor, paid: number): Verdict {
  const amount = liveGb(row, bucketFacts(row.attributes)) * paid
  return {
    verdict: 'finding',
    grade: 'S',
    title: `${bucketName(row)} keeps copies in another region (${row.geo?.toUpperCase()}) of data that can be made again`,
    probability: 0.6,
    savings: {
      low: amount * (1 - ratio.high),
      expected: amount * (1 - ratio.expected),
      high: amount * (1 - ratio.low),
    },
    factors: [exactly(`space in ${baseClass(row.provider)}`, amount, `${row.currency}/month`, 'bill'), ratio],
    part: 'classes',
    oneOff: 0,
    effort: row.provider === 'azure' ? 'S' : 'M',
    risk: 'medium',
    facts: { redundancy: row.geo, environment: row.env_class },
    remediation: lessCopies(row),
  }
}
