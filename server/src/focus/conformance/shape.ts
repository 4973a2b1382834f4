import type { RowRule } from './rule.ts'

/** File and row in one number, so that the first violating row is a cheap minimum. */
export const ROWS_A_FILE = 2 ** 36
export const PLACE = `cast(__file as bigint) * ${ROWS_A_FILE} + __row`

/** Columns of few values, by which rows are folded as they stand. */
const CATEGORICAL: ReadonlySet<string> = new Set([
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'CapacityReservationStatus',
  'ChargeCategory',
  'ChargeClass',
  'ChargeFrequency',
  'CommitmentDiscountCategory',
  'CommitmentDiscountStatus',
  'PricingCategory',
  'PricingCurrency',
  'ServiceCategory',
  'ServiceSubcategory',
])

/** Bits of one BIGINT. */
const BITS = 62

/**
 * For each set of rules that rows break together: `mask0`, `mask1`, … (bits of the rules, in their order), the number of
 * rows and the place of the first. Most rules ask only which columns are null and what the categorical ones hold, and a
 * bill has few such shapes: rows are folded to shapes first, then the rules are asked of the shapes. Rules that look at
 * other values are asked of each row and become part of its shape as one bit. Several times faster than asking every rule of
 * every row.
 */
export function shapeQuery(rules: readonly RowRule[], relation: string): string {
  const single = rules.filter((rule) => !seesShapeOnly(rule))
  const columns = [...new Set(rules.filter(seesShapeOnly).flatMap((rule) => rule.columns))]
  const kept = columns.filter((column) => CATEGORICAL.has(column))
  const masked = columns.filter((column) => !CATEGORICAL.has(column))
  const seen = packBits([
    ...masked.map((column) => `${column} is not null`),
    ...single.map((rule) => rule.violation),
  ])
  const restored = [
    ...masked.map((column, index) => `${bit('seen', index)} as ${column}`),
    ...single.map((_, index) => `${bit('seen', masked.length + index)} as flag${index}`),
  ]
  const answers = packBits(
    rules.map((rule) => (single.includes(rule) ? `flag${single.indexOf(rule)} is not null` : rule.violation)),
  )
  return `
    with shape as materialized (
      select ${list([...kept, ...named(seen, 'seen')])} count(*) as lines, min(${PLACE}) as place
      from ${relation} group by all
    ), restored as (
      select ${list([...kept, ...restored])} lines, place from shape
    )
    select ${list(named(answers, 'mask'))} sum(lines), min(place) from restored group by all`
}

/** Whether bit `index` is set in the masks that `shapeQuery` gives. */
export function hasBit(masks: readonly bigint[], index: number): boolean {
  return (((masks[Math.floor(index / BITS)] ?? 0n) >> BigInt(index % BITS)) & 1n) === 1n
}

/** Whether the rule's SQL reads each column that is not categorical in `is null` and `is not null` alone. */
export function seesShapeOnly(rule: RowRule): boolean {
  const sql = rule.violation.replace(/'[^']*'/g, '')
  return rule.columns.every(
    (column) => CATEGORICAL.has(column) || !new RegExp(`\\b${column}\\b(?! is (not )?null)`).test(sql),
  )
}

function packBits(tests: readonly string[]): string[] {
  const masks: string[] = []
  for (let start = 0; start < tests.length; start += BITS) {
    const bits = tests
      .slice(start, start + BITS)
      .map((test, index) => `case when ${test} then ${2n ** BigInt(index)} else cast(0 as bigint) end`)
    masks.push(bits.join(' + '))
  }
  return masks
}

/** True or null. */
function bit(masks: string, index: number): string {
  const mask = `${masks}${Math.floor(index / BITS)}`
  return `case when ${mask} & ${2n ** BigInt(index % BITS)} <> 0 then true end`
}

function named(masks: readonly string[], name: string): string[] {
  return masks.map((mask, index) => `${mask} as ${name}${index}`)
}

function list(expressions: readonly string[]): string {
  return expressions.map((expression) => `${expression},`).join('\n')
}
