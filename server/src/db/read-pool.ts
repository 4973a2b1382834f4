import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../errors.ts'
import type { Db } from './open.ts'

export interface ReadPool {
  /**
   * Runs reads on a connection of their own, in the order of arrival.
   * @throws BUSY when the queue is full, the work takes longer than allowed, or `signal` says that nobody waits any more
   */
  run<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Runs a read of a millisecond beside the queue, on a connection kept for that. */
  runAside<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
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

/** A few connections of the one instance for reading, with a bounded queue before them and a time limit on each use. */
export function createReadPool(db: Pick<Db, 'connect'>, options: PoolOptions = {}): ReadPool {
  const { connections = 4, queueMax = 64, timeoutMs = 10_000 } = options
  const stats = { running: 0, queued: 0, finished: 0, refused: 0, interrupted: 0 }
  const slots = createSlots(connections, queueMax, stats)
  const idle: DuckDBConnection[] = []
  let aside: Promise<DuckDBConnection> | undefined

  async function use<T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const connection = idle.pop() ?? (await db.connect())
    try {
      const result = await limited(connection, work, { timeoutMs, stats, signal })
      idle.push(connection)
      return result
    } catch (error) {
      // It may still be inside a transaction; a new one costs a millisecond.
      connection.closeSync()
      throw error
    }
  }

  return {
    stats,
    async run(work, signal) {
      await slots.acquire(signal)
      return use(work, signal).finally(slots.release)
    },
    async runAside(work) {
      slots.refuseWhenClosed()
      aside ??= db.connect()
      return work(await aside)
    },
    async close() {
      await slots.close()
      for (const connection of idle.splice(0)) connection.closeSync()
      const last = await aside
      last?.closeSync()
    },
  }
}

type Stats = { -readonly [Name in keyof PoolStats]: PoolStats[Name] }

interface Waiting {
  start(): void
  refuse(error: AppError): void
}

/** Who may run now, who waits, and who is refused. */
function createSlots(count: number, queueMax: number, stats: Stats) {
  const waiting: Waiting[] = []
  let closed = false
  let drained = () => {}

  function refuseWhenClosed(): void {
    if (closed) throw busy('The server is stopping.')
  }

  function leave(mine: Waiting): void {
    const index = waiting.indexOf(mine)
    if (index < 0) return
    waiting.splice(index, 1)
    stats.queued = waiting.length
    mine.refuse(busy(NOBODY))
  }

  return {
    refuseWhenClosed,
    async acquire(signal?: AbortSignal): Promise<void> {
      refuseWhenClosed()
      if (signal?.aborted) throw busy(NOBODY)
      if (stats.running >= count) {
        if (waiting.length >= queueMax) {
          stats.refused += 1
          throw busy('Too many questions are waiting; try again in a moment.')
        }
        stats.queued += 1
        // Whoever leaves hands its slot over, so that nobody slips in between.
        return new Promise((resolve, reject) => {
          const mine = { start: resolve, refuse: reject }
          waiting.push(mine)
          signal?.addEventListener('abort', () => leave(mine), { once: true })
        })
      }
      stats.running += 1
    },
    release(): void {
      stats.finished += 1
      const next = waiting.shift()
      stats.queued = waiting.length
      if (next === undefined) stats.running -= 1
      else next.start()
      if (stats.running === 0) drained()
    },
    async close(): Promise<void> {
      closed = true
      for (const each of waiting.splice(0)) each.refuse(busy('The server is stopping.'))
      stats.queued = 0
      const empty = new Promise<void>((resolve) => {
        drained = resolve
      })
      if (stats.running > 0) await empty
    },
  }
}

interface Limits {
  readonly timeoutMs: number
  readonly stats: Stats
  readonly signal: AbortSignal | undefined
}

async function limited<T>(
  connection: DuckDBConnection,
  work: (connection: DuckDBConnection) => Promise<T>,
  { timeoutMs, stats, signal }: Limits,
): Promise<T> {
  let why: string | undefined
  let again: NodeJS.Timeout | undefined
  const stop = (reason: string) => {
    if (why !== undefined) return
    why = reason
    stats.interrupted += 1
    connection.interrupt()
    // An interrupt between two statements of the work hits nothing.
    again = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
  }
  const onAbort = () => stop(NOBODY)
  const timer = setTimeout(() => stop(tooLong(timeoutMs)), timeoutMs)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await work(connection)
  } catch (error) {
    throw why === undefined ? error : busy(why, error)
  } finally {
    clearTimeout(timer)
    clearInterval(again)
    signal?.removeEventListener('abort', onAbort)
  }
}

const INTERRUPT_EVERY_MS = 100
const NOBODY = 'Nobody waits for the answer any more.'

function tooLong(timeoutMs: number): string {
  return `The question took longer than ${timeoutMs / 1000} s. Ask for a shorter range or fewer groups.`
}

function busy(message: string, cause?: unknown): AppError {
  return new AppError('BUSY', message, { cause, details: { retryAfterSeconds: 2 } })
}
