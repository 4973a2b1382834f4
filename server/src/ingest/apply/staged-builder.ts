import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { addAmounts } from '@outlay/shared/money'
import { FOCUS_COLUMNS, SQL_TYPES } from '../../focus/columns.ts'
import {
  type SideKind,
  StagedDelivery,
  type StagedFile,
  type StagedSide,
  type StagedUnit,
} from '../staged.ts'

import { type Line, SIDE_TYPES, writeParquet } from './staged-parquet.ts'

export type { Line }

export interface UnitSpec {
  readonly lines: readonly Line[]
  readonly source?: string
  readonly format?: string
  readonly grain?: string
  readonly dataset?: string
  readonly provider?: string
  readonly account?: string
  readonly period?: string
  /** Default `<account>-<period>.csv`; its content hash is that of the lines. */
  readonly file?: string
  readonly rejects?: readonly { readonly row: number; readonly reason: string; readonly line: string }[]
  readonly findings?: StagedUnit['findings']
}

export interface SideSpec {
  readonly kind: SideKind
  readonly rows: readonly Readonly<Record<string, string | null>>[]
  readonly file?: string
  readonly source?: string
  readonly slice?: string
}

export interface DeliverySpec {
  readonly id: string
  readonly units?: readonly UnitSpec[]
  readonly sides?: readonly SideSpec[]
  /** Files that could not be read: name → error. */
  readonly broken?: Readonly<Record<string, string>>
}

