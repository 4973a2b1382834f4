import { createHash } from 'node:crypto'
import type { CollectRun } from '@outlay/shared/collect'
import { nextTime } from './cron.ts'

/** Once a day, when the clouds have finished most of the day before. */
export const DEFAULT_SCHEDULE = '17 5 * * *'
/** A source's `schedule` that means: by hand only. */
export const NO_SCHEDULE = 'off'

const JITTER_MS = 30 * 60_000
const RETRY_MS = 60 * 60_000
const RETRIES_MAX = 4
const PASSING = ['throttled', 'upstream', 'bad_answer', 'stale_pages']

interface Times {
  readonly source: string
  readonly schedule: string
  /** Newest first. */
  readonly runs: readonly CollectRun[]
  readonly now: Date
}

/**
 * When a source runs next: at once when it never did or its process was ended, an hour (two, four, …) after a fault that
 * passes by itself, else when its schedule says so after its last start. A time in the past was missed: it is one
 * catch-up, however many were missed. Every source has its own place within half an hour, so that they do not start
 * together.
 */
export function nextRunAt({ source, schedule, runs, now }: Times): Date | null {
  if (schedule === NO_SCHEDULE) return null
  const [last] = runs
  if (last === undefined || last.endedAt === null) return now
  const regular = nextTime(schedule, new Date(last.startedAt))
  if (regular === null) return null
  const next = new Date(regular.getTime() + jitterOf(source, regular))
  const retry = retryAt(runs)
  return retry !== null && retry < next ? retry : next
}

/** True when a run that is due now was due long ago. */
export function isCatchUp(due: Date, now: Date): boolean {
  return now.getTime() - due.getTime() > JITTER_MS
}

function retryAt(runs: readonly CollectRun[]): Date | null {
  const failures = runs.findIndex(({ fault }) => fault === null || !PASSING.includes(fault.kind))
  const count = failures === -1 ? runs.length : failures
  const ended = runs[0]?.endedAt
  if (count === 0 || count > RETRIES_MAX || ended == null) return null
  return new Date(Date.parse(ended) + RETRY_MS * 2 ** (count - 1))
}

/** The same for the same source and time, so that it can be told beforehand. */
function jitterOf(source: string, time: Date): number {
  const hash = createHash('sha256').update(`${source} ${time.toISOString()}`).digest().readUInt32BE()
  return Math.floor((hash / 2 ** 32) * JITTER_MS)
}
