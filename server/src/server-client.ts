import { z } from 'zod'
import { startedAt } from './db/lock.ts'
import { AppError } from './errors.ts'
import type { ServerFile } from './server-file.ts'

const Failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

const KNOWN_CODES = [
  'USAGE',
  'INVALID_INPUT',
  'BAD_DATA',
  'NOT_FOUND',
  'UPSTREAM',
  'CANNOT_WRITE',
  'DAMAGED',
  'BAD_CONFIG',
  'CONFLICT',
  'FORBIDDEN',
  'TOO_LARGE',
] as const

const PING_MS = 10_000
const WORK_MS = 600_000
const WATCH_MS = 500

export interface Patience {
  /** For the sign of life before the question. */
  readonly pingMs?: number
  /** For the answer. */
  readonly workMs?: number
  /** Who changes something: the user of the command. */
  readonly actor?: string
}

/**
 * Asks the running server of the data folder. Its errors come back as what they were there; a server that does not
 * answer is BUSY (exit code 75), and one that gives no sign of life is not waited for.
 */
export async function askServer(
  server: ServerFile,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  { pingMs = PING_MS, workMs = WORK_MS, actor }: Patience = {},
): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${server.token}`,
    ...(actor === undefined ? {} : { 'x-outlay-actor': encodeURIComponent(actor) }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const { response, answer } = await whileItLives(server, async (gone) => {
    await reach(server, '/healthz', {}, [AbortSignal.timeout(pingMs), gone])
    const response = await reach(server, path, init, [AbortSignal.timeout(workMs), gone])
    const answer: unknown = await response.json().catch((cause: unknown) => {
      throw silent(server, cause)
    })
    return { response, answer }
  })
  if (response.ok) return answer
  const failure = Failure.safeParse(answer)
  const { code, message } = failure.success
    ? failure.data.error
    : { code: 'INTERNAL', message: `status ${response.status}` }
  const known = KNOWN_CODES.find((each) => each === code)
  throw new AppError(known ?? (response.status === 503 ? 'BUSY' : 'INTERNAL'), message)
}

/**
 * Gives up once the process of the server has gone. A connection that goes with it may be told to nobody, and then nothing
 * else would keep this process until its answer.
 */
async function whileItLives<T>({ pid }: ServerFile, work: (gone: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController()
  const watch = setInterval(() => {
    if (startedAt(pid) === undefined) gone.abort()
  }, WATCH_MS)
  try {
    return await work(gone.signal)
  } finally {
    clearInterval(watch)
  }
}

async function reach(
  server: ServerFile,
  path: string,
  init: RequestInit,
  signals: readonly AbortSignal[],
): Promise<Response> {
  try {
    return await fetch(new URL(path, server.url), { ...init, signal: AbortSignal.any([...signals]) })
  } catch (cause) {
    throw silent(server, cause)
  }
}

function silent(server: ServerFile, cause: unknown): AppError {
  return new AppError(
    'BUSY',
    `The server of this data folder (process ${server.pid}, ${server.url}) does not answer. Stop it or wait.`,
    { cause },
  )
}
