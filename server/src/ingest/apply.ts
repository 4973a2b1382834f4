import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ImportRecord, ImportSummary } from '@outlay/shared/api'
import type { Db } from '../db/open.ts'
import { runQuery } from '../db/query.ts'
import { applySides } from './apply/apply-sides.ts'
import { applyUnits } from './apply/apply-units.ts'
import { commitParcels } from './apply/commit-parcels.ts'
import type { ApplyContext, Outcome } from './apply/context.ts'
import { readDelivery, readRejects, refuseRejects, refuseTwins } from './apply/delivery.ts'
import { linkDurably } from './apply/lake.ts'
import { claimLake, databaseId } from './apply/lake-owner.ts'
import { importsByIdQuery, nextSeq, toImportRecord } from './apply/ledger.ts'
import type { ApplyOptions } from './apply/options.ts'
import { applySettings } from './apply/settings.ts'
import { summarise } from './apply/summary.ts'

/**
 * Takes a staged delivery into the lake and the database, all of it in one transaction or nothing.
 *
 * What is on disk at each stage, so that a kill at any point loses nothing and counts nothing twice:
 * 1. staged: the delivery's folder in `staging/`, whole. Nothing else knows of it; sweep removes it when it is stale.
 * 2. lake written: each new unit also as `lake/…/<id>.parquet` (a link to the staged file, synced), its ledger row
 *    beside it. No row of the database names it yet, so it is an orphan: sweep removes it.
 * 3. ledger, facts deleted, facts inserted: inside the transaction, invisible until COMMIT.
 * 4. committed: the database names the new files; superseded ones still lie in `lake/`: sweep moves them.
 * 5. lake-old moved, checkpointed: nothing is left to do but to remove the staged folder, which sweep does too.
 *
 * The staged folder is removed whatever comes of it. Held units wait in `staging/held/` with their ledger row in the same transaction.
 * @throws BAD_DATA with `strict` when a row was rejected; CONFLICT when a unit would be counted twice
 */
export async function applyDelivery(db: Db, folder: string, options: ApplyOptions): Promise<ImportSummary> {
  try {
    return await apply(db, folder, options)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function apply(db: Db, folder: string, options: ApplyOptions): Promise<ImportSummary> {
  const delivery = readDelivery(folder)
  refuseTwins(delivery)
  const rejects = await readRejects(folder)
  if (options.strict === true) refuseRejects(delivery, rejects)
  options.onStage?.('staged')
  return commitParcels(db, options, async (connection, undo) => {
    const context: ApplyContext = { connection, paths: db.paths, folder, delivery, rejects, options, undo }
    claimLake(db.paths, await databaseId(connection), (await nextSeq(connection)) > 1)
    keepRejects(context)
    await applySettings(connection, db.paths, options)
    const outcome = merge(await applyUnits(context), await applySides(context))
    const replaced = outcome.parcels
      .flatMap(({ supersedes }) => supersedes)
      .filter((row) => row.state !== 'held')
    const imports = await records(connection, outcome)
    const sound = delivery.units.filter((unit) => !outcome.failed.includes(unit.parquet))
    return {
      parcels: outcome.parcels,
      ids: outcome.ids,
      result: summarise(
        delivery,
        sound,
        imports,
        replaced.map((row) => row.id),
      ),
    }
  })
}

/** All rejected rows stay in a file of their own; the database holds the first of them. */
function keepRejects({ folder, paths, delivery, rejects, undo }: ApplyContext): void {
  const from = join(folder, 'rejects.jsonl')
  if (rejects.size === 0 || !existsSync(from)) return
  const to = join(paths.rejects, `${delivery.id}.jsonl`)
  undo.push(() => rmSync(to, { force: true }))
  linkDurably(from, to)
}

function merge(units: Outcome, sides: Outcome): Outcome {
  return {
    parcels: [...units.parcels, ...sides.parcels],
    ids: [...units.ids, ...sides.ids],
    failed: [...units.failed, ...sides.failed],
    unchanged: [...units.unchanged, ...sides.unchanged],
  }
}

async function records(connection: DuckDBConnection, { ids, unchanged }: Outcome): Promise<ImportRecord[]> {
  if (ids.length === 0) return [...unchanged]
  const rows = await runQuery(connection, importsByIdQuery, { ids: [...ids] })
  return [...rows.map((row) => toImportRecord(row)), ...unchanged]
}
