import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Migration, migrations } from './migrations/registry.ts'

const Applied = z.array(z.object({ version: z.coerce.number(), checksum: z.string() }))

/**
 * Brings the schema up to date, each migration in a transaction of its own.
 * Throws NEWER_VERSION when the file was written by a later Outlay, DAMAGED when a landed migration differs.
 */
export async function migrate(
  connection: DuckDBConnection,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await connection.run(`
    create table if not exists schema_version (
      version integer primary key, name varchar not null, checksum varchar not null, applied_at timestamp not null
    )`)
  const reader = await connection.runAndReadAll(
    'select version, checksum from schema_version order by version',
  )
  const applied = new Map(Applied.parse(reader.getRowObjectsJson()).map((row) => [row.version, row.checksum]))
  refuseForeign(applied, steps)
  for (const step of steps) if (!applied.has(step.version)) await apply(connection, step)
}

function refuseForeign(applied: ReadonlyMap<number, string>, steps: readonly Migration[]): void {
  const newest = steps.at(-1)?.version ?? 0
  for (const [version, sum] of applied) {
    if (version > newest) {
      throw new AppError(
        'NEWER_VERSION',
        `The data folder has schema version ${version}, this Outlay knows ${newest}. Update Outlay, or use another --data-dir.`,
      )
    }
    const step = steps.find((candidate) => candidate.version === version)
    if (step !== undefined && checksum(step) !== sum) {
      throw new AppError('DAMAGED', `Migration ${step.name} differs from the one that made this data folder.`)
    }
  }
}

async function apply(connection: DuckDBConnection, step: Migration): Promise<void> {
  await connection.run('begin transaction')
  try {
    await connection.run(step.sql)
    await connection.run(
      'insert into schema_version values ($version, $name, $checksum, current_timestamp::timestamp)',
      {
        version: step.version,
        name: step.name,
        checksum: checksum(step),
      },
    )
  } catch (cause) {
    await connection.run('rollback')
    throw new AppError('INTERNAL', `Migration ${step.name} failed; nothing was changed.`, { cause })
  }
  await connection.run('commit')
}

function checksum(step: Migration): string {
  return createHash('sha256').update(step.sql).digest('hex')
}
