import type { ExportTable } from '../export-table.ts'
import { boundOf, dialectOf, partitionOf } from './dialect.ts'

/**
 * What a month holds now: rows, sums, newest export and the half-open range of partitions in which it lies. It reads narrow columns
 * only. Parameters: month, partitions_from.
 */
export function monthStateSql(table: ExportTable): string {
  const { month, exported, cost, credits } = dialectOf(table)
  const day = (edge: string) => `timestamp_trunc(timestamp(${edge}(${partitionOf(table)})), day)`
  const text = (time: string) => `format_timestamp('%Y-%m-%dT%H:%M:%SZ', ${time})`
  return `select
  count(*) as row_count,
  cast(sum(${cost}) as string) as cost,
  cast(sum(${credits}) as string) as credits,
  max(${exported}) as exported_until,
  ${text(day('min'))} as partitions_from,
  ${text(`timestamp_add(${day('max')}, interval 1 day)`)} as partitions_until
from \`${table.name}\`
where ${partitionOf(table)} >= ${boundOf(table.partition, 'partitions_from')}
  and ${month} = @month`
}
