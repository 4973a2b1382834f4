import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { z } from 'zod'
import type { DataPaths } from '../../db/open.ts'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { writeFileAtomic } from '../../files.ts'
import type { StagedFinding } from '../staged.ts'
import { type Group, insertDays, settleDays, touchGroups } from './days.ts'
import type { Reject } from './delivery.ts'
import { refreshValues, rememberValues } from './dimension-values.ts'
import { linkDurably, moveLakeFile, removeLakeFile, sidecar } from './lake.ts'
import { insertFindings, insertLedgerRow, type LedgerFile, type LedgerRow, supersede } from './ledger.ts'
import { type FactOptions, readFactSettings } from './options.ts'
import { replaceFacts } from './replace-facts.ts'
import { insertRestatements, type Replacement, rememberFacts } from './restatements.ts'

/** A new import on its way into the lake and the ledger. */
export interface Parcel {
  readonly row: LedgerRow
  /** The file as the child wrote it, full path. */
  readonly parquet: string
  readonly findings: readonly StagedFinding[]
  readonly rejects: readonly Reject[]
  readonly supersedes: readonly LedgerRow[]
}

/** The new lake file of a parcel: the last one, behind those of the import that it joins. */
export function newLakeFile(row: LedgerRow): string {
  return row.lake_files.at(-1) ?? ''
}

/** Puts a parcel's file and its ledger row into `folder`, durable; the ledger row comes last. */
export function layDown(parcel: Parcel, folder: string): void {
  const path = newLakeFile(parcel.row)
  linkDurably(parcel.parquet, join(folder, path))
  const file: LedgerFile = {
    version: 1,
    row: parcel.row,
    supersedes: parcel.supersedes.map((row) => row.id),
    findings: [...parcel.findings],
  }
  writeFileAtomic(join(folder, sidecar(path)), JSON.stringify(file))
}

export function takeBack(parcel: Parcel, folder: string): void {
  removeLakeFile(newLakeFile(parcel.row), folder)
}

/** Writes the ledger of an import: its row, findings and first rejects. */
export async function writeLedger(
  connection: DuckDBConnection,
  parcel: Omit<Parcel, 'parquet'>,
): Promise<void> {
  await insertLedgerRow(connection, parcel.row)
  await insertFindings(connection, parcel.row.id, parcel.findings)
  await insertRejects(connection, parcel.row.id, parcel.rejects)
}

/** Puts parcels of cost lines in force: days, precedence, facts, restatements, dimension values. */
export async function putInForce(
  connection: DuckDBConnection,
  paths: DataPaths,
  parcels: readonly Parcel[],
  options: FactOptions,
): Promise<void> {
  const now = options.clock()
  const replaced = parcels.flatMap((parcel) => parcel.supersedes)
  for (const { row } of parcels) {
    const files = row.lake_files.map((path) => join(paths.lake, path))
    await insertDays(connection, row.id, files)
    await refuseShortFile(connection, row)
  }
  await supersede(
    connection,
    replaced.map((row) => row.id),
    now,
  )
  await touchGroups(connection, groupsOf([...parcels.map(({ row }) => row), ...replaced]))
  await rememberFacts(connection)
  await refreshTouched(connection, paths, options)
  await insertRestatements(connection, replacementsOf(parcels), now, options.settle)
}

/** Decides the days of the touched groups anew and makes their facts from the lake. */
export async function refreshTouched(
  connection: DuckDBConnection,
  paths: DataPaths,
  options: FactOptions,
): Promise<void> {
  const settings = await readFactSettings(connection, options)
  await rememberValues(connection)
  await settleDays(connection)
  await replaceFacts(connection, paths.lake, settings, options.onStage)
  await refreshValues(connection, settings)
}

/** After the commit: what is no longer in force leaves the lake; files that a joined import still uses stay. */
export function retire(parcels: readonly Parcel[], paths: DataPaths): void {
  const used = new Set(parcels.flatMap(({ row }) => row.lake_files))
  for (const { supersedes } of parcels) {
    for (const row of supersedes) {
      if (row.state === 'held') removeHeld(row, paths)
      for (const path of row.lake_files) if (!used.has(path)) moveLakeFile(path, paths.lake, paths.lakeOld)
    }
  }
}

/** Where a held delivery waits: outside of the lake, because it does not count. */
export function heldFolder(paths: DataPaths): string {
  return join(paths.staging, 'held')
}

export function removeHeld(row: LedgerRow, paths: DataPaths): void {
  rmSync(join(heldFolder(paths), newLakeFile(row)), { force: true })
  rmSync(join(heldFolder(paths), sidecar(newLakeFile(row))), { force: true })
}

function replacementsOf(parcels: readonly Parcel[]): Replacement[] {
  return parcels.flatMap(({ row }) =>
    row.replaces === null ? [] : [{ importId: row.id, replaces: row.replaces }],
  )
}

export function groupsOf(rows: readonly LedgerRow[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { provider, billing_account, billing_period } of rows) {
    if (provider === null || billing_account === null || billing_period === null) continue
    const group = { provider, billingAccount: billing_account, billingPeriod: billing_period }
    groups.set(JSON.stringify(group), group)
  }
  return [...groups.values()]
}

async function insertRejects(
  connection: DuckDBConnection,
  importId: string,
  rejects: readonly Reject[],
): Promise<void> {
  if (rejects.length === 0) return
  const texts = LIST(VARCHAR)
  await connection.run(
    `insert into import_reject
     select $id, unnest($files), unnest($rows)::bigint, unnest($reasons), unnest($lines)`,
    {
      id: importId,
      files: listValue(rejects.map((reject) => reject.file)),
      rows: listValue(rejects.map((reject) => String(reject.row))),
      reasons: listValue(rejects.map((reject) => reject.reason)),
      lines: listValue(rejects.map((reject) => reject.line)),
    },
    { files: texts, rows: texts, reasons: texts, lines: texts },
  )
}

/** @throws BAD_DATA when the lake file does not hold the lines that staging summed; a record may be several lines */
async function refuseShortFile(connection: DuckDBConnection, row: LedgerRow): Promise<void> {
  const [found] = await runQuery(connection, rowsQuery, { id: row.id })
  const announced = row.totals.reduce((sum, { rows }) => sum + rows, 0)
  if (found?.rows === announced) return
  throw new AppError(
    'BAD_DATA',
    `The staged file of ${row.files.join(', ')} holds ${found?.rows ?? 0} rows, ${announced} were announced. Import the files again.`,
  )
}

const rowsQuery = {
  name: 'ingest.landing.rows',
  sql: 'select coalesce(sum(rows), 0) as rows from import_day where import_id = $id',
  params: z.object({ id: z.string() }),
  row: z.object({ rows: Count }),
} satisfies Query<z.ZodType, z.ZodType>
