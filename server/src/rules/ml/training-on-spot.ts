import { z } from 'zod'
import { rework } from '../base/rework.ts'
import { defineRule, type Factor, type Remediation, type Rule, silence } from '../rule.ts'

interface Training {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly clouds: Rule['clouds']
  /** SQL over `resource_use` joined with `machine` (as `box`): lines of training that could run on spot. */
  readonly where: string
  /** SQL over `resource_use`: lines of the same work that run on spot already. */
  readonly spot: string
  /** Spot price ÷ on-demand price where neither the bill nor the catalogue knows one. */
  readonly fallback: {
    readonly low: number
    readonly mid: number
    readonly high: number
    readonly source: string
  } | null
  readonly remediation: Remediation
}

const STEM = runStemSql('used.resource_name')

/**
 * Training at the full price. It writes checkpoints or should: interrupted, it goes on. Saving: cost × part that may move ×
 * (1 − spot ÷ paid × (1 + work done twice)). The price is what the customer's own spot training pays, else the catalogue's.
 */
export function trainingOnSpot(training: Training): Rule {
  return defineRule({
    ...training,
    family: 'ml',
    class: 'rate',
    stage: 'purchase',
    wants: ['prices'],
    settings: z.object({
      cost: z.number().min(0).default(50).describe('Cost a month, at least'),
      checkpoint_minutes: z
        .number()
        .min(1)
        .max(1440)
        .default(60)
        .describe('Minutes between the checkpoints of the training'),
    }),
    sql: `
      with line as (
        select used.*, ${STEM} as stem, box.type_key, box.instance_type, coalesce(box.gpus, 0) as gpus
        from resource_use as used
        left join machine as box on box.provider = used.provider and box.resource = used.resource
        where ${training.where} and used.pricing_category = 'Standard' and used.commitment_status is null and $cost >= 0
          and $checkpoint_minutes > 0
      ),
      own as (
        select provider, billing_account, currency,
          regexp_replace(coalesce(usage_type, meter), 'TrSpt', 'Train') as what, sum(cost)::double / sum(quantity) as price
        from resource_use as used
        where (${training.spot}) and quantity > 0
        group by all
      ),
      any_own as (
        select own.provider, own.billing_account, own.currency, avg(own.price / full_price.price) as ratio
        from own
        join (select provider, billing_account, currency, coalesce(usage_type, meter) as what, sum(cost)::double / sum(quantity) as price
          from line where quantity > 0 group by all) as full_price using (provider, billing_account, currency, what)
        group by all
      ),
      listed as (
        select provider, region, type_key, 1 - discount as ratio, source, as_of::varchar as as_of, stale, interruption_min, interruption_max
        from spot_price where discount > 0
      )
      select line.provider, line.billing_account, line.sub_account, any_value(line.service) as service, line.region,
        any_value(line.team) as team, line.currency,
        coalesce(list(distinct line.resource order by line.resource) filter (line.resource is not null), []) as resource_ids,
        sum(line.cost)::varchar as monthly_cost, stem, min(line.idle_days) as idle_days, count(distinct line.resource)::integer as jobs,
        any_value(coalesce(line.instance_type, line.usage_type, line.meter)) as type,
        (sum(line.cost * (own.price / nullif(line.unit_price, 0))) / nullif(sum(line.cost) filter (own.price is not null), 0))::double as own_ratio,
        any_value(any_own.ratio) as any_ratio,
        avg(listed.ratio)::double as listed_ratio, any_value(listed.source) as listed_source, any_value(listed.as_of) as listed_as_of,
        coalesce(bool_or(listed.stale), false) as listed_stale, max(listed.interruption_min)::double as reclaimed_min,
        max(listed.interruption_max)::double as reclaimed_max
      from line
      left join own on own.provider = line.provider and own.billing_account = line.billing_account and own.currency = line.currency
        and own.what = coalesce(line.usage_type, line.meter)
      left join any_own on any_own.provider = line.provider and any_own.billing_account = line.billing_account and any_own.currency = line.currency
      left join listed on listed.provider = line.provider and listed.region = line.region and listed.type_key = line.type_key
      group by line.provider, line.billing_account, line.sub_account, line.region, line.currency, stem
    `,
    row: Row,
    judge(row, { settings }) {
      const cost = Number(row.monthly_cost)
      if (cost < settings.cost)
        return silence('below_materiality', `It costs less than ${settings.cost} a month.`)
      if (row.idle_days > 21) return silence('not_worth_it', 'It has not run for three weeks.')
      const price = priceOf(row, training.fallback)
      if (price === null)
        return silence('price_unknown', 'Neither the bill nor the catalogue knows a spot price of it.')
      const again = againOf(row, settings.checkpoint_minutes)
      const share = shareOf(row.own_ratio ?? row.any_ratio)
      const at = (part: number, ratio: number, twice: number) =>
        Math.max(0, cost * part * (1 - ratio * (1 + twice)))
      return {
        verdict: 'finding',
        grade: 'S',
        title: `${row.stem}: training on ${row.type} at the full price`,
        probability: (row.own_ratio === null ? 0.65 : 0.8) * (price.stale ? 0.9 : 1),
        workload: row.stem,
        savings: {
          low: at(share.low, price.factor.high, again.high),
          expected: at(share.expected, price.factor.expected, again.expected),
          high: at(share.high, price.factor.low, again.low),
        },
        factors: [price.factor, again, share],
        oneOff: 0,
        effort: 'M',
        risk: 'medium',
        facts: { jobs: row.jobs, type: row.type, checkpoint_minutes: settings.checkpoint_minutes },
        remediation: training.remediation,
      }
    },
  })
}

