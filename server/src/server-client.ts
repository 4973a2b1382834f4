import { z } from 'zod'
import { AppError } from './errors.ts'
import type { ServerFile } from './server-file.ts'

const Failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

const CODES = new Set([
  'USAGE',
  'INVALID_INPUT',
  'BAD_DATA',
  'NOT_FOUND',
  'UPSTREAM',
  'CONFLICT',
  'FORBIDDEN',
  'TOO_LARGE',
])
type KnownCode =
  | 'USAGE'
  | 'INVALID_INPUT'
  | 'BAD_DATA'
  | 'NOT_FOUND'
  | 'UPSTREAM'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'TOO_LARGE'
const isKnown = (code: string): code is KnownCode => CODES.has(code)

/**
 * Asks the running server of the data folder. Its errors come back as what they were there; a server that does not
 * answer is BUSY (exit code 75).
 */
export async function askServer(
  server: ServerFile,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  timeoutMs = 600_000,
): Promise<unknown> {
  const response = await fetch(new URL(path, server.url), {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new AppError(
      'BUSY',
      `The server of this data folder (process ${server.pid}, ${server.url}) does not answer. Stop it or wait.`,
      { cause },
    )
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer
  const failure = Failure.safeParse(answer)
  const { code, message } = failure.success
    ? failure.data.error
    : { code: 'INTERNAL', message: `status ${response.status}` }
  throw new AppError(isKnown(code) ? code : response.status === 503 ? 'BUSY' : 'INTERNAL', message)
}
