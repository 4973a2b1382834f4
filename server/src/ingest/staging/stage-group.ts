import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { z } from 'zod'
import { Count } from '../../db/query.ts'
import { messageOf } from './file-error.ts'
import type { RawRelation } from './file-group.ts'
import { LIMITS } from './limits.ts'
import { REJECT_TABLE } from './rejects.ts'
import { listOf, quoted, rowsOf } from './sql.ts'
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
  byUnit.delete(REJECTED)
  if (rejected !== undefined) {
    await explain(connection, sql, raw, folder, rejected)
    if (sql.expands) await dropSiblings(connection, byUnit)
    await connection.run('drop table rejected_row')
  }
  return [...byUnit]
    .filter(([, paths]) => paths.length > 0)
    .map(([unit, paths]) => ({ id: `${folder}/${unit}`, paths }))
}

/** A record of which one row was rejected is rejected whole: its other rows leave the files that were written. */
async function dropSiblings(connection: DuckDBConnection, byUnit: Map<string, string[]>): Promise<void> {
  for (const [unit, paths] of byUnit) {
    const left: string[] = []
    for (const path of paths) {
      const from = `from read_parquet(${quoted(path)}, hive_partitioning = false)`
      const [count] = await rowsOf(
        connection,
        z.object({ rows: Count, siblings: Count }),
        `select count(*) as rows, count(rejected_row.__row) as siblings
         ${from} left join rejected_row using (__file, __row)`,
      )
      if (count !== undefined && count.siblings > 0) {
        await connection.run(`copy (select * ${from} anti join rejected_row using (__file, __row))
          to ${quoted(`${path}.kept`)} (format parquet, compression zstd)`)
        renameSync(`${path}.kept`, path)
      }
      if (count === undefined || count.rows > count.siblings) left.push(path)
      else rmSync(path)
    }
    byUnit.set(unit, left)
  }
}

const BUCKETS = 16
/** Every open partition holds some 3 MB a thread, however few its rows. */
const UNITS_AT_ONCE = 48
const SAMPLE_ROWS = 20_000

/**
 * Writes rows by `__unit`. So many units that they would not fit into memory, which shows in the first rows or as an
 * error, are dealt into buckets first and each bucket is written on its own.
 */
async function writeByUnit(
  connection: DuckDBConnection,
  rows: string,
  folder: string,
  level: number,
): Promise<string[]> {
  const units = await unitsInSample(connection, rows)
  if (units <= UNITS_AT_ONCE || level > 8) {
    try {
      return await copyBy(connection, rows, { partition: '__unit', among: units, folder })
    } catch (error) {
      if (!/Out of Memory/.test(messageOf(error)) || level > 8) throw error
    }
  }
  const bucket = `(hash(__unit) // ${BUCKETS ** level}) % ${BUCKETS}`
  const dealt = await copyBy(connection, `select *, ${bucket} as __bucket from (${rows})`, {
    partition: '__bucket',
    among: BUCKETS,
    folder,
  })
  const written: string[] = []
  for (const [name, paths] of groupBy(dealt, (path) => /__bucket=(\d+)/.exec(path)?.[1] ?? '')) {
    const inner = `select * from read_parquet(${listOf(paths)}, hive_partitioning = false)`
    written.push(...(await writeByUnit(connection, inner, join(folder, `bucket-${name}`), level + 1)))
    for (const path of paths) rmSync(path)
  }
  return written
}

async function unitsInSample(connection: DuckDBConnection, rows: string): Promise<number> {
  const [sample] = await rowsOf(
    connection,
    z.object({ units: Count }),
    `select count(distinct __unit) as units from (select __unit from (${rows}) limit ${SAMPLE_ROWS})`,
  )
  return sample?.units ?? 1
}

interface CopyTarget {
  readonly partition: '__unit' | '__bucket'
  /** How many partitions are expected. */
  readonly among: number
  readonly folder: string
}

async function copyBy(
  connection: DuckDBConnection,
  rows: string,
  { partition, among, folder }: CopyTarget,
): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [written] = await rowsOf(
    connection,
    z.object({ Files: z.array(z.string()).nullable() }),
    `copy (${rows}) to ${quoted(folder)} (
      format parquet, compression zstd, partition_by (${partition}),
      write_partition_columns false, return_files true, row_group_size ${rowGroupSize(among)}
    )`,
  )
  return written?.Files ?? []
}

/**
 * A partition keeps its rows unpacked until a row group is full: 13 months in groups of DuckDB's default 122,880 rows
 * spilled and took five times as long.
 */
function rowGroupSize(partitions: number): number {
  const share = Math.floor(ROWS_IN_MEMORY / Math.max(partitions, 1))
  return Math.min(Math.max(share - (share % VECTOR_ROWS), VECTOR_ROWS), ROW_GROUP_MAX)
}

const ROWS_IN_MEMORY = 400_000
const ROW_GROUP_MAX = 81_920
const VECTOR_ROWS = 2048

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
  await connection.run(`create or replace temp table rejected_row as
    select distinct __file, __row from read_parquet(${listOf(paths)})`)
  await connection.run(`insert into ${REJECT_TABLE}
    select __file, __row, __reason, __line, ${quoted(`${folder}/`)} || __unit
    from (
      select __file, __row, min(__reason) as __reason, any_value(__unit) as __unit
      from (${sql.reasons('rejected_row')})
      group by __file, __row
    )
    join (
      select __file, __row, left(${raw.line}, ${LIMITS.rejectedLine}) as __line
      from (${raw.sql}) semi join rejected_row using (__file, __row)
    ) using (__file, __row)
    order by __file, __row`)
  for (const path of paths) rmSync(path)
}
