import type { JsonValue, PageRow } from '../collector.ts'
import type { ExportTable } from './export-table.ts'
import type { MonthState } from './month-state.ts'

/** Counts and sums rows as BigQuery did when it was asked for the state of their month, exactly. */
export interface ControlSums {
  add(row: PageRow): void
  /** What differs from the state, or null. */
  disagreement(state: Pick<MonthState, 'rows' | 'cost' | 'credits'>): string | null
}

const DECIMALS = 9

export function controlSums(kind: ExportTable['kind']): ControlSums {
  let rows = 0
  let cost = 0n
  let credits = 0n
  return {
    add(row) {
      rows += 1
      cost += billionths(row[kind === 'focus' ? 'BilledCost' : 'cost'])
      const list = row['credits']
      if (kind === 'billing' && Array.isArray(list))
        for (const credit of list as JsonValue[]) credits += billionths(amountOf(credit))
    },
    disagreement(state) {
      if (rows !== state.rows) return `${rows} rows instead of ${state.rows}`
      if (cost !== billionths(state.cost)) return `cost is not ${state.cost}`
      return credits === billionths(state.credits) ? null : `credits are not ${state.credits}`
    },
  }
}

function amountOf(credit: JsonValue): JsonValue | undefined {
  return typeof credit === 'object' && credit !== null && !Array.isArray(credit)
    ? (credit as Readonly<Record<string, JsonValue>>)['amount']
    : undefined
}

/** A NUMERIC in billionths; what is missing counts nothing, as in SQL. */
function billionths(value: JsonValue | undefined): bigint {
  if (value === null || value === undefined) return 0n
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(String(value))
  if (match === null) return 0n
  const [, sign, whole = '0', fraction = ''] = match
  const amount = BigInt(`${whole}${fraction.padEnd(DECIMALS, '0')}`)
  return sign === '-' ? -amount : amount
}
