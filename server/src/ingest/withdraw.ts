import { join } from 'node:path'
import type { Db } from '../db/open.ts'
import { runQuery } from '../db/query.ts'
import { commitParcels } from './apply/commit-parcels.ts'
import { newLakeFile, type Parcel } from './apply/landing.ts'
import { liveQuery, supersede } from './apply/ledger.ts'
import type { FactOptions } from './apply/options.ts'
import { othersOf, tellingsOf, withdrawRows } from './apply/sides.ts'
import type { SideKind } from './staged.ts'

/** What a source tells whole of one kind: its part and window. */
export interface Slice {
  readonly kind: SideKind
  readonly source: string
  readonly slice: string
}

/**
 * Puts what was told of a slice out of force, because its source now says that there is nothing. Returns how many imports
 * that were. Kinds that keep every telling keep the last one.
 */
export async function withdrawSlice(db: Db, slice: Slice, options: FactOptions): Promise<number> {
  return commitParcels(db, options, async (connection) => {
    const live = await runQuery(connection, liveQuery, {})
    const gone = tellingsOf({ kind: slice.kind, source: slice.source, dataset: slice.slice }, live)
    const ids = gone.map(({ id }) => id)
    await supersede(connection, ids, options.clock())
    await withdrawRows(connection, slice.kind, {
      ids,
      others: othersOf(slice.kind, live, gone).map((row) => ({
        id: row.id,
        file: join(db.paths.lake, newLakeFile(row)),
      })),
    })
    const parcels = gone.map(
      (row): Parcel => ({
        row: { ...row, lake_files: [] },
        parquet: '',
        findings: [],
        rejects: [],
        supersedes: [row],
      }),
    )
    return { parcels, ids, result: gone.length }
  })
}
