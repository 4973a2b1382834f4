import { join } from 'node:path'
import { runQuery } from '../../db/query.ts'
import type { ApplyContext, Outcome } from './context.ts'
import { sideRow } from './delivery.ts'
import { layDown, newLakeFile, type Parcel, takeBack, writeLedger } from './landing.ts'
import { type LedgerRow, liveQuery, nextSeq, supersede, toImportRecord } from './ledger.ts'
import { isSideKind, othersOf, pruneMetrics, putSideInForce, sameSide, tellingsOf } from './sides.ts'

/** Takes the delivery's utilisation, inventory, invoices, units and rates into the lake and their tables. */
export async function applySides(context: ApplyContext): Promise<Outcome> {
  const { connection, delivery, options, paths } = context
  const parcels: Parcel[] = []
  const unchanged: LedgerRow[] = []
  for (const side of delivery.sides) {
    const row = sideRow(delivery, side, await nextSeq(connection), options.clock())
    const live = await runQuery(connection, liveQuery, {})
    const existing = sameSide(row, live)
    if (existing !== undefined) {
      unchanged.push(existing)
      continue
    }
    const supersedes = tellingsOf(row, live)
    const parcel: Parcel = {
      row: { ...row, replaces: supersedes.at(-1)?.id ?? null },
      parquet: join(context.folder, side.parquet),
      findings: [],
      rejects: context.rejects.get(side.parquet) ?? [],
      supersedes,
    }
    context.undo.push(() => takeBack(parcel, paths.lake))
    layDown(parcel, paths.lake)
    await writeLedger(connection, parcel)
    await supersede(
      connection,
      supersedes.map(({ id }) => id),
      options.clock(),
    )
    await putSideInForce(connection, side.kind, row.id, join(paths.lake, newLakeFile(row)), {
      ids: supersedes.map(({ id }) => id),
      others: othersOf(side.kind, live, supersedes).map((other) => ({
        id: other.id,
        file: join(paths.lake, newLakeFile(other)),
      })),
    })
    parcels.push(parcel)
  }
  return {
    parcels: await prune(context, parcels),
    ids: parcels.map(({ row }) => row.id),
    failed: [],
    unchanged: unchanged.map((row) => toImportRecord(row, 'unchanged')),
  }
}

/** Utilisation of which nothing is left in force goes out of the lake with the delivery that outlived it. */
async function prune(context: ApplyContext, parcels: readonly Parcel[]): Promise<Parcel[]> {
  const newest = parcels.findLast(({ row }) => isSideKind(row.kind) && row.kind === 'metrics')
  if (newest === undefined) return [...parcels]
  const now = context.options.clock()
  const empty = (await pruneMetrics(context.connection, now)).filter((row) => row.id !== newest.row.id)
  await supersede(
    context.connection,
    empty.map((row) => row.id),
    now,
  )
  return parcels.map((parcel) =>
    parcel === newest ? { ...parcel, supersedes: [...parcel.supersedes, ...empty] } : parcel,
  )
}
