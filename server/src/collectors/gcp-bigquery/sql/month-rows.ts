import type { ExportTable } from '../export-table.ts'
import { boundOf, dialectOf, partitionOf } from './dialect.ts'

/**
 * The rows of a month as JSON texts, as they were when its state was asked for. Parameters: month, partitions_from,
 * partitions_until (exclusive), exported_until (inclusive).
 */
export function monthRowsSql(table: ExportTable): string {
  const { month, exported, columns } = dialectOf(table)
  return `select to_json_string(line) as line
from (
  select ${columns}
  from \`${table.name}\`
  where ${partitionOf(table)} >= ${boundOf(table.partition, 'partitions_from')}
    and ${partitionOf(table)} < ${boundOf(table.partition, 'partitions_until')}
    and ${month} = @month
    and ${exported} <= @exported_until
) as line`
}
