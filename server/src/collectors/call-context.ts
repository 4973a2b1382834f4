import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'

export interface Retries {
  /** Attempts that the vendor's SDK makes by itself before an error reaches the collector. */
  readonly sdkAttempts: number
  /** Attempts of the collector around those. */
  readonly attempts: number
  readonly baseMs: number
  /** Longest single wait; a server that asks for more is left for the next run. */
  readonly maxMs: number
}

/** A vendor's API and how hard it may be asked; one constant a client, shared by all parts of the source. */
export interface Api {
  /** Key of the limits: calls of one run under the same name share them. */
  readonly name: string
  /** Calls at the same time. */
  readonly concurrency: number
  /** Least time between the starts of two calls, from the published quota. */
  readonly everyMs?: number
  /** Longest that one attempt may take. */
  readonly deadlineMs: number
  /** The SDK's error as a CollectError; errors that are no trouble of the cloud unchanged. */
  toError(error: unknown): unknown
}

/** What a collector works with whenever it asks its cloud. */
export interface CallContext {
  /** Id of the source in the config file. */
  readonly source: string
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Logger
  readonly env: Readonly<Record<string, string | undefined>>
  readonly retries: Retries
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Uniform in [0, 1). */
  random(): number
  /** Counts a request that the vendor bills. Throws CollectError `budget` instead of passing the run's limit. */
  spend(): void
  /** Counts a request that costs nothing. */
  count(): void
  /**
   * Every question to a vendor goes through here: within the API's limits and deadline, repeated while it fails with
   * what passes by itself, and refused at once when the source's circuit is open. Throws CollectError.
   */
  call<T>(api: Api, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}
