import { amount, isBad, isZero, scaled, sumOf } from './decimal.ts'

/** Discounts that come as lines of their own: EdpDiscount, PrivateRateDiscount, BundledDiscount, SppDiscount, Discount … */
export const IS_DISCOUNT = `line_type like '%Discount'`
export const IS_COVERED = `line_type in ('DiscountedUsage', 'SavingsPlanCoveredUsage')`
export const IS_CAPACITY_BLOCK = `line_type = 'Fee' and regexp_matches(lower(concat_ws(' ', usage_type, operation, description, resource)), 'capacity.?block')`
const IS_COMMITMENT_FEE = `(line_type in ('RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') or (line_type = 'Fee' and (ri is not null or sp is not null)))`

/**
 * The four costs of one line, by its type. `part` is `line` for what the report bills and `unused` or `amortised` for
 * the row beside it. With net columns every figure is net, none gross.
 */
interface CurCosts {
  /** SQL list of the parts of a line: one row each. */
  readonly parts: string
  readonly billed: string
  readonly effective: string
  readonly contracted: string
  readonly list: string
}

/** Short names of the net columns that a report has; null for one without private discounts, where gross is all there is. */
export type NetFields = ReadonlySet<string> | null

export function curCosts(net: NetFields): CurCosts {
  const cost = costOf(net)
  const unused = unusedOf(net)
  return {
    parts: `case when line_type in ('RIFee', 'SavingsPlanRecurringFee') and not coalesce(${isZero(unused)} or ${unused} is null, true) then ['line', 'unused'] when ${IS_CAPACITY_BLOCK} then ['line', 'amortised'] else ['line'] end`,
    billed: `case when part <> 'line' or line_type in ('SavingsPlanCoveredUsage', 'SavingsPlanNegation') then '0' else ${cost} end`,
    effective: `case when part = 'unused' then ${unused} when part = 'amortised' then ${cost} when ${IS_COMMITMENT_FEE} or ${IS_CAPACITY_BLOCK} or line_type = 'SavingsPlanNegation' then '0' when line_type = 'DiscountedUsage' then ${reservationEffective(net)} when line_type = 'SavingsPlanCoveredUsage' then ${netOr(net, 'sp_effective')} else ${cost} end`,
    contracted: `case when part <> 'line' or line_type = 'SavingsPlanNegation' then '0' when line_type = 'DiscountedUsage' then ${net ? 'null' : LIST_COST} when line_type = 'SavingsPlanCoveredUsage' then ${net ? `case when ${amount('net_unblended')} > 0 then net_unblended else unblended end` : 'unblended'} else ${cost} end`,
    list: `case when part <> 'line' or line_type = 'SavingsPlanNegation' or ${IS_DISCOUNT} then '0' when line_type = 'Usage' or ${IS_COVERED} then ${LIST_COST} else unblended end`,
  }
}

/** A public price of 0 beside a cost is no price (marketplace, some fees). */
const LIST_COST = `case when ${isZero('list_cost')} and not ${isZero('unblended')} then null else list_cost end`

/**
 * The net columns spread the discounts over the lines that they belong to, so a discount line without a net cost of its
 * own counts nothing; any other line without one had no discount.
 */
function costOf(net: NetFields): string {
  return net
    ? `case when ${IS_DISCOUNT} then coalesce(net_unblended, '0') else coalesce(net_unblended, unblended) end`
    : 'unblended'
}

/** The net figure where the report is net, and nothing where it lacks that column: a gross one would not go with it. */
export function netOr(net: NetFields, field: string): string {
  if (net === null) return field
  return net.has(`net_${field}`) ? `coalesce(net_${field}, ${field})` : 'null::varchar'
}

function reservationEffective(net: NetFields): string {
  const parts = sumOf([netOr(net, 'ri_upfront'), netOr(net, 'ri_recurring')])
  return `coalesce(${netOr(net, 'ri_effective')}, ${parts})`
}

/** What of the commitment nobody used, upfront payment included. */
function unusedOf(net: NetFields): string {
  const reservation = sumOf([netOr(net, 'ri_unused_upfront'), netOr(net, 'ri_unused_recurring')])
  return `case when line_type = 'RIFee' then ${reservation} else ${net ? netPlanUnused(net) : planUnused()} end`
}

/** What of a plan's commitment found no use, before private discounts: commitments are counted gross. */
export function planUnused(): string {
  return `case when sp_used is null then null else ${sumOf(['sp_total'], ['sp_used'])} end`
}

/** Commitment and used commitment have no net columns: the ratio of the net to the gross instalment stands for them. */
function netPlanUnused(fields: NetFields): string {
  const gross = amount(sumOf(['sp_upfront', 'sp_recurring']))
  const net = amount(sumOf([netOr(fields, 'sp_upfront'), netOr(fields, 'sp_recurring')]))
  const unused = planUnused()
  return `case when ${isBad(unused)} then ${unused} when ${gross} <> 0 then (${scaled(amount(unused), net, gross)})::varchar end`
}
