import type { DuckDBConnection } from '@duckdb/node-api'
import type { ImportRecord } from '@outlay/shared/api'
import type { DataPaths } from '../../db/open.ts'
import type { StagedDelivery } from '../staged.ts'
import type { Reject } from './delivery.ts'
import type { Parcel } from './landing.ts'
import type { ApplyOptions } from './options.ts'

/** Takes back what was put on disk before a transaction that then failed. */
export type Undo = () => void

/** What every step of applying one delivery works with. */
export interface ApplyContext {
  readonly connection: DuckDBConnection
  readonly paths: DataPaths
  readonly folder: string
  readonly delivery: StagedDelivery
  readonly rejects: ReadonlyMap<string, readonly Reject[]>
  readonly options: ApplyOptions
  readonly undo: Undo[]
}

export interface Outcome {
  /** What came in force, with what it put out of force. */
  readonly parcels: readonly Parcel[]
  /** New rows of the ledger, held and failed ones included. */
  readonly ids: readonly string[]
  /** Units of the delivery, by their Parquet file, that do not count because a file of theirs is broken. */
  readonly failed: readonly string[]
  /** Units whose content was there already. */
  readonly unchanged: readonly ImportRecord[]
}
