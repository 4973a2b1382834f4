import type { CollectState, CollectTrigger } from '@outlay/shared/collect'
import { type CollectJobs, createCollectJobs, type RunningJob } from './collect-jobs.ts'
import {
  type CollectDeps,
  type CollectRequest,
  type CollectSummary,
  chosenSources,
  collectSources,
} from './collect-sources.ts'
import { fileMemory } from './collectors/memory.ts'
import { findCollector } from './collectors/run.ts'
import type { SourceConfig } from './config/sources.ts'
import { AppError } from './errors.ts'
import { instant } from './schedule/instant.ts'
import { nextRunAt } from './schedule/next-run.ts'
import { createRunBook, type RunBook } from './schedule/run-book.ts'
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

export function createCollecting(deps: Deps): Collecting {
  const { config, clock, log } = deps
  const book = createRunBook(fileMemory(deps.dataDir), clock)
  const stop = new AbortController()
  const jobs = createCollectJobs()
  const launch = launcher({ ...deps, book, signal: stop.signal }, jobs)
  const states = () => Promise.all(config.sources.map((source) => stateOf(source, book, clock())))
  let endSchedule: (() => void) | undefined
  return {
    states,
    stamp: book.stamp,
    job: async (id) => answerJob(jobs.find(id), await states()),
    async start(request) {
      refuseSecond(request, book)
      return answerJob(launch(request, 'person'), await states())
    },
    schedule() {
      const { sources } = config
      if (sources.length === 0 || endSchedule !== undefined) return
      const run = (source: string, trigger: CollectTrigger) =>
        launch({ sources: [source], since: undefined, until: undefined }, trigger).work
      endSchedule = startScheduler({ sources, book, clock, log, run }).stop
    },
    async stop() {
      endSchedule?.()
      stop.abort()
      await jobs.settled()
    },
  }
}

function launcher(deps: Omit<CollectDeps, 'progress'>, jobs: CollectJobs) {
  const progress: CollectDeps['progress'] = (at) => deps.log.debug(at, 'collecting')
  return (request: CollectRequest, trigger: CollectTrigger): RunningJob => {
    const sources = chosenSources(request.sources, deps.config).map(({ id }) => id)
    return jobs.add(sources, collectSources(request, { ...deps, progress }, trigger))
  }
}

function refuseSecond({ sources }: CollectRequest, book: RunBook): void {
  const [only] = sources
  const since = sources.length === 1 && only !== undefined ? book.running(only)?.startedAt : undefined
  if (since === undefined) return
  throw new AppError('CONFLICT', `${only} is being collected since ${since}. One run at a time per source.`)
}

async function answerJob(job: RunningJob, states: readonly CollectState[]): Promise<CollectJob> {
  return {
    job: job.id,
    done: job.done,
    states: states.filter(({ id }) => job.sources.includes(id)),
    summary: job.done ? await job.work : null,
  }
}

async function stateOf(source: SourceConfig, book: RunBook, now: Date): Promise<CollectState> {
  const runs = await book.runs(source.id)
  const schedule = scheduleOf(source)
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
