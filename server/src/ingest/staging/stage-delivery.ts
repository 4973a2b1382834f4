import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { SideKindSpec } from '../kinds/side-kind.ts'
import type { SideKind, StagedDelivery, StagedFinding, StageRequest } from '../staged.ts'
import { type FileState, fileNames, newFileState, toStagedFile } from './file-state.ts'
import { finishSides, finishUnits } from './finish.ts'
import { createRejectStore } from './rejects.ts'
import { settleRejects } from './settle-rejects.ts'
import { stageFiles } from './stage-files.ts'

/** Where staging is: which of how many files, and how many rows so far. */
export interface StageProgress {
  readonly step: 'read' | 'type' | 'check'
  /** The file being worked on, or the first of several. */
  readonly file: string
  readonly done: number
  readonly of: number
  readonly rows: number
}

export interface StageDeps {
  readonly conformance: (
    connection: DuckDBConnection,
    input: { relation: string; header: readonly string[]; files: readonly string[] },
  ) => Promise<StagedFinding[]>
  readonly sideKinds: Readonly<Record<SideKind, SideKindSpec>>
  readonly onProgress: (progress: StageProgress) => void
}

export interface StageContext extends StageDeps {
  readonly connection: DuckDBConnection
  readonly request: StageRequest
  readonly files: readonly FileState[]
  readonly folder: string
}

/**
 * Reads the files of a request into one Parquet file a unit, `rejects.jsonl` and `manifest.json` in `request.out`. For
 * the staging child: a crafted file may end the process.
 */
export async function stageDelivery(request: StageRequest, deps: StageDeps): Promise<StagedDelivery> {
  const folder = join(request.out, 'work')
  mkdirSync(folder, { recursive: true })
  const instance = await openInstance(folder, request.memoryLimitMb)
  const connection = await instance.connect()
  try {
    await connection.run(`set TimeZone = 'UTC'`)
    const names = fileNames(request.files)
    const files = request.files.map((path, index) =>
      newFileState(path, names[index] ?? path, statSync(path).size),
    )
    const context: StageContext = { ...deps, connection, request, files, folder }
    const delivery = await run(context)
    writeFileSync(join(request.out, 'manifest.json'), JSON.stringify(delivery))
    return delivery
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(context: StageContext): Promise<StagedDelivery> {
  const { connection, request, files } = context
  const rejects = await createRejectStore(connection)
  const staged = await stageFiles(context, rejects)
  const units = await finishUnits(context, staged.costs)
  const sides = await finishSides(context, staged.sides)
  await settleRejects(context, units, sides)
  return {
    id: request.id,
    createdAt: request.createdAt,
    files: files.map(toStagedFile),
    units: units.map(({ unit }) => unit),
    sides: sides.map(({ side }) => side),
  }
}

async function openInstance(folder: string, memoryLimitMb: number): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    // the process takes some 350 MB beside what DuckDB accounts for
    memory_limit: `${Math.max(200, memoryLimitMb - 200)}MB`,
    threads: '2',
    temp_directory: join(folder, 'spill'),
    partitioned_write_flush_threshold: '30000',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  return instance
}
