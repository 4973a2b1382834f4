import { groupBy } from '@outlay/shared/group-by'
import { addAmounts } from '@outlay/shared/money'
import type { Question } from './cost-and-usage.ts'
import type { Cost } from './world.ts'

/** Value of a dimension. */
export const VALUES: Readonly<Record<string, (cost: Cost) => string>> = {
  SERVICE: ({ service }) => service,
  USAGE_TYPE: ({ usageType }) => usageType,
  RECORD_TYPE: ({ recordType }) => recordType,
  LINKED_ACCOUNT: ({ account }) => account ?? '123456789012',
  REGION: ({ region }) => region ?? 'NoRegion',
  RESOURCE_ID: ({ resource }) => resource ?? 'NoResourceId',
}

/** The groups of costs by period, with the metrics asked for. */
export function costGroups({ GroupBy, Metrics, Granularity }: Question, costs: readonly Cost[]) {
  const start = ({ day: start }: Cost) => (Granularity === 'DAILY' ? start : `${start.slice(0, 7)}-01`)
  const keysOf = (cost: Cost) =>
    GroupBy.map(({ Type, Key }) =>
      Type === 'TAG' ? `${Key}$${cost.tags?.[Key] ?? ''}` : (VALUES[Key]?.(cost) ?? 'NoValue'),
    )
  const groups = groupBy(costs, (cost) => JSON.stringify([start(cost), ...keysOf(cost), cost.currency]))
  return [...groups].flatMap(([, rows]) => {
    const [first] = rows
    if (first === undefined) return []
    const metrics = Metrics.map((name) => [name, METRICS[name](rows)])
    return [{ start: start(first), Keys: keysOf(first), Metrics: Object.fromEntries(metrics) as object }]
  })
}

const METRICS = {
  UnblendedCost: money(({ unblended }) => unblended),
  AmortizedCost: money(({ amortized }) => amortized),
  BlendedCost: money(({ blended }) => blended),
  UsageQuantity(rows: readonly Cost[]) {
    const units = new Set(rows.map(({ quantityUnit }) => quantityUnit ?? 'N/A'))
    return {
      Amount: addAmounts(rows.map(({ quantity }) => quantity ?? '0')),
      Unit: units.size === 1 ? [...units][0] : 'N/A',
    }
  },
}

function money(amountOf: (cost: Cost) => string) {
  return (rows: readonly Cost[]) => ({
    Amount: addAmounts(rows.map(amountOf)),
    Unit: rows[0]?.currency ?? 'USD',
  })
}
