import { addAmounts } from '@outlay/shared/money'
import type { PageRow } from '../collector.ts'
import type { CostCell } from './answer.ts'
import type { Slice } from './dataset.ts'

interface Line {
  readonly cell: CostCell
  readonly slice: Slice
  actual: string
  amortized: string
  usd: string | null
}

/**
 * The two data sets of one scope as one list: billed from the actual, effective from the amortized one. They never add.
 * What one of them lacks is 0 there: a reservation's purchase has no amortized cost, what nothing used of it no actual
 * one. Spellings that differ in case are one line, because Azure changes them from row to row.
 */
export function mergeCosts(
  actual: readonly Slice[],
  amortized: readonly Slice[],
  detail: readonly string[],
): PageRow[] {
  const lines = new Map<string, Line>()
  const lineOf = (slice: Slice, cell: CostCell): Line => {
    const key = JSON.stringify([
      cell.day,
      slice.chargeType,
      slice.pricingModel,
      cell.currency,
      ...cell.keys,
    ]).toLowerCase()
    const known = lines.get(key)
    if (known !== undefined) return known
    const line: Line = { cell, slice, actual: '0', amortized: '0', usd: null }
    lines.set(key, line)
    return line
  }
  for (const slice of actual)
    for (const cell of slice.cells) {
      const line = lineOf(slice, cell)
      line.actual = addAmounts([line.actual, cell.cost])
      if (cell.usd !== null) line.usd = addAmounts([line.usd ?? '0', cell.usd])
    }
  for (const slice of amortized)
    for (const cell of slice.cells) {
      const line = lineOf(slice, cell)
      line.amortized = addAmounts([line.amortized, cell.cost])
    }
  return [...lines.values()].map((line) => toRow(line, detail))
}

function toRow({ cell, slice, actual, amortized, usd }: Line, detail: readonly string[]): PageRow {
  return {
    day: cell.day,
    charge_type: slice.chargeType,
    pricing_model: slice.pricingModel,
    currency: cell.currency,
    ...Object.fromEntries(detail.map((name, index) => [COLUMNS[name] ?? name, cell.keys[index] ?? null])),
    actual_cost: actual,
    amortized_cost: amortized,
    actual_cost_usd: usd,
  }
}

const COLUMNS: Readonly<Record<string, string>> = {
  SubscriptionId: 'sub_account',
  ServiceName: 'service',
  Meter: 'meter',
}
