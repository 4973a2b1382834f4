import { join } from 'node:path'
import { z } from 'zod'
import { Count } from '../../db/query.ts'
import type { SideKind } from '../staged.ts'
import { listOf, quoted, rowsOf } from './sql.ts'
import type { StageContext } from './stage-delivery.ts'
import type { Part } from './stage-group.ts'

export interface SideFile {
  readonly parquet: string
  readonly rows: number
  /** Rows by file index. */
  readonly files: ReadonlyMap<number, number>
}

/** Joins the kept rows of all groups into the one Parquet file of a side kind. */
export async function sideFile(
  context: StageContext,
  kind: SideKind,
  parts: readonly Part[],
): Promise<SideFile> {
  const { connection, request, sideKinds } = context
  const parquet = `side-${kind}.parquet`
  const target = quoted(join(request.out, parquet))
  const columns = sideKinds[kind].columns.map(({ name }) => `"${name}"`).join(', ')
  const paths = listOf(parts.flatMap((part) => part.paths))
  await connection.run(
    `copy (
       select ${columns}, __file, __row
       from read_parquet(${paths}, union_by_name = true, hive_partitioning = false)
     ) to ${target} (format parquet, compression zstd)`,
  )
  const rows = await rowsOf(
    connection,
    z.object({ file: Count, rows: Count }),
    `select __file as file, count(*) as rows from read_parquet(${target}) group by all order by file`,
  )
  return {
    parquet,
    rows: rows.reduce((sum, row) => sum + row.rows, 0),
    files: new Map(rows.map(({ file, rows: count }) => [file, count])),
  }
}
