import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { messageOf } from './file-error.ts'
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
  const written = await writeByUnit(connection, sql.rows, folder, 0)
  const byUnit = groupBy(written, unitOf)
  const rejected = byUnit.get(REJECTED)
  if (rejected !== undefined) await explain(connection, sql, raw, folder, rejected)
  byUnit.delete(REJECTED)
  return [...byUnit].map(([unit, paths]) => ({ id: `${folder}/${unit}`, paths }))
}

const BUCKETS = 16

/**
 * Every open partition holds some 3 MB a thread, so a hundred units do not fit into memory: then the rows are first
 * dealt into buckets of units, and each bucket is written on its own.
 */
async function writeByUnit(
  connection: DuckDBConnection,
  rows: string,
  folder: string,
  level: number,
): Promise<string[]> {
  try {
    return await copyBy(connection, rows, '__unit', folder)
  } catch (error) {
    if (!/Out of Memory/.test(messageOf(error)) || level > 8) throw error
  }
  const bucket = `(hash(__unit) // ${BUCKETS ** level}) % ${BUCKETS}`
  const dealt = await copyBy(connection, `select *, ${bucket} as __bucket from (${rows})`, '__bucket', folder)
  const written: string[] = []
  for (const [name, paths] of groupBy(dealt, (path) => /__bucket=(\d+)/.exec(path)?.[1] ?? '')) {
    const inner = `select * from read_parquet(${listOf(paths)}, hive_partitioning = false)`
    written.push(...(await writeByUnit(connection, inner, join(folder, `bucket-${name}`), level + 1)))
    for (const path of paths) rmSync(path)
  }
  return written
}

async function copyBy(
  connection: DuckDBConnection,
  rows: string,
  partition: string,
  folder: string,
): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [written] = await rowsOf(
    connection,
    z.object({ Files: z.array(z.string()).nullable() }),
    `copy (${rows}) to ${quoted(folder)} (
      format parquet, compression zstd, partition_by (${partition}), write_partition_columns false, return_files true
    )`,
  )
  return written?.Files ?? []
}

function unitOf(path: string): string {
  return /__unit=([^/\\]+)/.exec(path)?.[1] ?? ''
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
