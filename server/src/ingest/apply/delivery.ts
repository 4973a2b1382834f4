import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { groupBy } from '@outlay/shared/group-by'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { StagedDelivery, type StagedFile, type StagedSide, type StagedUnit } from '../staged.ts'
import { lakeFile } from './lake.ts'
import { type LedgerRow, sqlTime } from './ledger.ts'

const Reject = z.object({
  unit: z.string().nullable(),
  file: z.string(),
  row: z.int(),
  reason: z.string(),
  line: z.string(),
})
export type Reject = z.infer<typeof Reject>

/** This many rejected rows of a unit are kept in the database; the rejects file keeps all. */
const REJECTS_KEPT = 1000

/** @throws BAD_DATA when the folder holds no finished delivery */
export function readDelivery(folder: string): StagedDelivery {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) {
    throw new AppError('NOT_FOUND', `${folder} holds no staged delivery. Import the files again.`)
  }
  return StagedDelivery.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** @throws BAD_DATA when two files of one delivery tell the same unit in two formats: neither can replace the other */
export function refuseTwins(delivery: StagedDelivery): void {
  const keyOf = ({ source, grain, dataset, provider, billingAccount, billingPeriod }: StagedUnit) =>
    JSON.stringify([source, grain, dataset, provider, billingAccount, billingPeriod])
  for (const [first, second] of groupBy(delivery.units, keyOf).values()) {
    if (first === undefined || second === undefined) continue
    throw new AppError(
      'BAD_DATA',
      `${first.files[0]} (${first.format}) and ${second.files[0]} (${second.format}) both describe billing account ${first.billingAccount} in ${first.billingPeriod} for source ${first.source}. Import them one by one, with a --source each.`,
    )
  }
}

/** The first rejected rows of each unit, by its Parquet file; of rows without a unit by `''`. */
export async function readRejects(folder: string): Promise<Map<string, Reject[]>> {
  const rejects = new Map<string, Reject[]>()
  const path = join(folder, 'rejects.jsonl')
  if (!existsSync(path)) return rejects
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line === '') continue
    const reject = Reject.parse(JSON.parse(line))
    const unit = reject.unit ?? ''
    const list = rejects.get(unit) ?? []
    if (list.length < REJECTS_KEPT) list.push(reject)
    rejects.set(unit, list)
  }
  return rejects
}

/** @throws BAD_DATA naming the first rejected row or unreadable file */
export function refuseRejects(
  delivery: StagedDelivery,
  rejects: ReadonlyMap<string, readonly Reject[]>,
): void {
  const broken = delivery.files.find((file) => file.error !== null)
  if (broken !== undefined)
    throw new AppError('BAD_DATA', `${broken.name}: ${broken.error} Nothing was imported (--strict).`)
  const count = delivery.files.reduce((sum, file) => sum + file.rowsRejected, 0)
  if (count === 0) return
  const [first] = [...rejects.values()].flat()
  const example = first === undefined ? '' : `, the first in ${first.file}, row ${first.row}: ${first.reason}`
  throw new AppError('BAD_DATA', `${count} rows were rejected${example}. Nothing was imported (--strict).`)
}

/** The ledger row of a staged unit that nothing stands against. */
export function unitRow(delivery: StagedDelivery, unit: StagedUnit, seq: number, now: Date): LedgerRow {
  const id = importId(delivery.id, unit.parquet, seq)
  return {
    ...blankRow(delivery, id, seq, now),
    source: unit.source,
    kind: 'costs',
    format: unit.format,
    grain: unit.grain,
    dataset: unit.dataset,
    provider: unit.provider,
    billing_account: unit.billingAccount,
    billing_account_name: unit.billingAccountName,
    billing_period: unit.billingPeriod,
    files: unit.files,
    rows_in: unit.rowsIn,
    rows_kept: unit.rowsKept,
    rows_rejected: unit.rowsRejected,
    values_rounded: unit.valuesRounded,
    content_hash: unit.contentHash,
    totals: unit.totals,
    sub_accounts: unit.subAccounts.toSorted(),
    lake_files: [lakeFile(unit, id)],
    file_hashes: hashesOf(delivery, unit),
  }
}

export function sideRow(delivery: StagedDelivery, side: StagedSide, seq: number, now: Date): LedgerRow {
  const id = importId(delivery.id, side.parquet, seq)
  return {
    ...blankRow(delivery, id, seq, now),
    source: side.source,
    kind: side.kind,
    format: side.kind,
    dataset: side.slice,
    state: 'counted',
    files: side.files,
    rows_in: side.rowsIn,
    rows_kept: side.rowsKept,
    rows_rejected: side.rowsRejected,
    content_hash: side.contentHash,
    lake_files: [`${side.kind}/${id}.parquet`],
    file_hashes: hashesOf(delivery, side),
  }
}

/** A file that gave no rows: unreadable, without any, or every row of it rejected. */
export function failedFileRow(
  delivery: StagedDelivery,
  file: StagedFile,
  first: Reject | undefined,
  seq: number,
  now: Date,
): LedgerRow {
  return {
    ...blankRow(delivery, importId(delivery.id, `file ${file.name}`, seq), seq, now),
    format: file.format ?? '',
    state: 'failed',
    files: [file.name],
    rows_in: file.rowsIn,
    rows_rejected: file.rowsRejected,
    file_hashes: [file.sha256],
    message: file.error ?? whyNothing(file, first),
  }
}

function whyNothing({ rowsIn }: StagedFile, first: Reject | undefined): string {
  if (rowsIn === 0) return 'It holds no rows, only the names of columns. Check the period that was exported.'
  const example = first === undefined ? '' : ` Row ${first.row}: ${first.reason}.`
  return `No row of it could be used.${example}`
}

function blankRow(delivery: StagedDelivery, id: string, seq: number, now: Date): LedgerRow {
  return {
    id,
    seq,
    delivery: delivery.id,
    source: 'files',
    kind: 'costs',
    format: '',
    grain: '',
    dataset: '',
    provider: null,
    billing_account: null,
    billing_account_name: null,
    billing_period: null,
    state: 'side',
    files: [],
    rows_in: 0,
    rows_kept: 0,
    rows_rejected: 0,
    values_rounded: 0,
    content_hash: '',
    totals: [],
    sub_accounts: [],
    lake_files: [],
    file_hashes: [],
    replaces: null,
    message: null,
    created_at: sqlTime(now),
    seen_at: sqlTime(now),
    superseded_at: null,
  }
}

/** Short enough to type, and its own for every place in the ledger. */
function importId(delivery: string, part: string, seq: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([delivery, part, seq]))
    .digest('hex')
  return `${String(seq).padStart(6, '0')}-${hash.slice(0, 10)}`
}

function hashesOf(delivery: StagedDelivery, part: StagedUnit | StagedSide): string[] {
  const hashes = delivery.files.filter((file) => part.files.includes(file.name)).map((file) => file.sha256)
  return hashes.length === 0 ? [part.contentHash] : [...new Set(hashes)]
}
