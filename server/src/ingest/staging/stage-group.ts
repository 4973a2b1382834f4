import { mkdirSync, rmSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { RawRelation } from './file-group.ts'
import { groupBy } from './group-by.ts'
import { LIMITS } from './limits.ts'
import { REJECT_TABLE } from './rejects.ts'
import { identifier, listOf, quoted, rowsOf } from './sql.ts'
import { REJECTED, type TypedSql } from './typing.ts'

/** Rows of one unit out of one group: one Parquet file or, where there are very many units, several. */
export interface Part {
  /** Unique over the delivery; rejects refer to it. */
  readonly id: string
  readonly paths: readonly string[]
}

/**
 * Types a group's lines and writes them by unit in one streaming pass; rejected rows take a partition of their own,
 * and only then are they read again for their reasons.
 */
export async function writeParts(
  connection: DuckDBConnection,
  sql: TypedSql,
  raw: RawRelation,
  folder: string,
): Promise<Part[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [written] = await rowsOf(
    connection,
    z.object({ Files: z.array(z.string()) }),
    `copy (${sql.rows}) to ${quoted(folder)} (
      format parquet, compression zstd, partition_by (__unit), write_partition_columns false, return_files true
    )`,
  )
  const byUnit = groupBy(written?.Files ?? [], unitOf)
  const rejected = byUnit.get(REJECTED)
  if (rejected !== undefined) await explain(connection, sql, raw, folder, rejected)
  byUnit.delete(REJECTED)
  return [...byUnit].map(([unit, paths]) => ({ id: partId(folder, unit), paths }))
}

function unitOf(path: string): string {
  return /__unit=([^/\\]+)/.exec(path)?.[1] ?? ''
}

function partId(folder: string, unit: string): string {
  return `${folder}/${unit}`
}

async function explain(
  connection: DuckDBConnection,
  sql: TypedSql,
  raw: RawRelation,
  folder: string,
  paths: readonly string[],
): Promise<void> {
  const line = raw.header.map((name) => identifier(name)).join(', ')
  await connection.run(`create or replace temp table rejected_row as
    select __file, __row from read_parquet(${listOf(paths)})`)
  await connection.run(`insert into ${REJECT_TABLE}
    select __file, __row, __reason, __line, ${quoted(`${folder}/`)} || __unit
    from (${sql.reasons('rejected_row')})
    join (
      select __file, __row, left(concat_ws(', ', ${line}), ${LIMITS.rejectedLine}) as __line
      from (${raw.sql}) semi join rejected_row using (__file, __row)
    ) using (__file, __row)
    order by __file, __row`)
  await connection.run('drop table rejected_row')
  for (const path of paths) rmSync(path)
}
