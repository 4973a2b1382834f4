import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { accountIdSql } from '../../focus/account-id.ts'
import type { LedgerRow } from './ledger.ts'

/** Providers whose sub-account ids are unique over all their billing accounts. */
const GLOBAL_SUB_ACCOUNTS = ['aws', 'azure', 'gcp', 'oci']

/**
 * Imports of other billing accounts whose sub-accounts a new import describes again, e.g. a member's export beside its
 * payer's. A sub-account that moved shares a day or two with its old payer; one that is told twice shares most days.
 */
export async function findOverlaps(
  connection: DuckDBConnection,
  incoming: LedgerRow,
  live: readonly LedgerRow[],
  lake: string,
): Promise<LedgerRow[]> {
  const suspects = live.filter((row) => mayOverlap(row, incoming))
  const found: LedgerRow[] = []
  for (const row of suspects) {
    const [shared] = await runQuery(connection, sharedQuery, {
      incoming: fullPaths(incoming, lake),
      existing: fullPaths(row, lake),
      provider: row.provider,
    })
    if ((shared?.sub_accounts ?? 0) > 0) found.push(row)
  }
  return found
}

/**
 * With `--replace` the imports that the new one contains go; one that holds more than the new one never does, nor one
 * that came in the same command.
 * @throws CONFLICT naming both imports
 */
export function resolveOverlaps(
  incoming: LedgerRow,
  overlaps: readonly LedgerRow[],
  replace: boolean,
): LedgerRow[] {
  const twin = overlaps.find((row) => row.delivery === incoming.delivery)
  const larger = overlaps.find((row) => row.sub_accounts.some((id) => !incoming.sub_accounts.includes(id)))
  const blocking = twin ?? (replace ? larger : overlaps[0])
  if (blocking === undefined) return [...overlaps]
  const shared = incoming.sub_accounts.filter((id) => blocking.sub_accounts.includes(id))
  const more = shared.length > 1 ? ` and ${shared.length - 1} more` : ''
  const other = `billing account ${blocking.billing_account} (${blocking.files.join(', ')})`
  throw new AppError(
    'CONFLICT',
    `Billing account ${incoming.billing_account} (${incoming.files.join(', ')}) describes sub-account ${shared[0]}${more} of ${incoming.billing_period}, which ${twin === undefined ? `import ${blocking.id} of ${other} already holds` : `${other} of the same command describes too`}: counting both would count them twice. ${nextStep(twin !== undefined, replace)}`,
  )
}

function nextStep(sameCommand: boolean, replace: boolean): string {
  if (sameCommand) return 'Nothing was imported: leave one of them out.'
  return replace
    ? 'That import holds more sub-accounts than the new one; leave the new one out.'
    : 'Leave one of them out, or use --replace to put the new one in its place.'
}

function mayOverlap(row: LedgerRow, incoming: LedgerRow): boolean {
  return (
    row.kind === 'costs' &&
    row.state !== 'held' &&
    !shareFile(row, incoming) &&
    row.provider === incoming.provider &&
    GLOBAL_SUB_ACCOUNTS.includes(row.provider ?? '') &&
    row.billing_period === incoming.billing_period &&
    row.billing_account !== incoming.billing_account &&
    row.sub_accounts.some((id) => incoming.sub_accounts.includes(id))
  )
}

/** A file tells each charge once, whatever the accounts that it holds. */
function shareFile(row: LedgerRow, incoming: LedgerRow): boolean {
  return row.delivery === incoming.delivery && row.files.some((file) => incoming.files.includes(file))
}

function fullPaths(row: LedgerRow, lake: string): string[] {
  return row.lake_files.map((path) => `${lake}/${path}`)
}

const DAYS = (files: string) => `
  select ${accountIdSql('$provider', '"SubAccountId"')} as sub_account, "ChargePeriodStart"::date as day
  from read_parquet(${files}, union_by_name = true, hive_partitioning = false)
  where "ChargeCategory" = 'Usage' and "SubAccountId" is not null
    and ("BilledCost" <> 0 or coalesce("EffectiveCost", 0) <> 0)
  group by sub_account, day
`

const Paths = z.array(z.string()).transform((paths) => listValue(paths))

const sharedQuery = {
  name: 'ingest.overlap.shared',
  sql: `
    with new_day as (${DAYS('$incoming')}),
    old_day as (${DAYS('$existing')}),
    shared as (
      select sub_account, count(*) as days
      from new_day
      join old_day using (sub_account, day)
      group by sub_account
    ),
    least_days as (
      select sub_account, min(days) as days
      from (
        select sub_account, count(*) as days from new_day group by sub_account
        union all
        select sub_account, count(*) as days from old_day group by sub_account
      )
      group by sub_account
    )
    select count(*) as sub_accounts
    from shared
    join least_days using (sub_account)
    where shared.days * 2 > least_days.days
  `,
  params: z.object({ incoming: Paths, existing: Paths, provider: z.string().nullable() }),
  row: z.object({ sub_accounts: Count }),
} satisfies Query<z.ZodType, z.ZodType>
