import { Refusal } from './operation.ts'

export interface Job {
  readonly id: string
  readonly project: string
  readonly location: string
  readonly query: string
  readonly fields: readonly Field[]
  /** A text or null a field. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly bytes: number
}

export interface Field {
  readonly name: string
  readonly type: 'STRING' | 'INTEGER'
}

/** The queries that were started. */
export interface Jobs {
  /** Throws Refusal for an id that is taken. */
  add(job: Job, pendingPolls: number): void
  /** Throws Refusal for a job that nobody started, or in another location. */
  find(project: string, id: string, location: string | undefined): Job
  /** False while the job still runs; every call brings its end nearer. */
  poll(id: string): boolean
  /** How many were run, dry runs apart. */
  count(): number
}

export function createJobs(): Jobs {
  const jobs = new Map<string, Job>()
  const pending = new Map<string, number>()
  return {
    add(job, pendingPolls) {
      if (jobs.has(job.id))
        throw new Refusal(409, 'duplicate', `Already Exists: Job ${job.project}:${job.id}`)
      jobs.set(job.id, job)
      pending.set(job.id, pendingPolls)
    },
    find(project, id, location) {
      const job = jobs.get(id)
      if (job === undefined || job.project !== project || job.location !== location)
        throw new Refusal(404, 'notFound', `Not found: Job ${project}:${id}`)
      return job
    },
    poll(id) {
      const left = pending.get(id) ?? 0
      pending.set(id, left - 1)
      return left <= 0
    },
    count: () => jobs.size,
  }
}
