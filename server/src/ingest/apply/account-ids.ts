import type { DuckDBConnection } from '@duckdb/node-api'
import { accountIdSql } from '../../focus/account-id.ts'
import type { SideKind } from '../staged.ts'
import { SIDE_TABLES } from './side-tables.ts'

/** Invoices of a person name no provider: only a path tells that it is Azure's. */
const PATH_IS_AZURE = `(case when billing_account_id ilike '/providers/microsoft.billing/%'
      or billing_account_id ilike '/subscriptions/%' then 'azure' end)`

/** Columns of the side tables that hold an account's id, and SQL for the provider. */
const SIDE_ACCOUNTS: Partial<Record<SideKind, { provider: string; columns: readonly string[] }>> = {
  accounts: { provider: 'provider', columns: ['account_id', 'billing_account_id'] },
  invoices: { provider: PATH_IS_AZURE, columns: ['billing_account_id'] },
  groupings: { provider: 'provider', columns: ['billing_account_id'] },
  forecasts: { provider: 'provider', columns: ['billing_account_id'] },
  commitments: { provider: 'provider', columns: ['billing_account_id', 'account_id'] },
  findings: { provider: 'provider', columns: ['account_id'] },
}

/** Gives the rows of a side kind in `table` the ids that facts have. */
export async function foldSideAccounts(
  connection: DuckDBConnection,
  kind: SideKind,
  table: string,
): Promise<void> {
  const { provider, columns } = SIDE_ACCOUNTS[kind] ?? { provider: '', columns: [] }
  for (const column of columns) await fold(connection, table, provider, column)
}

/**
 * What stands in the database since before Azure's ids were folded: ledger, restatements, side tables. Facts under their
 * old account belong to no group any more that would be made anew, so they go here; all others are made anew.
 */
export async function foldKnownAccounts(connection: DuckDBConnection): Promise<void> {
  await fold(connection, 'import', 'provider', 'billing_account')
  await connection.run(
    `delete from cost_fact where billing_account <> ${accountIdSql('provider', 'billing_account')}`,
  )
  await connection.run('delete from dimension_value')
  await fold(connection, 'restatement', 'provider', 'billing_account')
  await connection.run(`
    update import set sub_accounts = folded.ids
    from (
      select id as import_id,
        list_sort(list_distinct(list_transform(sub_accounts, lambda each: ${accountIdSql('provider', 'each')}))) as ids
      from import
      where provider = 'azure'
    ) as folded
    where import.id = folded.import_id and import.sub_accounts <> folded.ids
  `)
  for (const [kind, { table }] of Object.entries(SIDE_TABLES)) {
    await foldSideAccounts(connection, kind as SideKind, table)
  }
}

async function fold(
  connection: DuckDBConnection,
  table: string,
  provider: string,
  column: string,
): Promise<void> {
  const folded = accountIdSql(provider, column)
  await connection.run(`update ${table} set ${column} = ${folded} where ${folded} is distinct from ${column}`)
}
