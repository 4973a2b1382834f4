import type { DuckDBConnection } from '@duckdb/node-api'
import type { Amount } from '@outlay/shared/money'
import type { Day } from '@outlay/shared/period'
import { runQuery } from '../db/query.ts'
import {
  commitmentsQuery,
  grainChangesQuery,
  loneDatasetsQuery,
  standBacksQuery,
} from './ledger-faults-queries.ts'

/** Days that are coarser or less than they look; read from the ledger once a data version. */
export interface LedgerFaults {
  /** Days on which an account's history turns from one grain to another. */
  readonly grainChanges: readonly GrainChange[]
  /** Days on which a finer source gave way, because it lacks more than 0.5 % of what a coarser one bills. */
  readonly standBacks: readonly StandBack[]
  /** Days on which one of Azure's two data sets counts without the other, where that leaves a gap. */
  readonly loneDatasets: readonly LoneDataset[]
}

interface OfAccount {
  readonly provider: string
  readonly billingAccount: string
}

export interface GrainChange extends OfAccount {
  readonly day: Day
  readonly from: string
  readonly to: string
}

export interface StandBack extends OfAccount {
  readonly day: Day
  readonly currency: string
  readonly finer: string
  readonly coarser: string
  /** What the finer source bills less than the coarser one, all charges. */
  readonly missing: Amount
}

export interface LoneDataset extends OfAccount {
  readonly dataset: 'actual' | 'amortized'
  readonly days: readonly Day[]
}

export async function readLedgerFaults(connection: DuckDBConnection): Promise<LedgerFaults> {
  const lone = await runQuery(connection, loneDatasetsQuery, {})
  const needsCommitments = lone.some(({ dataset }) => dataset === 'actual')
  const committed = needsCommitments ? await runQuery(connection, commitmentsQuery, {}) : []
  return {
    grainChanges: await runQuery(connection, grainChangesQuery, {}),
    standBacks: await runQuery(connection, standBacksQuery, {}),
    loneDatasets: lone.filter(
      ({ dataset, provider, billingAccount }) =>
        dataset === 'amortized' ||
        committed.some((each) => each.provider === provider && each.billingAccount === billingAccount),
    ),
  }
}
