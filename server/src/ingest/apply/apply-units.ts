import { join } from 'node:path'
import { listValue } from '@duckdb/node-api'
import { runQuery } from '../../db/query.ts'
import type { StagedUnit } from '../staged.ts'
import type { ApplyContext, Outcome } from './context.ts'
import { failedFileRow, unitRow } from './delivery.ts'
import { heldFolder, layDown, type Parcel, putInForce, takeBack, writeLedger } from './landing.ts'
import { type LedgerRow, liveQuery, nextSeq, sqlTime, toImportRecord } from './ledger.ts'
import { findOverlaps, resolveOverlaps } from './overlap.ts'
import { type Decision, decide, sameUnit } from './plan.ts'

interface Planned {
  readonly unit: StagedUnit
  readonly decision: Decision | { readonly act: 'fail'; readonly row: LedgerRow }
}

/** Decides on every unit of the delivery, lays its file down, writes the ledger and puts it in force. */
export async function applyUnits(context: ApplyContext): Promise<Outcome> {
  const live = await runQuery(context.connection, liveQuery, {})
  const first = await nextSeq(context.connection)
  const planned = context.delivery.units.map((unit, index) => plan(context, unit, first + index, live))
  const parcels: Parcel[] = []
  const ids: string[] = []
  for (const item of planned) {
    const { decision } = item
    if (decision.act === 'unchanged') continue
    ids.push(decision.row.id)
    if (decision.act === 'fail')
      await writeLedger(context.connection, toParcel(context, item.unit, decision.row, []))
    if (decision.act === 'hold') await hold(context, toParcel(context, item.unit, decision.row, []))
    if (decision.act === 'land') parcels.push(toParcel(context, item.unit, decision.row, decision.supersedes))
  }
  const landed = await land(context, parcels, live)
  ids.push(...(await writeFailedFiles(context, first + planned.length)))
  const existing = planned.flatMap(({ decision }) =>
    decision.act === 'unchanged' ? [decision.existing] : [],
  )
  await touchSeen(context, existing)
  return {
    parcels: landed,
    ids,
    failed: planned.flatMap(({ unit, decision }) => (decision.act === 'fail' ? [unit.parquet] : [])),
    unchanged: existing.map((row) => toImportRecord(row, row.state === 'held' ? 'held' : 'unchanged')),
  }
}

/** Lays parcels down in the lake, refuses what would count twice, and makes them count. */
export async function land(
  context: Pick<ApplyContext, 'connection' | 'paths' | 'options' | 'undo'>,
  parcels: readonly Parcel[],
  live: readonly LedgerRow[],
  write = writeLedger,
): Promise<Parcel[]> {
  const { connection, paths, options, undo } = context
  const landed: Parcel[] = []
  for (const parcel of parcels) {
    undo.push(() => takeBack(parcel, paths.lake))
    layDown(parcel, paths.lake)
    const others = [...live, ...landed.map(({ row }) => row)].filter(
      (row) => !parcel.supersedes.some(({ id }) => id === row.id),
    )
    const overlaps = await findOverlaps(connection, parcel.row, others, paths.lake)
    const contained = resolveOverlaps(parcel.row, overlaps, options.replace === true)
    const whole = { ...parcel, supersedes: [...parcel.supersedes, ...contained] }
    if (contained.length > 0) layDown(whole, paths.lake)
    landed.push(whole)
  }
  options.onStage?.('lake written')
  for (const parcel of landed) await write(connection, parcel)
  options.onStage?.('ledger')
  if (landed.length > 0) await putInForce(connection, paths, landed, options)
  return landed
}

function plan(context: ApplyContext, unit: StagedUnit, seq: number, live: readonly LedgerRow[]): Planned {
  const { delivery, options } = context
  const arrived = options.arrivedAt?.(unit.billingPeriod) ?? options.clock()
  const row = unitRow(delivery, unit, seq, arrived)
  const current = live.find((other) => other.state !== 'held' && sameUnit(other, row))
  const touching = [...unit.files, ...(options.add === true ? [] : (current?.files ?? []))]
  const broken = delivery.files.find((file) => file.error !== null && touching.includes(file.name))
  if (broken === undefined) return { unit, decision: decide(row, live, options) }
  const message = `${broken.name}, which is part of it, could not be read: ${broken.error}`
  const failed = { ...row, state: 'failed' as const, rows_kept: 0, totals: [], lake_files: [], message }
  return { unit, decision: { act: 'fail', row: failed } }
}

async function hold(context: ApplyContext, parcel: Parcel): Promise<void> {
  const folder = heldFolder(context.paths)
  context.undo.push(() => takeBack(parcel, folder))
  layDown(parcel, folder)
  await writeLedger(context.connection, parcel)
}

function toParcel(
  { folder, rejects }: ApplyContext,
  unit: StagedUnit,
  row: LedgerRow,
  supersedes: readonly LedgerRow[],
): Parcel {
  return {
    row,
    parquet: join(folder, unit.parquet),
    findings: unit.findings,
    rejects: rejects.get(unit.parquet) ?? [],
    supersedes,
  }
}

/**
 * Files of which no unit or side table knows stand in the ledger with their error and their rejected rows. One without
 * rows does where the whole delivery has none; beside others it is an ordinary part of an export.
 */
async function writeFailedFiles(context: ApplyContext, first: number): Promise<string[]> {
  const { connection, delivery, rejects, options } = context
  const known = new Set([...delivery.units, ...delivery.sides].flatMap((part) => part.files))
  const empty = delivery.files.every((file) => file.rowsIn === 0)
  const failed = delivery.files.filter(
    (file) => !known.has(file.name) && (empty || file.error !== null || file.rowsRejected > 0),
  )
  const ids: string[] = []
  for (const [index, file] of failed.entries()) {
    const ofFile = (rejects.get('') ?? []).filter((reject) => reject.file === file.name)
    const row = failedFileRow(delivery, file, ofFile[0], first + index, options.clock())
    await writeLedger(connection, { row, findings: [], rejects: ofFile, supersedes: [] })
    ids.push(row.id)
  }
  return ids
}

async function touchSeen({ connection, options }: ApplyContext, rows: readonly LedgerRow[]): Promise<void> {
  if (rows.length === 0) return
  await connection.run('update import set seen_at = $now where list_contains($ids, id)', {
    ids: listValue(rows.map((row) => row.id)),
    now: sqlTime(options.clock()),
  })
}
