import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { AppError } from '../errors.ts'
import { makeFolder } from '../files.ts'
import { checkHighWater } from './high-water.ts'
import { migrate } from './migrate.ts'
import { createWriter, type Writer } from './writer.ts'

export interface DataPaths {
  readonly root: string
  readonly file: string
  readonly lake: string
  readonly lakeOld: string
  readonly staging: string
  readonly rejects: string
  readonly tmp: string
  readonly highWater: string
}

export function dataPaths(root: string): DataPaths {
  return {
    root,
    file: join(root, 'outlay.duckdb'),
    lake: join(root, 'lake'),
    lakeOld: join(root, 'lake-old'),
    staging: join(root, 'staging'),
    rejects: join(root, 'rejects'),
    tmp: join(root, 'tmp'),
    highWater: join(root, 'high-water.json'),
  }
}

export interface Db {
  readonly paths: DataPaths
  /** The one queue through which everything is written. */
  readonly writer: Writer
  /** A new connection for reading; the caller closes it. */
  connect(): Promise<DuckDBConnection>
  /** Checkpoints and closes; nothing may use the database afterwards. */
  close(): Promise<void>
}

export interface OpenOptions {
  readonly memoryLimitMb?: number
  readonly threads?: number
  /** Told when the instance has stopped for good: the process must end with 70 and be started again. */
  readonly onFatal?: (error: unknown) => void
  /** Runs on the open database before its configuration is locked; for tests that inject faults. */
  readonly beforeLock?: (connection: DuckDBConnection) => Promise<void>
}

/**
 * Opens the data folder's database in the one instance of this process, migrates it and locks its configuration:
 * afterwards SQL reads files of the lake only, whatever it says. The caller holds the folder's lock (see lock.ts).
 * Throws DAMAGED for a file that is not whole, NEWER_VERSION for one of a later Outlay, CANNOT_WRITE for a folder that
 * cannot be made.
 */
export async function openDb(root: string, options: OpenOptions = {}): Promise<Db> {
  const paths = dataPaths(root)
  makeFolders(paths)
  if (!existsSync(paths.file)) await createFile(paths, options)
  const instance = await openInstance(paths.file, paths, options)
  try {
    await prepare(instance, paths, options)
  } catch (cause) {
    // A second instance of this file must never exist beside a leaked one.
    instance.closeSync()
    throw cause instanceof AppError ? cause : damaged(paths.file, cause)
  }
  const writer = await createWriter(instance, paths, options.onFatal)
  return {
    paths,
    writer,
    connect: () => instance.connect(),
    async close() {
      await writer.close().finally(() => instance.closeSync())
    },
  }
}

function makeFolders(paths: DataPaths): void {
  for (const folder of [paths.root, paths.lake, paths.lakeOld, paths.staging, paths.rejects, paths.tmp]) {
    try {
      makeFolder(folder)
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      throw new AppError(
        'CANNOT_WRITE',
        `Cannot make ${folder} (${code}). Check the folder's owner and free space, or use another --data-dir.`,
        { cause },
      )
    }
  }
}

async function prepare(instance: DuckDBInstance, paths: DataPaths, options: OpenOptions): Promise<void> {
  const setup = await instance.connect()
  await setup.run(`set global TimeZone = 'UTC'`)
  await migrate(setup)
  await checkHighWater(setup, paths.highWater)
  await options.beforeLock?.(setup)
  await lockDown(setup, paths)
  setup.closeSync()
}

function damaged(file: string, cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new AppError(
    'DAMAGED',
    `${file} cannot be read (${message.split('\n')[0]}). Run "pnpm outlay restore" with a backup, or "pnpm outlay rebuild".`,
    { cause },
  )
}

/** An I/O error during creation leaves a file that never opens again, so it gets its name when it is whole. */
async function createFile(paths: DataPaths, options: OpenOptions): Promise<void> {
  if (existsSync(paths.highWater)) {
    throw new AppError(
      'DAMAGED',
      `${paths.file} is missing but ${paths.highWater} says that it held data. Run "pnpm outlay restore" with a backup or "pnpm outlay rebuild", or remove the folder to start anew.`,
    )
  }
  const draft = `${paths.file}.new-${process.pid}`
  const instance = await openInstance(draft, paths, options)
  const connection = await instance.connect()
  await connection.run(`set global TimeZone = 'UTC'`)
  await migrate(connection)
  await connection.run('checkpoint')
  connection.closeSync()
  instance.closeSync()
  renameSync(draft, paths.file)
}

async function openInstance(file: string, paths: DataPaths, options: OpenOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(file, {
      memory_limit: `${options.memoryLimitMb ?? 1000}MB`,
      threads: String(options.threads ?? 2),
      temp_directory: paths.tmp,
      max_temp_directory_size: '16GB',
      storage_compatibility_version: 'latest',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      allow_unsigned_extensions: 'false',
      allow_persistent_secrets: 'false',
    })
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (message.includes('Could not set lock')) {
      throw new AppError('IN_USE', `Another process has ${file} open: ${message.split('\n')[0]}`, { cause })
    }
    throw damaged(file, cause)
  }
}

async function lockDown(connection: DuckDBConnection, paths: DataPaths): Promise<void> {
  await connection.run(`set allowed_directories = [${quote(paths.lake)}, ${quote(paths.lakeOld)}]`)
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
  const forbidden = [
    `select * from read_text('/etc/hostname')`,
    `copy (select 1) to '/tmp/outlay-self-check.csv'`,
    `attach '/tmp/outlay-self-check.duckdb'`,
    'install httpfs',
    `set memory_limit = '64GB'`,
  ]
  for (const sql of forbidden) {
    const refused = await connection.run(sql).then(
      () => false,
      () => true,
    )
    if (!refused) throw new AppError('INTERNAL', `the database did not refuse: ${sql}`)
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
