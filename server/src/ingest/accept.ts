import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ImportRecord } from '@outlay/shared/api'
import type { Db } from '../db/open.ts'
import { runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import { land } from './apply/apply-units.ts'
import { commitParcels } from './apply/commit-parcels.ts'
import { sidecar } from './apply/lake.ts'
import { heldFolder, newLakeFile, type Parcel, removeHeld } from './apply/landing.ts'
import { importsByIdQuery, LedgerFile, type LedgerRow, liveQuery, toImportRecord } from './apply/ledger.ts'
import type { FactOptions } from './apply/options.ts'
import { sameUnit } from './apply/plan.ts'
import { applySettings } from './apply/settings.ts'

/**
 * Lets a held delivery replace the unit that it shrinks.
 * @throws NOT_FOUND for an unknown import, CONFLICT for one that is not held
 */
export async function acceptImport(db: Db, id: string, options: FactOptions): Promise<ImportRecord> {
  const accepting = { ...options, replace: true }
  const { held, record } = await commitParcels(db, accepting, async (connection, undo) => {
    const row = await findHeld(connection, id)
    await applySettings(connection, db.paths, options)
    const live = await runQuery(connection, liveQuery, {})
    const parcel = readHeld(db, row, live)
    const context = { connection, paths: db.paths, options: accepting, undo }
    const parcels = await land(context, [parcel], live, putBack)
    const [accepted = row] = await runQuery(connection, importsByIdQuery, { ids: [id] })
    return { parcels, ids: [id], result: { held: row, record: toImportRecord(accepted) } }
  })
  removeHeld(held, db.paths)
  return record
}

/** Its row is in the ledger already: only its state changes. */
async function putBack(connection: DuckDBConnection, { row }: { row: LedgerRow }): Promise<void> {
  await connection.run(
    `update import set state = 'side', replaces = $replaces, message = null where id = $id`,
    {
      id: row.id,
      replaces: row.replaces,
    },
  )
}

async function findHeld(connection: DuckDBConnection, id: string): Promise<LedgerRow> {
  const [row] = await runQuery(connection, importsByIdQuery, { ids: [id] })
  if (row === undefined)
    throw new AppError('NOT_FOUND', `There is no import ${id}. "outlay imports" lists them.`)
  if (row.state === 'held') return row
  throw new AppError('CONFLICT', `Import ${id} is ${row.state}, not held: there is nothing to accept.`)
}

function readHeld(db: Db, row: LedgerRow, live: readonly LedgerRow[]): Parcel {
  const path = newLakeFile(row)
  const folder = heldFolder(db.paths)
  if (!existsSync(join(folder, path))) {
    throw new AppError(
      'NOT_FOUND',
      `The file of held import ${row.id} is gone (${join(folder, path)}). Import it again with --replace.`,
    )
  }
  const { findings } = LedgerFile.parse(JSON.parse(readFileSync(join(folder, sidecar(path)), 'utf8')))
  const current = live.find((other) => other.state !== 'held' && sameUnit(other, row))
  const older = live.filter((other) => other.state === 'held' && other.id !== row.id && sameUnit(other, row))
  return {
    row: { ...row, state: 'side', replaces: current?.id ?? null, message: null },
    parquet: join(folder, path),
    findings,
    rejects: [],
    supersedes: current === undefined ? older : [current, ...older],
  }
}
