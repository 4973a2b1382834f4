import type { CostRow } from '@outlay/shared/api'
import type { Dimension } from '@outlay/shared/dimensions'
import { subtractAmounts } from '../../lib/amounts.ts'
import { valueLabel } from '../../lib/labels.ts'
import type { Sort } from '../../lib/view.ts'

/** Groups in the chosen order; all others next to last and lines without a value last, however large. */
export function sortRows(
  rows: readonly CostRow[],
  sort: Sort,
  dim: Dimension,
  names: ReadonlyMap<string, string>,
): readonly CostRow[] {
  const label = (row: CostRow) => valueLabel(dim, row.group[0] ?? null, names)
  const size = (row: CostRow) =>
    Math.abs(Number(sort === 'change' ? subtractAmounts(row.cost, row.previousCost ?? row.cost) : row.cost))
  return [...rows].sort(
    (a, b) => tier(a) - tier(b) || (sort === 'name' ? label(a).localeCompare(label(b)) : size(b) - size(a)),
  )
}

function tier(row: CostRow): number {
  if (row.other === true) return 1
  return row.group[0] === null ? 2 : 0
}
