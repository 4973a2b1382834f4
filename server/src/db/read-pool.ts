import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../errors.ts'
import type { Db } from './open.ts'

export interface ReadPool {
  /**
   * Runs reads on a connection of their own, in the order of arrival.
   * @throws BUSY when the queue is full or the work takes longer than allowed; the connection is usable again
   */
  run<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  readonly stats: PoolStats
  /** Waits for what runs, refuses what is queued, closes the connections. */
  close(): Promise<void>
}

export interface PoolStats {
  readonly running: number
  readonly queued: number
  readonly finished: number
  readonly refused: number
  readonly interrupted: number
}

export interface PoolOptions {
  readonly connections?: number
  readonly queueMax?: number
  readonly timeoutMs?: number
}

interface Waiting {
  start(): void
  refuse(error: AppError): void
}

/** A few connections of the one instance for reading, with a bounded queue before them and a time limit on each use. */
export function createReadPool(db: Pick<Db, 'connect'>, options: PoolOptions = {}): ReadPool {
  const { connections = 4, queueMax = 64, timeoutMs = 10_000 } = options
  const idle: DuckDBConnection[] = []
  const waiting: Waiting[] = []
  const stats = { running: 0, queued: 0, finished: 0, refused: 0, interrupted: 0 }
  let closed = false
  let drained = () => {}

  async function use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    try {
      const connection = idle.pop() ?? (await db.connect())
      try {
        return await limited(connection, work, timeoutMs, () => {
          stats.interrupted += 1
        })
      } finally {
        if (closed) connection.closeSync()
        else idle.push(connection)
      }
    } finally {
      stats.running -= 1
      stats.finished += 1
      stats.queued = Math.max(0, waiting.length - 1)
      waiting.shift()?.start()
      if (stats.running === 0) drained()
    }
  }

  return {
    stats,
    run(work) {
      if (closed) return Promise.reject(busy('The server is stopping.'))
      if (stats.running < connections) {
        stats.running += 1
        return use(work)
      }
      if (waiting.length >= queueMax) {
        stats.refused += 1
        return Promise.reject(busy('Too many questions are waiting; try again in a moment.'))
      }
      return new Promise<void>((resolve, reject) => {
        const start = () => {
          stats.running += 1
          resolve()
        }
        waiting.push({ start, refuse: reject })
        stats.queued = waiting.length
      }).then(() => use(work))
    },
    async close() {
      closed = true
      for (const each of waiting.splice(0)) each.refuse(busy('The server is stopping.'))
      if (stats.running > 0) await new Promise<void>((resolve) => (drained = resolve))
      for (const connection of idle.splice(0)) connection.closeSync()
    },
  }
}

async function limited<T>(
  connection: DuckDBConnection,
  work: (connection: DuckDBConnection) => Promise<T>,
  timeoutMs: number,
  onTimeout: () => void,
): Promise<T> {
  let late = false
  const timer = setInterval(() => {
    if (!late) onTimeout()
    late = true
    // Again and again: an interrupt between two statements of the work hits nothing.
    connection.interrupt()
  }, timeoutMs)
  try {
    return await work(connection)
  } catch (error) {
    if (late)
      throw busy(
        `The question took longer than ${timeoutMs / 1000} s. Ask for a shorter range or fewer groups.`,
        error,
      )
    throw error
  } finally {
    clearInterval(timer)
  }
}

function busy(message: string, cause?: unknown): AppError {
  return new AppError('BUSY', message, { cause, details: { retryAfterSeconds: 2 } })
}
