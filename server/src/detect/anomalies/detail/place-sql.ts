import type { Anomaly } from '@outlay/shared/detect'
import { WATCHED_LINES } from '../read-atoms.ts'

/** SQL that anybody can run to see the days of the place, with its parameters. */
export function sqlOf({
  scope,
  provider,
  billingAccountId,
  subAccountId,
  service,
  usageType,
  team,
  currency,
}: Anomaly) {
  const wanted: readonly (readonly [string, string, string | null])[] = [
    ['provider', 'provider', provider],
    ['billing_account', 'billingAccount', billingAccountId],
    ['sub_account', 'subAccount', subAccountId],
    ['service', 'service', service],
    ['coalesce(usage_type, sku)', 'usageType', usageType],
    ['team', 'team', scope === 'team' ? team : null],
    ['currency', 'currency', currency],
  ]
  const named = wanted.flatMap(([column, name, value]) => (value === null ? [] : [{ column, name, value }]))
  const conditions = named.map(({ column, name }) => `${column} = $${name}`)
  return {
    sql: `select day, sum(effective) as cost
from cost_fact
where ${[...conditions, WATCHED_LINES].join('\n  and ')}
group by day
order by day`,
    sqlParams: Object.fromEntries(named.map(({ name, value }) => [name, value])),
  }
}
