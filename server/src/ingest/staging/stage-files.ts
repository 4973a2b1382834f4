import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Mapping } from '../../focus/reader.ts'
import { recogniseFile, stageCosts } from './cost-group.ts'
import { FileError } from './file-error.ts'
import type { FileGroup, ParquetGroup, RawRelation } from './file-group.ts'
import type { FileState } from './file-state.ts'
import { type Intake, PartialFileError, takeText } from './intake.ts'
import { parquetRelation, parquetShape, verifyParquet } from './parquet-source.ts'
import { csvRelation, jsonRelation } from './raw-text.ts'
import type { RejectStore } from './rejects.ts'
import { mapSide, refuseDatasets, stageSide } from './side-group.ts'
import type { StageContext } from './stage-delivery.ts'
import type { Part } from './stage-group.ts'
import { containerOf, hashFile } from './text-source.ts'
import type { OriginPart } from './units.ts'

export interface StagedParts {
  readonly costs: readonly OriginPart[]
  readonly sides: readonly Part[]
}

/** Reads every file, then types group by group. A file that cannot be read carries its error and stops no other. */
export async function stageFiles(context: StageContext, rejects: RejectStore): Promise<StagedParts> {
  const intake: Intake = { groups: new Map(), rejects, folder: context.folder }
  for (const [index, file] of context.files.entries()) {
    report(context, 'read', file, index)
    await attempt(file, () => take(context, intake, index))
  }
  rejects.flush()
  const costs: OriginPart[] = []
  const sides: Part[] = []
  for (const [number, group] of [...intake.groups.values()].entries()) {
    const folder = join(context.folder, `group-${number}`)
    const done = await stageGroup(context, group, folder)
    costs.push(...done.costs)
    sides.push(...done.sides)
  }
  return { costs, sides }
}

function report(context: StageContext, step: 'read' | 'type', file: FileState, done: number): void {
  const rows = context.files.reduce((sum, { rowsIn }) => sum + rowsIn, 0)
  context.onProgress({ step, file: file.name, done, of: context.files.length, rows })
}

async function attempt(file: FileState, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    file.error = error.message
    if (error instanceof PartialFileError) {
      file.rowsIn = error.rowsIn
      file.rejectedEarly = error.rowsRejected
    }
    if (file.sha256 === '') file.sha256 = await hashFile(file.path)
  }
}

async function take(context: StageContext, intake: Intake, index: number): Promise<void> {
  const file = context.files[index]
  if (file === undefined) return
  const container = containerOf(file.path)
  if (container !== 'parquet') {
    const count = await takeText(intake, index, file.path, container)
    Object.assign(file, { sha256: count.sha256, rowsIn: count.rowsIn, rejectedEarly: count.rowsRejected })
    return
  }
  const { columns, rows } = await parquetShape(context.connection, file.path)
  file.sha256 = await hashFile(file.path)
  file.rowsIn = rows
  const key = JSON.stringify(['parquet', columns])
  const known = intake.groups.get(key)
  const group: ParquetGroup =
    known?.kind === 'parquet'
      ? known
      : { kind: 'parquet', files: [], paths: [], columns, header: columns.map(({ name }) => name) }
  group.files.push(index)
  group.paths.push(file.path)
  intake.groups.set(key, group)
}

async function stageGroup(context: StageContext, group: FileGroup, folder: string): Promise<StagedParts> {
  const files = group.files.flatMap((index) => context.files[index] ?? [])
  const [first] = files
  if (first === undefined) return { costs: [], sides: [] }
  report(context, 'type', first, group.files.length)
  try {
    const raw = await relationOf(context, group)
    if (raw.header.length === 0) return { costs: [], sides: [] }
    return await typeGroup(context, raw, files, folder)
  } catch (error) {
    if (group.kind === 'parquet') return retryWithout(context, group, folder, error)
    if (!(error instanceof FileError)) throw error
    for (const file of files) file.error ??= error.message
    return { costs: [], sides: [] }
  } finally {
    if (group.kind !== 'parquet') rmSync(group.spool.path, { force: true })
  }
}

async function relationOf(context: StageContext, group: FileGroup): Promise<RawRelation> {
  if (group.kind === 'parquet') return parquetRelation(group)
  return group.kind === 'csv' ? csvRelation(group) : jsonRelation(context.connection, group)
}

async function typeGroup(
  context: StageContext,
  raw: RawRelation,
  files: readonly FileState[],
  folder: string,
): Promise<StagedParts> {
  const { connection, request, sideKinds } = context
  if (request.kind !== 'costs') {
    const spec = sideKinds[request.kind]
    const mapping = mapOnce(files, (name) => mapSide(spec, { name, header: raw.header }))
    if (mapping === undefined) return { costs: [], sides: [] }
    note(files, request.kind, mapping)
    return { costs: [], sides: await stageSide(connection, raw, spec, mapping, folder) }
  }
  const names = new Map(files.map((file) => [context.files.indexOf(file), file.name]))
  const recognised = mapOnce(files, (name) => {
    refuseDatasets(sideKinds, raw.header)
    return recogniseFile({ name, header: raw.header, names }, request.format)
  })
  if (recognised === undefined) return { costs: [], sides: [] }
  note(files, recognised.reader.id, recognised.mapping)
  return { costs: await stageCosts(connection, raw, recognised, request.source, folder), sides: [] }
}

/** Maps the header once a group; the error, where there is one, is told of every file under its own name. */
function mapOnce<T>(files: readonly FileState[], map: (name: string) => T): T | undefined {
  let mapped: T | undefined
  for (const file of files) {
    try {
      mapped ??= map(file.name)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      file.error ??= error.message
    }
  }
  return mapped
}

function note(files: readonly FileState[], format: string, { ignored }: Mapping): void {
  for (const file of files) {
    file.format = format
    file.ignoredColumns = ignored
  }
}

/** Pages of a Parquet file may be damaged under a whole footer: finds the bad files and stages the others. */
async function retryWithout(
  context: StageContext,
  group: ParquetGroup,
  folder: string,
  error: unknown,
): Promise<StagedParts> {
  const good: ParquetGroup = { ...group, files: [], paths: [] }
  for (const index of group.files) {
    const file = context.files[index]
    if (file === undefined) continue
    await attempt(file, () => verifyParquet(context.connection, file.path, file.rowsIn))
    if (file.error !== null) continue
    good.files.push(index)
    good.paths.push(file.path)
  }
  if (good.files.length === group.files.length) throw error
  return stageGroup(context, good, folder)
}
