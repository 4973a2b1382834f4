import { groupBy } from '@outlay/shared/group-by'
import { type Amount, addAmounts, subtractAmounts } from '@outlay/shared/money'
import { foldRecordType, recordType } from '../../focus/aws-record-types.ts'
import type { CostGroup } from './answer.ts'

/** Text or null in the columns of the reader. */
type LineRow = Readonly<Record<string, string | null>>

interface Costs {
  readonly unblended: Amount
  readonly amortized: Amount | null
  readonly blended: Amount | null
}

/** `usage`: a usage type's costs · `charge`: a record type's · `unused`: the idle part of a commitment · `offset`: takes charges out of usage again. */
type Kind = 'usage' | 'charge' | 'unused' | 'offset'

/**
 * The two tables of Cost Explorer as one list whose sums by service, by charge category and overall are Cost Explorer's
 * own. The usage types of a service and day are of its one record type. Where it has several, they count as Usage, every
 * other record type becomes a line of its own, and one offset line takes the sum of those out of Usage again.
 */
export function toLines(byUsageType: readonly CostGroup[], byRecordType: readonly CostGroup[]): LineRow[] {
  const usage = groupBy(byUsageType, keyOf)
  const types = groupBy(byRecordType.filter(isCost), keyOf)
  return [...new Set([...usage.keys(), ...types.keys()])].flatMap((key) =>
    serviceLines(usage.get(key) ?? [], types.get(key) ?? []),
  )
}

/** Lines of one service, day and currency. */
function serviceLines(usage: readonly CostGroup[], types: readonly CostGroup[]): LineRow[] {
  const [first] = [...usage, ...types]
  if (first === undefined) return []
  const main = mainType(first.service, types)
  const others = types.filter(({ second }) => foldRecordType(second) !== foldRecordType(main))
  const fee = feeAmong(usage, others)
  const own =
    fee === undefined ? others : others.map((row) => (row === fee ? less(row, usage.filter(isFeeLike)) : row))
  return [
    ...usage.flatMap((group) => {
      const type = fee !== undefined && isFeeLike(group) ? fee.second : main
      return chargeLines({ ...group, kind: 'usage', usageType: group.second, type })
    }),
    ...own
      .filter(isCost)
      .flatMap((group) => chargeLines({ ...group, kind: 'charge', usageType: null, type: group.second })),
    ...offsetLines(first, main, own),
  ]
}

function offsetLines(first: CostGroup, main: string, own: readonly CostGroup[]): LineRow[] {
  const offset = less({ ...first, unblended: '0', amortized: '0', blended: '0' }, own)
  return isCost(offset) ? [line({ ...offset, kind: 'offset', usageType: null, type: main })] : []
}

/**
 * The fee among the record types that usage types of this service carry: cash without amortised cost. Undefined when
 * there are several fees or the usage types carry more than the fee.
 */
function feeAmong(usage: readonly CostGroup[], types: readonly CostGroup[]): CostGroup | undefined {
  const [fee, ...more] = types.filter(({ second }) => recordType(second).fee === true)
  const carried = usage.filter(isFeeLike)
  if (fee === undefined || more.length > 0 || carried.length === 0) return undefined
  return less(fee, carried).unblended.startsWith('-') ? undefined : fee
}

function isFeeLike({ unblended, amortized }: Costs): boolean {
  return amortized === '0' && unblended !== '0' && !unblended.startsWith('-')
}

/** The record type that the usage types of a service and day are counted as. */
function mainType(service: string, rows: readonly CostGroup[]): string {
  const [only, ...more] = rows
  if (only !== undefined && more.length === 0) return only.second
  return service === 'Tax' ? 'Tax' : 'Usage'
}

interface Draft extends CostGroup {
  readonly kind: Kind
  readonly usageType: string | null
  readonly type: string
}

/** A commitment's fee is bought with cash; what its amortised cost says is the part that nothing used. */
function chargeLines(draft: Draft): LineRow[] {
  if (recordType(draft.type).fee !== true) return [line(draft)]
  if (draft.amortized === null) return [line(draft)]
  const bought = line({ ...draft, amortized: '0' })
  if (draft.amortized === '0') return [bought]
  return [bought, line({ ...draft, kind: 'unused', unblended: '0', blended: '0', quantity: '0' })]
}

function line(draft: Draft): LineRow {
  const quantified = draft.kind === 'usage'
  return {
    kind: draft.kind,
    day: draft.day,
    service: draft.service,
    usage_type: draft.usageType,
    record_type: draft.type,
    currency: draft.currency,
    unblended_cost: draft.unblended,
    amortized_cost: draft.amortized,
    blended_cost: draft.blended,
    usage_quantity: quantified ? draft.quantity : null,
    usage_unit: quantified ? draft.quantityUnit : null,
    estimated: String(draft.estimated),
  }
}

function keyOf({ day, service, currency }: CostGroup): string {
  return JSON.stringify([day, service, currency])
}

function isCost({ unblended, amortized, blended }: Costs): boolean {
  return [unblended, amortized, blended].some((amount) => amount !== null && amount !== '0')
}

/** A group's costs less those of others. One unknown amount makes the rest unknown. */
function less(group: CostGroup, others: readonly CostGroup[]): CostGroup {
  const rest = (pick: (costs: Costs) => Amount | null) => {
    const known = [group, ...others].map(pick).filter((amount) => amount !== null)
    const [from, ...amounts] = known
    return from === undefined || amounts.length < others.length
      ? null
      : subtractAmounts(from, addAmounts(amounts))
  }
  return {
    ...group,
    unblended: rest(({ unblended }) => unblended) ?? group.unblended,
    amortized: rest(({ amortized }) => amortized),
    blended: rest(({ blended }) => blended),
  }
}
