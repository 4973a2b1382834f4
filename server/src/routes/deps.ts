import type { Alerting } from '../alerts/alerting.ts'
import type { Clock } from '../clock.ts'
import type { Collecting } from '../collecting.ts'
import type { Promises } from '../commitments/promises/read-match.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/open.ts'
import type { ReadPool } from '../db/read-pool.ts'
import type { Access } from '../http/security.ts'
import type { AllocationSettings } from '../ingest/apply/options.ts'
import type { Logger } from '../log.ts'
import type { Reporting } from '../reports/reporting.ts'
import type { Runner } from '../runner.ts'
import type { Settings } from '../saved/settings.ts'

/** What the app needs from outside; tests give their own. */
export interface AppDeps {
  readonly db: Db
  readonly readPool: ReadPool
  readonly clock: Clock
  readonly log: Logger
  readonly version: string
  readonly access: Access
  readonly ingest: IngestDeps
  readonly rules: Runner
  readonly detectors: Runner
  readonly alerting: Alerting
  /** Reports; without it none are made. */
  readonly reporting?: Reporting
  /** What the file says of teams, tags and allocation; without it nothing. */
  readonly allocation?: AllocationSettings
  /** Contracts and credits of the file; without it none. */
  readonly promises?: Promises
  /** Tag keys that name a training run; without them the defaults. */
  readonly runTags?: readonly string[]
  /** Report currency of the file; null or none shows each bill in its own. */
  readonly reportCurrency?: string | null
  /** Rates of the rates file by which it converts; by day unless it says otherwise. */
  readonly reportRate?: 'day' | 'month'
  /** What people may change in the app, and the file it stands over. */
  readonly settings?: { readonly settings: Settings; readonly config: Config }
  /** Work on the whole folder that a running server does for commands. */
  readonly operations?: OperationDeps
  /** Folder of the built web app; without one only the API answers. */
  readonly webRoot?: string
  readonly limits?: { readonly uploadBytesMax?: number; readonly cacheBytesMax?: number }
}

export interface OperationDeps {
  /** Pulls from the configured sources, at their times and when asked. */
  readonly collecting: Pick<Collecting, 'start' | 'job' | 'states' | 'stamp'>
  /** Writes a verified backup into the data folder. */
  backup(): Promise<unknown>
}

/** What the import pipeline does for the API; each answers what `outlay import --json` prints. */
export interface IngestDeps {
  /** Reads the upload to its end, stages and applies it. Throws TOO_LARGE, BAD_DATA, … */
  upload(file: Upload, options: UploadOptions): Promise<unknown>
  /** Applies a delivery that a command staged under `<data>/staging/<id>`. */
  applyStaged(id: string, options: StagedOptions): Promise<unknown>
  /** Makes a held delivery count. */
  accept(importId: string): Promise<unknown>
}

export interface Upload {
  /** As the browser named it; never used as a path. */
  readonly name: string
  readonly stream: ReadableStream<Uint8Array>
}

export interface ApplyOptions {
  readonly add: boolean
  readonly replace: boolean
  readonly strict: boolean
  /** Answers what would happen and changes nothing. */
  readonly dryRun?: boolean
}

/** Of a delivery that a command staged. */
export interface StagedOptions extends ApplyOptions {
  readonly dryRun: boolean
}

export interface UploadOptions extends ApplyOptions {
  readonly source: string | null
  readonly format: string | null
  readonly kind: string | null
}
