import { type Amount, addAmounts, subtractAmounts } from '@outlay/shared/money'
import { foldRecordType, recordType } from '../../focus/aws-record-types.ts'
import type { PageRow } from '../collector.ts'
import type { CostGroup } from './answer.ts'
import { groupBy } from './group-by.ts'

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
export function toLines(byUsageType: readonly CostGroup[], byRecordType: readonly CostGroup[]): PageRow[] {
  const types = groupBy(byRecordType.filter(isCost), keyOf)
  const main = (group: CostGroup) => mainType(group.service, types.get(keyOf(group)) ?? [])
  const usage = byUsageType.flatMap((group) =>
    chargeLines({ ...group, kind: 'usage', usageType: group.second, type: main(group) }),
  )
  const charges = [...types.values()].flatMap((rows) => ownLines(rows))
  return [...usage, ...charges]
}

/** Costs of one record type of a service and day apart, and what they sum to as one negative line. */
function ownLines(rows: readonly CostGroup[]): PageRow[] {
  const [first] = rows
  if (first === undefined) return []
  const main = mainType(first.service, rows)
  const others = rows.filter(({ second }) => foldRecordType(second) !== foldRecordType(main))
  if (others.length === 0) return []
  const own = others.flatMap((group) =>
    chargeLines({ ...group, kind: 'charge', usageType: null, type: group.second }),
  )
  const offset = {
    unblended: subtractAmounts('0', addAmounts(others.map(({ unblended }) => unblended))),
    amortized: negative(others.map(({ amortized }) => amortized)),
    blended: negative(others.map(({ blended }) => blended)),
  }
  return isCost(offset)
    ? [...own, line({ ...first, ...offset, kind: 'offset', usageType: null, type: main })]
    : own
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
function chargeLines(draft: Draft): PageRow[] {
  if (recordType(draft.type).fee !== true) return [line(draft)]
  if (draft.amortized === null) return [line(draft)]
  const bought = line({ ...draft, amortized: '0' })
  if (draft.amortized === '0') return [bought]
  return [bought, line({ ...draft, kind: 'unused', unblended: '0', blended: '0', quantity: '0' })]
}

function line(draft: Draft): PageRow {
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

/** One unknown amount makes the sum unknown. */
function negative(amounts: readonly (Amount | null)[]): Amount | null {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === amounts.length ? subtractAmounts('0', addAmounts(known)) : null
}
