import { daysBetween } from '@outlay/shared/period'
import type { PreviousRange } from '../comparison.ts'
import type { CostsQuestion } from '../costs-question.ts'
import { dimensionSql, type PromotedTags } from '../dimension-sql.ts'
import { convertedSql, ratedSql } from '../report-currency/converted-sql.ts'
import { type Binder, METRIC_COLUMNS, whereSql } from '../where-sql.ts'
import { atOneRateSql } from './one-rate-sql.ts'

/** What the parts of one question's SQL share. */
export interface Shape {
  readonly question: CostsQuestion & { readonly currency: string }
  readonly previous: PreviousRange
  readonly promoted: PromotedTags
  readonly binder: Binder
}

/** A unit price that moved by less than this share is the same price: bills round their lines. */
const SAME = '0.0001'

/** Tells a thing that costs: the resource, or for lines without one what is bought where. */
const ENTITY = `coalesce(resource, concat_ws(chr(31), provider, sub_account, service, sku, usage_type, region))`

/** Which lines have a quantity and a price to speak of; the others are a part of the change by themselves. */
const KIND = `case
      when charge_category = 'Tax' then 'tax'
      when charge_category = 'Credit' then 'credits'
      when charge_category = 'Adjustment' or charge_class = 'Correction' then 'adjustments'
      when prepaid or commitment_status = 'Unused' or charge_category = 'Purchase' and commitment_id is not null
        then 'commitment'
      when charge_category <> 'Usage' then 'fees'
      else 'metered' end`

const KEY = [
  'provider',
  'sub_account',
  'service',
  'region',
  'resource',
  'sku',
  'usage_type',
  'charge_category',
  'consumed_unit',
] as const

/**
 * The tables of a change, up to `piece`: what each line of the bill (group × resource × SKU × usage type × unit, over all
 * its days) adds to which part. The pieces of a line add up to the change of its cost exactly: what is computed with
 * ratios is rounded to 8 decimals, and the last part of the line is what remains. Formulas: docs/change-explained.md.
 */
export function pieceTables(shape: Shape): readonly string[] {
  return [
    `ranged as (\n${rangedSql(shape, true)}\nunion all\n${rangedSql(shape, false)}\n)`,
    `line as (\n${lineSql(shape)}\n)`,
    `seen as (\n${SEEN}\n)`,
    `shaped as (\n${SHAPED}\n)`,
    `used as (\n${USED}\n)`,
    `priced as (\n${PRICED}\n)`,
    `piece as materialized (\n${PIECES}\n)`,
  ]
}

/** Columns of the question's groups. */
export function groupNames({ question }: Pick<Shape, 'question'>): readonly string[] {
  return question.groupBy.map((_, index) => `g${index + 1}`)
}

function rangedSql(shape: Shape, isCurrent: boolean): string {
  const { question, previous, promoted, binder } = shape
  const { report } = question
  const range = isCurrent ? question : { ...question, start: previous.start, end: previous.end }
  const asked = report === undefined ? range : { ...range, currency: undefined }
  const groups = question.groupBy.map(
    (dimension, index) => `${dimensionSql(dimension, promoted, binder.bind)} as g${index + 1}, `,
  )
  const metric = METRIC_COLUMNS[question.metric]
  const both = (sql: string, name: string) =>
    isCurrent ? `${sql} as ${name}, 0 as previous_${name}` : `0 as ${name}, ${sql} as previous_${name}`
  const converted =
    report === undefined
      ? ''
      : `
      currency, ${both(`coalesce(sum(${convertedSql(metric)}), 0)`, 'converted')},`
  return `
    select ${groups.join('')}${KEY.join(', ')}, ${ENTITY} as entity, ${KIND} as kind,${converted}
      ${both(`coalesce(sum(${metric}), 0)`, 'cost')},
      ${both('coalesce(sum(consumed_quantity), 0)', 'quantity')},
      ${both(`coalesce(sum(${PRICE_EQUIVALENT}), 0)`, 'worth')},
      bool_or(${coveredSql(question.metric)}) as covered,
      coalesce(bool_or(consumed_quantity > 0 and coalesce(${PRICE_EQUIVALENT}, 0) <= 0), false) as worth_unknown
    from ${report === undefined ? 'cost_fact' : `(select * from ${ratedSql(report, binder)} where rate is not null) as cost_fact`}
    where ${whereSql(asked, promoted, binder, isCurrent ? '' : 'previous_')}
    group by all`
}

/** What the usage would cost without a commitment. Source: finops.md §4, price-equivalent. */
const PRICE_EQUIVALENT = `case when contracted > 0 then contracted else list end`

/** Commitments move what is billed and what is effective, never list or contracted prices. */
function coveredSql(metric: CostsQuestion['metric']): string {
  return metric === 'billed' || metric === 'effective' ? 'commitment_id is not null' : 'false'
}

