import type { DuckDBConnection } from '@duckdb/node-api'
import type { RealisedSaving } from '@outlay/shared/recommendations'
import { runQuery } from '../../db/query.ts'
import type { DataState } from '../../queries/data-state.ts'
import { rules } from '../registry.ts'
import { type Applied, appliedQuery } from './applied-days.ts'
import { realisedOf } from './realised.ts'

/**
 * Looks on the bill of each payer for what applied recommendations brought, after spill-over of commitments. A saving
 * that stands out makes a recommendation verified; one that is gone again takes that back. Each change leaves an event.
 */
export async function verifyApplied(
  connection: DuckDBConnection,
  state: Pick<DataState, 'accounts'>,
  now: string,
): Promise<void> {
  const accounts = state.accounts.map(({ provider, billingAccount, currency, from, through }) => ({
    provider,
    billing_account: billingAccount,
    currency,
    first: from,
    through,
  }))
  const stages = new Map(rules.map(({ id, stage }) => [id, stage]))
  for (const row of await runQuery(connection, appliedQuery, { accounts: JSON.stringify(accounts) })) {
    const realised = realisedOf(row, stages.get(row.rule))
    await connection.run('update recommendation set realised = $realised where id = $id', {
      id: row.id,
      realised: realised && JSON.stringify(realised),
    })
    if (realised !== null) await follow(connection, row, realised, now)
  }
}

async function follow(
  connection: DuckDBConnection,
  { id, status }: Applied,
  { state, monthly }: RealisedSaving,
  now: string,
): Promise<void> {
  const holds = state === 'verified' || state === 'baseline'
  const to = holds ? 'verified' : 'applied'
  if (status === 'expired' || status === to) return
  await connection.run('update recommendation set status = $to where id = $id', { id, to })
  await connection.run(
    `insert into recommendation_event values ($id, $now::timestamp, 'system', $from, $to, $reason)`,
    {
      id,
      now,
      from: status,
      to,
      reason: holds
        ? `The bill shows a saving of ${monthly?.expected} a month.`
        : 'The bill no longer shows a saving.',
    },
  )
}
