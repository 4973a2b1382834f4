import { type NetFields, netOr } from './aws-cur-costs.ts'
import { amount, isZero, scaled } from './decimal.ts'

/**
 * Split cost allocation: rows of pods and tasks that repeat the amortised cost of the instance they ran on. They take
 * it over from the instance's row of the same hour, so that every total stays what it was; what is left by rounding
 * stays on the instance. A row whose instance is not among the rows counts nothing.
 * Common table expressions over `costed` (lines with their four costs as text) that give `shared`.
 */
export function splitTables(net: NetFields): string {
  const share = `coalesce(${weight(net, 'split_cost')}, 0::decimal(38, 14)) + coalesce(${weight(net, 'split_unused')}, 0::decimal(38, 14))`
  return `marked as not materialized (select *, ${share} as weight, split_parent is not null as is_child, coalesce(split_parent is null and ${IS_INSTANCE}, false) as is_origin, regexp_extract(coalesce(split_parent, resource), '[^/]*$') as node, coalesce(try_cast(started as timestamp)::varchar, started) as hour from costed),
origins as (select account, node, hour, min({'f': __file, 'r': __row}) as first_row, ${METRICS.map((metric) => `case when bool_and(${metric} is not null) then sum(${amount(metric)}) end as ${metric}`).join(', ')} from marked where is_origin group by account, node, hour),
children as (select m.__file, m.__row, m.account, m.node, m.hour, ${METRICS.map((metric) => `${childShare(metric)} as ${metric}`).join(', ')} from marked as m join origins as o on ${SAME_NODE} where m.is_child and coalesce(o.effective, 0) <> 0),
taken as (select account, node, hour, ${METRICS.map((metric) => `sum(${metric}) as ${metric}`).join(', ')} from children group by account, node, hour),
shared as not materialized (select m.* replace (${METRICS.map((metric) => `${replacement(metric)} as ${metric}`).join(', ')}) from marked as m left join children as c on c.__file = m.__file and c.__row = m.__row left join origins as o on ${SAME_NODE} left join taken as t on ${SAME_NODE.replaceAll('o.', 't.')})`
}

const METRICS = ['billed', 'effective', 'contracted', 'list'] as const
const SAME_NODE = 'o.account is not distinct from m.account and o.node = m.node and o.hour = m.hour'
const IS_INSTANCE = `line_type in ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') and regexp_matches(usage_type, '(BoxUsage|SpotUsage|DedicatedUsage)')`

function weight(net: NetFields, field: string): string {
  return amount(netOr(net, field))
}

/** The allocated share of the amortised cost, of the other costs in the same proportion. */
function childShare(metric: string): string {
  if (metric === 'effective') return 'm.weight'
  return `case when o.${metric} is null then null else ${scaled('m.weight', `o.${metric}`, 'o.effective')} end`
}

function replacement(metric: string): string {
  const first = `m.__file = o.first_row.f and m.__row = o.first_row.r`
  return `case when m.is_child then coalesce(case when c.__row is null then '0' else c.${metric}::varchar end, case when ${isZero(`m.${metric}`)} then '0' end) when m.is_origin and t.node is not null then case when o.${metric} is null then null when ${first} then (o.${metric} - coalesce(t.${metric}, 0))::varchar else '0' end else m.${metric} end`
}
