import type { CollectTrigger } from '@outlay/shared/collect'
import type { Clock } from '../clock.ts'
import type { SourceConfig } from '../config/sources.ts'
import type { Logger } from '../log.ts'
import { DEFAULT_SCHEDULE, isCatchUp, NO_SCHEDULE, nextRunAt } from './next-run.ts'
import type { RunBook } from './run-book.ts'

export interface SchedulerDeps {
  readonly sources: readonly SourceConfig[]
  readonly book: RunBook
  readonly clock: Clock
  readonly log: Logger
  /** Collects one source; what goes wrong is in its history. */
  run(source: string, trigger: CollectTrigger): Promise<unknown>
  /** Calls back again and again until the returned function is called. */
  every?(ms: number, work: () => void): () => void
}

export interface Scheduler {
  /** Starts what is due and does not wait for it. */
  check(): Promise<void>
  stop(): void
}

const CHECK_MS = 60_000

/** The source's cron expression; null for one that only runs by hand. */
export function scheduleOf({ schedule }: SourceConfig): string | null {
  if (schedule === NO_SCHEDULE) return null
  return typeof schedule === 'string' ? schedule : DEFAULT_SCHEDULE
}

/** Looks every minute which sources are due. It asks the clock and the history each time, so that neither a sleeping machine nor a moved clock makes it miss or repeat a run. */
export function startScheduler(deps: SchedulerDeps): Scheduler {
  const { every = repeat } = deps
  let stopped = false
  const check = async () => {
    for (const source of deps.sources) {
      if (stopped) return
      await startIfDue(source, deps)
    }
  }
  const tick = () => {
    check().catch((error: unknown) => deps.log.error({ err: error }, 'the schedule could not be read'))
  }
  const cancel = every(CHECK_MS, tick)
  tick()
  return {
    check,
    stop() {
      stopped = true
      cancel()
    },
  }
}

async function startIfDue(source: SourceConfig, { book, clock, log, run }: SchedulerDeps): Promise<void> {
  const schedule = scheduleOf(source)
  if (schedule === null || book.running(source.id) !== null) return
  const now = clock()
  const due = nextRunAt({ source: source.id, schedule, runs: await book.runs(source.id), now })
  if (due === null || due > now || book.running(source.id) !== null) return
  const trigger = isCatchUp(due, now) ? 'catch-up' : 'schedule'
  log.info({ source: source.id, trigger }, 'collecting')
  run(source.id, trigger).catch((error: unknown) =>
    log.error({ err: error, source: source.id }, 'collecting failed'),
  )
}

function repeat(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms)
  timer.unref()
  return () => clearInterval(timer)
}