/** Both ranges of a line side by side; day-normalised where that is asked for. What is converted, at one rate. */
function lineSql({ question, previous, binder }: Shape): string {
  const columns = [...groupNames({ question }), ...KEY, 'entity', 'kind']
  const isReport = question.report !== undefined
  const lines = `
    select ${columns.join(', ')},${isReport ? `\n      currency, sum(converted) as converted, ${scaled('previous_converted')} as previous_converted,` : ' 0::decimal(38, 14) as exchange,'}
      sum(cost) as cost, ${scaled('previous_cost')} as previous_cost,
      sum(quantity) as quantity, ${scaled('previous_quantity')} as previous_quantity,
      sum(worth) as worth, ${scaled('previous_worth')} as previous_worth,
      bool_or(covered) as covered, bool_or(worth_unknown) as worth_unknown
    from ranged
    group by all`
  return isReport ? atOneRateSql(lines) : lines

  function scaled(column: string): string {
    if (previous.align !== 'norm') return `sum(${column})`
    const days = binder.named('days', String(daysBetween(question.start, question.end)))
    const before = binder.named('previous_days', String(daysBetween(previous.start, previous.end)))
    return `round(sum(${column})::double * ${days}::double / ${before}::double, 8)::decimal(38, 14)`
  }
}

const HERE = '(cost <> 0 or quantity > 0)'
const BEFORE = '(previous_cost <> 0 or previous_quantity > 0)'

/** In all of history, whatever the filters: when what stands in one range alone cost anything, and whether in the other. */
const SEEN = `
    select entity, min(day) as first_seen, max(day) as last_seen,
      bool_or(day >= $start::date and day < $end::date) as is_here,
      bool_or(day >= $previous_start::date and day < $previous_end::date) as was_there
    from (select ${ENTITY} as entity, day from cost_fact where billed <> 0 or effective <> 0)
    where entity in (select entity from line where kind = 'metered' and ${HERE} <> ${BEFORE})
    group by entity`

const SHAPED = `
    select line.*, first_seen, last_seen,
      case
        when kind <> 'metered' then kind
        when ${HERE} and not ${BEFORE} then case
          when was_there then 'mix' when first_seen >= $start::date then 'new' else 'usage' end
        when ${BEFORE} and not ${HERE} then case
          when is_here then 'mix' when last_seen < $end::date then 'gone' else 'usage' end
        when cost < 0 or previous_cost < 0 then case when covered then 'commitment' else 'price' end
        when quantity > 0 and previous_quantity > 0 then 'split'
        else 'no_quantity' end as shape
    from line
    left join seen using (entity)
    where cost <> 0 or previous_cost <> 0`

const moved = (now: string, before: string) => `abs(${now} / nullif(${before}, 0) - 1) >= ${SAME}`
const UNIT = 'cost::double / quantity::double'
const UNIT_BEFORE = 'previous_cost::double / previous_quantity::double'

/** What more or less of the same would have cost at the price per unit of before. */
const USED = `
    select *,
      case
        when shape = 'usage' then cost - previous_cost
        when shape <> 'split' then 0
        when previous_cost = 0 then case when quantity > previous_quantity then cost else 0 end
        when not ${moved(UNIT, UNIT_BEFORE)} then cost - previous_cost
        else round(previous_cost::double * (quantity::double / previous_quantity::double - 1), 8)::decimal(38, 14)
      end as usage_part
    from shaped`

const RATE = 'cost::double / worth::double'
const RATE_BEFORE = 'previous_cost::double / previous_worth::double'
const PRICE = 'worth::double / quantity::double'
const PRICE_BEFORE = 'previous_worth::double / previous_quantity::double'

/** What the price without commitments did to the quantity of now; of a line that no commitment touches, all the rest. */
const PRICED = `
    select *,
      case
        when shape = 'price' then cost - previous_cost
        when shape <> 'split' then 0
        when not covered then cost - previous_cost - usage_part
        when worth_unknown or worth <= 0 or previous_worth <= 0 then 0
        when not ${moved(PRICE, PRICE_BEFORE)} then 0
        when not ${moved(RATE, RATE_BEFORE)} then cost - previous_cost - usage_part
        else round(quantity::double * (${PRICE} - ${PRICE_BEFORE}) * ${RATE_BEFORE}, 8)::decimal(38, 14)
      end as price_part
    from used`

const PIECES = `
    select *, 'usage' as part, usage_part as amount from priced where usage_part <> 0
    union all
    select *, 'price' as part, price_part as amount from priced where price_part <> 0
    union all
    select *, 'exchange' as part, exchange as amount from priced where exchange <> 0
    union all
    select *, case when shape = 'split' then 'commitment' else shape end as part,
      cost - previous_cost - usage_part - price_part as amount
    from priced
    where cost - previous_cost - usage_part - price_part <> 0`
