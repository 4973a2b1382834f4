import { randomUUID } from 'node:crypto'
import type { CollectSummary } from './collect-sources.ts'
import { AppError } from './errors.ts'

/** A collect that goes on by itself. */
export interface RunningJob {
  readonly id: string
  readonly sources: readonly string[]
  readonly work: Promise<CollectSummary>
  /** True once it has ended, well or not. */
  readonly done: boolean
}

export interface CollectJobs {
  add(sources: readonly string[], work: Promise<CollectSummary>): RunningJob
  /** Throws NOT_FOUND for a job of another process, and for one that ended long ago. */
  find(id: string): RunningJob
  /** When all have ended. */
  settled(): Promise<void>
}

const ENDED_KEPT = 50

/** The jobs of this process: all that run, and the last that have ended. */
export function createCollectJobs(): CollectJobs {
  const jobs = new Map<string, RunningJob>()
  const forgetOld = () => {
    const ended = [...jobs.values()].filter(({ done }) => done)
    for (const { id } of ended.slice(0, -ENDED_KEPT)) jobs.delete(id)
  }
  return {
    add(sources, work) {
      const job = { id: randomUUID(), sources, work, done: false }
      const settle = () => {
        job.done = true
        // in the order in which they end: who waits for a long one asks after it has
        jobs.delete(job.id)
        jobs.set(job.id, job)
        forgetOld()
      }
      work.then(settle, settle)
      jobs.set(job.id, job)
      return job
    },
    find(id) {
      const job = jobs.get(id)
      if (job === undefined)
        throw new AppError('NOT_FOUND', `There is no collect job ${id}. Start collect again.`)
      return job
    },
    async settled() {
      await Promise.allSettled([...jobs.values()].map(({ work }) => work))
    },
  }
}
