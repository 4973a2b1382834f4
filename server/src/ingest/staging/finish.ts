import { join } from 'node:path'
import { accountId } from '../../focus/account-id.ts'
import type { SideKind, StagedSide, StagedUnit } from '../staged.ts'
import type { FileState } from './file-state.ts'
import { sideFile } from './side-file.ts'
import { quoted } from './sql.ts'
import type { StageContext } from './stage-delivery.ts'
import type { Part } from './stage-group.ts'
import { unitFigures } from './unit-figures.ts'
import { contentHash, joinParts, type OriginPart, type UnitFile } from './units.ts'

export interface FinishedUnit {
  readonly unit: StagedUnit
  readonly parts: readonly string[]
  /** Rows by file index. */
  readonly files: ReadonlyMap<number, number>
}

export interface FinishedSide {
  readonly side: StagedSide
  readonly parts: readonly string[]
  readonly files: ReadonlyMap<number, number>
}

/** One Parquet file a unit, with its figures and findings; rejects are counted in later. */
export async function finishUnits(
  context: StageContext,
  parts: readonly OriginPart[],
): Promise<FinishedUnit[]> {
  const { connection, request } = context
  const finished: FinishedUnit[] = []
  const units = await joinParts(connection, parts, request.out)
  for (const [index, unit] of units.entries()) {
    context.onProgress({
      step: 'check',
      file: unit.parquet,
      done: index,
      of: units.length,
      rows: context.files.reduce((sum, { rowsIn }) => sum + rowsIn, 0),
    })
    finished.push(await finishUnit(context, unit))
  }
  return finished
}

async function finishUnit(context: StageContext, file: UnitFile): Promise<FinishedUnit> {
  const { connection, request, conformance } = context
  const path = join(request.out, file.parquet)
  const { files, ...figures } = await unitFigures(connection, path, file.expands)
  const relation = `read_parquet(${quoted(path)}, hive_partitioning = false)`
  const findings = await conformance(connection, {
    relation,
    header: file.header,
    files: context.files.map(({ name }) => name),
  })
  const { parts, header: _header, expands: _expands, ...key } = file
  const touching = touchingFiles(context, files)
  const unit: StagedUnit = {
    ...key,
    ...figures,
    subAccounts: subAccountsOf(file.provider, figures.subAccounts),
    files: touching.map(({ name }) => name),
    rowsIn: figures.rowsKept,
    rowsRejected: 0,
    contentHash: contentHash(touching),
    findings,
  }
  return { unit, parts, files }
}

/** As the facts name them. */
function subAccountsOf(provider: string, ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => accountId(provider, id)))].toSorted()
}

export async function finishSides(context: StageContext, parts: readonly Part[]): Promise<FinishedSide[]> {
  const { kind } = context.request
  if (kind === 'costs' || parts.length === 0) return []
  const { parquet, rows, files } = await sideFile(context, kind, parts)
  const touching = touchingFiles(context, files)
  return [
    { side: stagedSide(kind, parquet, rows, touching, context), parts: parts.map(({ id }) => id), files },
  ]
}

function stagedSide(
  kind: SideKind,
  parquet: string,
  rows: number,
  files: readonly FileState[],
  { request }: StageContext,
): StagedSide {
  return {
    kind,
    parquet,
    source: request.source ?? 'files',
    slice: request.slice,
    files: files.map(({ name }) => name),
    rowsIn: rows,
    rowsKept: rows,
    rowsRejected: 0,
    contentHash: contentHash(files),
  }
}

function touchingFiles(context: StageContext, rows: ReadonlyMap<number, number>): FileState[] {
  return [...rows.keys()].flatMap((index) => context.files[index] ?? [])
}