/** Writes a staged delivery as the staging child would, for tests: `<staging>/<id>/`. Returns the folder. */
export async function stageDelivery(staging: string, spec: DeliverySpec): Promise<string> {
  const folder = join(staging, spec.id)
  mkdirSync(folder, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const units: StagedUnit[] = []
  for (const [index, unit] of (spec.units ?? []).entries())
    units.push(await writeUnit(connection, folder, unit, index))
  const sides: StagedSide[] = []
  for (const [index, side] of (spec.sides ?? []).entries())
    sides.push(await writeSide(connection, folder, side, index))
  connection.closeSync()
  instance.closeSync()
  writeRejects(folder, spec.units ?? [])
  const broken = Object.entries(spec.broken ?? {}).map(([name, error]) => stagedFile(name, 0, 0, name, error))
  const good = [...units, ...sides].map((part) =>
    stagedFile(part.files[0] ?? '', part.rowsIn, part.rowsRejected, part.contentHash, null),
  )
  const manifest = StagedDelivery.parse({
    id: spec.id,
    createdAt: '2026-08-01T00:00:00.000Z',
    files: [...good, ...broken],
    units,
    sides,
  })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return folder
}

async function writeUnit(
  connection: DuckDBConnection,
  folder: string,
  spec: UnitSpec,
  index: number,
): Promise<StagedUnit> {
  const { provider = 'aws', account = 'acc-1', period = '2026-07', rejects = [] } = spec
  const parquet = `unit-${index}.parquet`
  const lines = spec.lines.map((line) => fullLine(line, account, period))
  const known = FOCUS_COLUMNS.map(({ name, type }) => [name, SQL_TYPES[type]] as const)
  const names = new Set<string>(known.map(([name]) => name))
  // Columns that a bill brings of its own are text.
  const own = new Set(spec.lines.flatMap((line) => Object.keys(line)).filter((name) => !names.has(name)))
  const columns = [...known, ...[...own].map((name) => [name, 'VARCHAR'] as const)]
  await writeParquet(connection, join(folder, parquet), columns, lines)
  const content = hash(JSON.stringify([provider, account, period, spec.lines]))
  const days = [...groupBy(lines, (line) => `${dayOf(line)} ${line['BillingCurrency']}`).values()].map(
    (ofDay) => ({
      day: dayOf(ofDay[0] ?? {}),
      currency: String(ofDay[0]?.['BillingCurrency']),
      rows: ofDay.length,
      billed: sumOf(ofDay, 'BilledCost') ?? '0',
      effective: sumOf(ofDay, 'EffectiveCost') ?? '0',
    }),
  )
  return {
    parquet,
    source: spec.source ?? 'files',
    format: spec.format ?? 'focus',
    grain: spec.grain ?? 'resource',
    dataset: spec.dataset ?? '',
    provider,
    billingAccount: account,
    billingAccountName: null,
    billingPeriod: period,
    files: [spec.file ?? `${account}-${period}.csv`],
    rowsIn: lines.length + rejects.length,
    rowsKept: lines.length,
    rowsRejected: rejects.length,
    valuesRounded: 0,
    contentHash: content,
    totals: totalsOf(lines),
    days,
    subAccounts: [
      ...new Set(
        lines.flatMap((line) => (typeof line['SubAccountId'] === 'string' ? [line['SubAccountId']] : [])),
      ),
    ],
    findings: [...(spec.findings ?? [])],
  }
}

async function writeSide(
  connection: DuckDBConnection,
  folder: string,
  spec: SideSpec,
  index: number,
): Promise<StagedSide> {
  const parquet = `side-${index}.parquet`
  const names = [...new Set(spec.rows.flatMap((row) => Object.keys(row)))]
  await writeParquet(
    connection,
    join(folder, parquet),
    names.map((name) => [name, SIDE_TYPES[name] ?? 'VARCHAR'] as const),
    spec.rows,
  )
  return {
    kind: spec.kind,
    parquet,
    source: spec.source ?? 'files',
    slice: spec.slice ?? '',
    files: [spec.file ?? `${spec.kind}.csv`],
    rowsIn: spec.rows.length,
    rowsKept: spec.rows.length,
    rowsRejected: 0,
    contentHash: hash(JSON.stringify(spec)),
  }
}

function fullLine(line: Line, account: string, period: string): Line {
  const day = String(line['ChargePeriodStart'] ?? `${period}-01`)
  const billed = line['BilledCost'] === undefined ? '1' : line['BilledCost']
  return {
    BilledCost: billed,
    EffectiveCost: billed,
    BillingAccountId: account,
    BillingCurrency: 'USD',
    BillingPeriodStart: `${period}-01 00:00:00`,
    ChargeCategory: 'Usage',
    ProviderName: 'AWS',
    ServiceName: 'Amazon EC2',
    ...line,
    ChargePeriodStart: day.length === 10 ? `${day} 00:00:00` : day,
  }
}

function writeRejects(folder: string, units: readonly UnitSpec[]): void {
  const lines = units.flatMap(({ rejects = [], account = 'acc-1', period = '2026-07', file }, index) =>
    rejects.map((reject) => ({
      unit: `unit-${index}.parquet`,
      file: file ?? `${account}-${period}.csv`,
      ...reject,
    })),
  )
  if (lines.length > 0)
    writeFileSync(join(folder, 'rejects.jsonl'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

function stagedFile(
  name: string,
  rowsIn: number,
  rowsRejected: number,
  sha256: string,
  error: string | null,
): StagedFile {
  const format = error === null ? 'focus' : null
  return {
    name,
    bytes: 1,
    sha256,
    format,
    rowsIn,
    rowsKept: rowsIn - rowsRejected,
    rowsRejected,
    ignoredColumns: [],
    error,
  }
}

function totalsOf(lines: readonly Line[]): StagedUnit['totals'] {
  return [...groupBy(lines, (line) => String(line['BillingCurrency']))].map(([currency, ofCurrency]) => ({
    currency,
    rows: ofCurrency.length,
    billed: sumOf(ofCurrency, 'BilledCost'),
    effective: sumOf(ofCurrency, 'EffectiveCost'),
    contracted: sumOf(ofCurrency, 'ContractedCost'),
    list: sumOf(ofCurrency, 'ListCost'),
  }))
}

function sumOf(lines: readonly Line[], column: string): string | null {
  const amounts = lines.flatMap((line) => (typeof line[column] === 'string' ? [line[column]] : []))
  return amounts.length === 0 ? null : addAmounts(amounts)
}

function dayOf(line: Line): string {
  return String(line['ChargePeriodStart']).slice(0, 10)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
