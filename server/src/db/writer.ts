import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { AppError } from '../errors.ts'
import { countCommit, remember } from './high-water.ts'

export interface Writer {
  /**
   * Runs `work` alone, in one transaction: all of it is committed or none. A failed statement rolls back and its error
   * is thrown; COMMIT is never tried after one, because DuckDB would report success for nothing.
   */
  withTransaction<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /**
   * Moves what is committed from the write-ahead log into the file. A checkpoint that must wait for readers is no error;
   * one that fails invalidates the instance: throws INTERNAL, and only a restart of the process helps.
   */
  checkpoint(): Promise<void>
  /** Runs `work` while nothing is written and the file holds everything that is committed. */
  paused<T>(work: () => Promise<T>): Promise<T>
  /** Waits for what is queued, checkpoints and closes the writing connection. */
  close(): Promise<void>
}

interface WriterPaths {
  readonly highWater: string
}

export async function createWriter(
  instance: DuckDBInstance,
  paths: WriterPaths,
  onFatal: (error: unknown) => void = () => undefined,
): Promise<Writer> {
  const connection = await instance.connect()
  let tail: Promise<unknown> = Promise.resolve()
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work).catch((error: unknown) => {
      if (isFatal(error)) onFatal(error)
      throw error
    })
    tail = result.catch(() => undefined)
    return result
  }
  return {
    withTransaction: (work) =>
      enqueue(async () => {
        const { result, mark } = await transact(connection, work)
        rememberCommit(paths.highWater, mark)
        return result
      }),
    checkpoint: () => enqueue(() => tryCheckpoint(connection)),
    paused: (work) =>
      enqueue(async () => {
        await connection.run('checkpoint')
        return work()
      }),
    close: () =>
      enqueue(async () => {
        await connection.run('checkpoint')
        connection.closeSync()
      }),
  }
}

async function transact<T>(connection: DuckDBConnection, work: (connection: DuckDBConnection) => Promise<T>) {
  await connection.run('begin transaction')
  let result: T
  let mark: string
  try {
    // Two transactions that replace the same period must conflict, even when it is empty.
    await connection.run('update period_lock set touched = touched + 1 where id = 1')
    result = await work(connection)
    mark = await countCommit(connection)
  } catch (error) {
    await connection.run('rollback').catch(() => undefined)
    throw error
  }
  await connection.run('commit')
  await confirm(connection, mark)
  return { result, mark }
}

/** COMMIT can report success for a transaction that was rolled back, so what it should have left is read again. */
async function confirm(connection: DuckDBConnection, mark: string): Promise<void> {
  const { commits } = JSON.parse(mark) as { commits: number }
  const reader = await connection.runAndReadAll(`select value from setting where key = 'commits'`)
  if (Number(reader.getRowsJson()[0]?.[0]) < commits)
    throw new Error('the transaction was rolled back at COMMIT')
}

async function tryCheckpoint(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run('checkpoint')
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (!isFatal(cause)) return
    throw new AppError(
      'INTERNAL',
      `The database could not write its file and stopped (${message.split('\n')[0]}). What was committed is kept: check the disk and start Outlay again.`,
      { cause },
    )
  }
}

/** A side-car that lags behind is harmless: it only says how much must be there at least. */
function rememberCommit(path: string, mark: string): void {
  try {
    remember(path, mark)
  } catch (cause) {
    throw new AppError(
      'CANNOT_WRITE',
      `What was written is committed, but ${path} could not be: check the disk.`,
      { cause },
    )
  }
}

/** True for an error after which DuckDB refuses everything until the file is opened anew. */
function isFatal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return /fatal error|has been invalidated/i.test(error.message) || isFatal(error.cause)
}
