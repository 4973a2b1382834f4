import type { CostRow } from '@outlay/shared/api'
import { groupBy } from '@outlay/shared/group-by'
import type { Amount } from '@outlay/shared/money'
import { addAmounts } from '../../lib/amounts.ts'

export interface Pivot {
  /** Values of the second dimension, largest total first; `null` among them where it is absent. */
  readonly columns: readonly (string | null)[]
  /** How many columns were left out and are gathered in the last one. */
  readonly rest: number
  readonly rows: readonly PivotRow[]
}

export interface PivotRow {
  readonly key: string
  readonly value: string | null
  readonly other: boolean
  readonly cells: readonly (Amount | null)[]
  readonly rest: Amount | null
  readonly total: Amount
}

const COLUMNS_MAX = 8

/** Rows of two dimensions as a table: first dimension down, second across, exact sums at the edge. */
export function toPivot(data: readonly CostRow[]): Pivot {
  const named = data.filter((row) => row.other !== true)
  const ranked = [...groupBy(named, (row) => row.group[1] ?? null)].sort((a, b) => size(b[1]) - size(a[1]))
  const columns = ranked.slice(0, COLUMNS_MAX).map(([value]) => value)
  const rest = new Set(ranked.slice(COLUMNS_MAX).map(([value]) => value))
  const rows = [...groupBy(named, (row) => row.group[0] ?? null)]
    .map(([value, own]) => toRow(value, own, columns, rest))
    .sort((a, b) => Math.abs(Number(b.total)) - Math.abs(Number(a.total)))
  const other = data.filter((row) => row.other === true)
  if (other.length === 0) return { columns, rest: rest.size, rows }
  const total = addAmounts(other.map(({ cost }) => cost))
  const last = {
    key: '\u0000other',
    value: null,
    other: true,
    cells: columns.map(() => null),
    rest: null,
    total,
  }
  return { columns, rest: rest.size, rows: [...rows, last] }
}

function toRow(
  value: string | null,
  own: readonly CostRow[],
  columns: readonly (string | null)[],
  rest: ReadonlySet<string | null>,
): PivotRow {
  const costs = (matching: readonly CostRow[]) =>
    matching.length === 0 ? null : addAmounts(matching.map(({ cost }) => cost))
  return {
    key: JSON.stringify(value),
    value,
    other: false,
    cells: columns.map((column) => costs(own.filter((row) => (row.group[1] ?? null) === column))),
    rest: costs(own.filter((row) => rest.has(row.group[1] ?? null))),
    total: addAmounts(own.map(({ cost }) => cost)),
  }
}

function size(rows: readonly CostRow[]): number {
  return Math.abs(Number(addAmounts(rows.map(({ cost }) => cost))))
}
