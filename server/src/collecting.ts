import { randomUUID } from 'node:crypto'
import type { CollectState, CollectTrigger } from '@outlay/shared/collect'
import {
  type CollectDeps,
  type CollectRequest,
  type CollectSummary,
  chosenSources,
  collectSources,
} from './collect-sources.ts'
import { fileMemory } from './collectors/memory.ts'
import { findCollector } from './collectors/run.ts'
import { AppError } from './errors.ts'
import { instant } from './schedule/instant.ts'
import { nextRunAt } from './schedule/next-run.ts'
import { createRunBook } from './schedule/run-book.ts'
import { scheduleOf, startScheduler } from './schedule/scheduler.ts'

/** What a command or a page started: it goes on whether anybody asks for it or not. */
export interface CollectJob {
  readonly job: string
  readonly done: boolean
  /** The sources of the job. */
  readonly states: readonly CollectState[]
  readonly summary: CollectSummary | null
}

/** Everything that a server does about its sources. */
export interface Collecting {
  /** Throws BAD_CONFIG, NOT_FOUND, and CONFLICT for a single source that is being collected. */
  start(request: CollectRequest): Promise<CollectJob>
  /** Throws NOT_FOUND for a job of another process. Fails with what the job failed with. */
  job(id: string): Promise<CollectJob>
  states(): Promise<readonly CollectState[]>
  /** Another text whenever the states are others. */
  stamp(): string
  /** Begins to run sources when they are due. */
  schedule(): void
  /** Stops what runs and waits for it: a window that is being applied comes in, no other is begun. */
  stop(): Promise<void>
}

type Deps = Omit<CollectDeps, 'book' | 'signal' | 'progress'>

interface Running {
  readonly sources: readonly string[]
  readonly work: Promise<CollectSummary>
  done: boolean
}

const JOBS_KEPT = 50

export function createCollecting(deps: Deps): Collecting {
  const book = createRunBook(fileMemory(deps.dataDir), deps.clock)
  const stop = new AbortController()
  const jobs = new Map<string, Running>()
  let endSchedule: (() => void) | undefined

  const run = (request: CollectRequest, trigger: CollectTrigger) =>
    collectSources(
      request,
      { ...deps, book, signal: stop.signal, progress: (progress) => deps.log.debug(progress, 'collecting') },
      trigger,
    )
  const launch = (request: CollectRequest, trigger: CollectTrigger): string => {
    const sources = chosenSources(request.sources, deps.config).map(({ id }) => id)
    const id = randomUUID()
    const running: Running = { sources, done: false, work: run(request, trigger) }
    const settle = () => {
      running.done = true
    }
    running.work.then(settle, settle)
    jobs.set(id, running)
    for (const old of [...jobs.keys()].slice(0, -JOBS_KEPT)) jobs.delete(old)
    return id
  }
  const stateOf = async (source: Deps['config']['sources'][number]): Promise<CollectState> => {
    const runs = await book.runs(source.id)
    const schedule = scheduleOf(source)
    const now = deps.clock()
    const next = schedule === null ? null : nextRunAt({ source: source.id, schedule, runs, now })
    return {
      id: source.id,
      type: source.type,
      title: findCollector(source).collector.title,
      schedule,
      nextRunAt: next === null ? null : instant(next),
      running: book.running(source.id),
      runs,
    }
  }
  const states = () => Promise.all(deps.config.sources.map(stateOf))
  const job: Collecting['job'] = async (id) => {
    const running = jobs.get(id)
    if (running === undefined)
      throw new AppError('NOT_FOUND', `There is no collect job ${id}. Start collect again.`)
    const summary = running.done ? await running.work : null
    const all = await states()
    return {
      job: id,
      done: running.done,
      states: all.filter((each) => running.sources.includes(each.id)),
      summary,
    }
  }
  return {
    job,
    states,
    stamp: book.stamp,
    async start(request) {
      const [only] = request.sources
      const since =
        request.sources.length === 1 && only !== undefined ? book.running(only)?.startedAt : undefined
      if (since !== undefined)
        throw new AppError(
          'CONFLICT',
          `${only} is being collected since ${since}. One run at a time per source.`,
        )
      return job(launch(request, 'person'))
    },
    schedule() {
      const { sources } = deps.config
      if (sources.length === 0 || endSchedule !== undefined) return
      const { clock, log } = deps
      const collect = (source: string, trigger: CollectTrigger) =>
        jobs.get(launch({ sources: [source], since: undefined, until: undefined }, trigger))?.work ??
        Promise.resolve()
      endSchedule = startScheduler({ sources, book, clock, log, run: collect }).stop
    },
    async stop() {
      endSchedule?.()
      stop.abort()
      await Promise.allSettled([...jobs.values()].map(({ work }) => work))
    },
  }
}
