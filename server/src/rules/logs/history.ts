/** Columns that name a scope of `scoped`. */
const KEYS = [
  'provider',
  'billing_account',
  'sub_account',
  'region',
  'currency',
  'resource',
  'usage_type',
  'service',
]

/**
 * CTE `history` with a row per scope of the CTE `scoped` (keys `provider` to `usage_type`, and `service`): the given
 * aggregates over the daily facts of the last `days` days, of `amount` (double: quantity of the day) and `ago` (integer:
 * days before the last complete one).
 */
export function historySql(days: number, aggregates: string): string {
  return `
    scope_day as (
      select ${KEYS.map((key) => `fact.${key}`).join(', ')}, (rule_window.end_day - 1 - day)::integer as ago,
        sum(consumed_quantity)::double as amount
      from cost_fact as fact
      join rule_window using (provider, billing_account)
      join scoped on ${sameScope('fact', 'scoped')}
      where fact.charge_category = 'Usage' and day >= rule_window.end_day - ${days} and day < rule_window.end_day
      group by all
    ),
    history as (
      select ${KEYS.join(', ')}, ${aggregates}
      from scope_day
      group by all
    )`
}

/** Join condition of two relations on all keys. */
export function sameScope(left: string, right: string): string {
  return KEYS.map((key) => `${left}.${key} is not distinct from ${right}.${key}`).join(' and ')
}
