import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline as pump } from 'node:stream/promises'
import type { ImportRecord, ImportSummary } from '@outlay/shared/api'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { type Db, dataPaths } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { makeFolder } from '../files.ts'
import { readers } from '../focus/readers/registry.ts'
import { suggest } from '../suggest.ts'
import { acceptImport } from './accept.ts'
import { readDelivery } from './apply/delivery.ts'
import type { ApplyOptions, FactOptions } from './apply/options.ts'
import { applyDelivery } from './apply.ts'
import { createDemoGate, type DemoGate } from './demo-gate.ts'
import { stage } from './stage.ts'
import { SIDE_KINDS, type StagedDelivery } from './staged.ts'
import { type Slice, withdrawSlice } from './withdraw.ts'

/** What is wrong with a format's name, with the names that there are; null when it is one of them. */
export function formatFault(format: string | null | undefined): string | null {
  const known = ['auto', ...readers.map(({ id }) => id)]
  if (format == null || known.includes(format)) return null
  return `${format}: there is no such format${suggest(format, known)}. Formats: ${known.join(', ')}.`
}

export type ApplyFlags = Pick<ApplyOptions, 'add' | 'replace' | 'strict' | 'dryRun'>

export const ImportKind = z.enum(['costs', ...SIDE_KINDS])

export interface StageFilesOptions {
  /** Absolute paths of files, see expandInputs. */
  readonly files: readonly string[]
  readonly format: string | null
  readonly kind: z.infer<typeof ImportKind>
  readonly source: string | null
  /** What of the source these side files tell whole; see StagedSide. */
  readonly slice?: string
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly onProgress?: (text: string) => void
}

const STEPS = { read: 'reading', type: 'mapping', check: 'checking' } as const

/** Reads files into `<data>/staging/<id>`. Needs neither the database nor its lock. */
export async function stageFiles(dataDir: string, options: StageFilesOptions): Promise<StagedDelivery> {
  const id = `import-${randomUUID()}`
  const out = join(dataPaths(dataDir).staging, id)
  makeStagingFolder(out)
  try {
    return await stage(
      {
        id,
        files: [...options.files],
        out,
        format: options.format,
        kind: options.kind,
        source: options.source,
        slice: options.slice ?? '',
        createdAt: options.clock().toISOString(),
        memoryLimitMb: 700,
      },
      {
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        onProgress: ({ step, file, done, of, rows }) =>
          options.onProgress?.(`${STEPS[step]} ${file} (${done} of ${of} files, ${rows} rows)`),
      },
    )
  } catch (error) {
    rmSync(out, { recursive: true, force: true })
    throw error
  }
}

function makeStagingFolder(path: string): void {
  try {
    makeFolder(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new AppError(
      'CANNOT_WRITE',
      `Cannot make ${path} (${code}). Check the folder's owner and free space.`,
      { cause },
    )
  }
}

export interface Pipeline {
  /** Brings a staged delivery into the lake and the facts. The first bill of one's own ends the demo. */
  applyStaged(id: string, flags: ApplyFlags): Promise<ImportSummary>
  upload(
    file: { readonly name: string; readonly stream: ReadableStream<Uint8Array> },
    options: ApplyFlags & { source: string | null; format: string | null; kind: string | null },
  ): Promise<ImportSummary>
  accept(importId: string): Promise<ImportRecord>
  /** Puts out of force what a source told before, now that it says that there is nothing. */
  withdraw(slice: Slice): Promise<number>
  readonly demo: DemoGate
  readonly factOptions: FactOptions
}

export function createPipeline(db: Db, config: Config, clock: Clock): Pipeline {
  const factOptions: FactOptions = {
    clock,
    promoted: config.tags.promote,
    teams: config.teams,
    allocation: config.allocation,
  }
  const demo = createDemoGate(db)
  const applyStaged: Pipeline['applyStaged'] = async (id, flags) => {
    const folder = join(db.paths.staging, id)
    if (!/^\w[\w.-]*$/.test(id) || !existsSync(join(folder, 'manifest.json'))) {
      throw new AppError('NOT_FOUND', `There is no staged delivery ${id}. Import the files again.`)
    }
    const apply = () => applyDelivery(db, folder, { ...factOptions, ...flags })
    return bringsBill(readDelivery(folder), flags) ? demo.own(apply) : apply()
  }
  return {
    demo,
    factOptions,
    applyStaged,
    withdraw: (slice) => withdrawSlice(db, slice, factOptions),
    accept: (importId) => acceptImport(db, importId, factOptions),
    async upload(file, options) {
      const { source, format, kind, ...flags } = options
      const fault = formatFault(format)
      if (fault !== null) throw new AppError('INVALID_INPUT', `format: ${fault}`)
      const path = await spool(db, file)
      try {
        const staged = await stageFiles(db.paths.root, {
          files: [path],
          format,
          kind: readKind(kind),
          source,
          clock,
        })
        return await applyStaged(staged.id, flags)
      } finally {
        rmSync(join(path, '..'), { recursive: true, force: true })
      }
    },
  }
}

/** A delivery of nothing, one that is refused whole and a dry run leave a demo as it is. */
function bringsBill({ files }: StagedDelivery, { strict, dryRun }: ApplyFlags): boolean {
  const refused = files.some((file) => file.error !== null || file.rowsRejected > 0)
  return dryRun !== true && !(strict === true && refused) && files.some((file) => file.rowsKept > 0)
}

function readKind(kind: string | null): z.infer<typeof ImportKind> {
  const parsed = ImportKind.safeParse(kind ?? 'costs')
  if (parsed.success) return parsed.data
  throw new AppError('INVALID_INPUT', `kind: ${kind} is none of ${ImportKind.options.join(', ')}.`)
}

/** The upload as a file under a name of ours in a folder of its own; only its ending is the user's. */
async function spool(db: Db, file: { name: string; stream: ReadableStream<Uint8Array> }): Promise<string> {
  const folder = join(db.paths.staging, `upload-${randomUUID()}`)
  mkdirSync(folder)
  const path = join(folder, safeName(file.name))
  try {
    await pump(
      Readable.fromWeb(file.stream as Parameters<typeof Readable.fromWeb>[0]),
      createWriteStream(path),
    )
    return path
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function safeName(name: string): string {
  const plain = name
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(-80)
  return extname(plain) === '' ? `${plain}upload.csv` : plain
}
