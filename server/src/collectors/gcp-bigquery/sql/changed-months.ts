import type { ExportTable } from '../export-table.ts'
import { boundOf, dialectOf, partitionOf } from './dialect.ts'

/** Months of which rows were exported after a point in time, and when the newest was. Parameters: partitions_from, exported_after. */
export function changedMonthsSql(table: ExportTable): string {
  const { month, exported } = dialectOf(table)
  return `select ${month} as month, max(${exported}) as exported_until
from \`${table.name}\`
where ${partitionOf(table)} >= ${boundOf(table.partition, 'partitions_from')}
  and ${exported} > @exported_after
group by 1`
}