/** SQL: what the runs of one training are called, without the dates and numbers that tell them apart. */
export function runStemSql(name: string): string {
  return `coalesce(nullif(regexp_replace(lower(${name}), '[-_]?[0-9][0-9tz:._-]*', '', 'g'), ''), 'training')`
}

const Row = z.object({
  stem: z.string(),
  idle_days: z.number(),
  jobs: z.number(),
  type: z.string().nullable(),
  own_ratio: z.number().nullable(),
  any_ratio: z.number().nullable(),
  listed_ratio: z.number().nullable(),
  listed_source: z.string().nullable(),
  listed_as_of: z.string().nullable(),
  listed_stale: z.boolean(),
  reclaimed_min: z.number().nullable(),
  reclaimed_max: z.number().nullable(),
})
type Row = z.output<typeof Row>

function priceOf(row: Row, fallback: Training['fallback']): { factor: Factor; stale: boolean } | null {
  const name = 'spot price ÷ price paid'
  const own = row.own_ratio ?? row.any_ratio
  if (own !== null) {
    const source =
      row.own_ratio === null ? 'bill: spot training of other types' : 'bill: spot training of the same type'
    return {
      factor: { name, low: own * 0.9, expected: own, high: own * 1.1, unit: 'ratio', source },
      stale: false,
    }
  }
  if (row.listed_ratio !== null) {
    const { listed_ratio: ratio } = row
    const source = `catalogue ${row.listed_as_of ?? ''} (${row.listed_source ?? ''}), of the machine behind it${row.listed_stale ? ', older than 90 days' : ''}`
    return {
      factor: { name, low: ratio * 0.85, expected: ratio, high: ratio * 1.15, unit: 'ratio', source },
      stale: row.listed_stale,
    }
  }
  if (fallback === null) return null
  const { low, mid, high, source } = fallback
  return { factor: { name, low, expected: mid, high, unit: 'ratio', source }, stale: true }
}

function againOf(row: Row, checkpointMinutes: number): Factor {
  const reclaimed = row.reclaimed_min === null ? null : { min: row.reclaimed_min, max: row.reclaimed_max }
  const { share } = rework({
    reclaimed,
    gang: 1,
    checkpointHours: checkpointMinutes / 60,
    checkpointCostHours: 5 / 60,
    taskHours: 24,
    floor: { low: 0.02, expected: 0.06, high: 0.15 },
  })
  return {
    name: 'work done twice',
    ...share,
    unit: 'share',
    source: 'Young and Daly with checkpoints; floor an assumption of ours',
  }
}

/** Where the company trains on spot already, most of it can. */
function shareOf(peer: number | null): Factor {
  const name = 'part that may be interrupted'
  return peer === null
    ? {
        name,
        low: 0.5,
        expected: 0.8,
        high: 1,
        unit: 'share',
        source: 'assumption of ours: training goes on from its checkpoint',
      }
    : {
        name,
        low: 0.8,
        expected: 0.95,
        high: 1,
        unit: 'share',
        source: 'bill: other training of the company runs on spot',
      }
}
