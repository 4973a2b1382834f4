import type { DuckDBConnection } from '@duckdb/node-api'

/** One service of an account by day for tests: `cost` and the days of each amount after it, first to last. */
export interface BilledService {
  readonly service: string
  readonly usageType?: string
  readonly cost: number
  readonly changes?: readonly { readonly from: string; readonly until: string; readonly cost: number }[]
}

/** Writes AWS usage of account 1, 1 July to 22 November 2026, as one delivery in the place of all before it. */
export async function writeBill(
  connection: DuckDBConnection,
  services: readonly BilledService[],
  importId = 'import-1',
  createdAt = '2026-06-01 08:00:00',
): Promise<void> {
  for (const table of ['cost_fact', 'import_day', 'import']) await connection.run(`delete from ${table}`)
  await connection.run(
    `insert into import
       (id, seq, delivery, source, kind, format, grain, dataset, provider, billing_account, billing_period, state, files,
        rows_in, rows_kept, rows_rejected, values_rounded, content_hash, totals, sub_accounts, lake_files, file_hashes,
        created_at, seen_at)
     values ($importId, 1, 'd', 'files', 'costs', 'focus', 'resource', '', 'aws', '1', '2026-11', 'counted', [], 1, 1, 0,
        0, $hash, '[]', [], [], [], $createdAt::timestamp, $createdAt::timestamp)`,
    { importId, createdAt, hash: JSON.stringify(services) },
  )
  for (const [index, { service, usageType = service, cost, changes = [] }] of services.entries()) {
    const cases = changes.map(
      ({ from, until, cost: other }) => `when day between '${from}' and '${until}' then ${other}`,
    )
    await connection.run(
      `insert into cost_fact
         (day, month, billing_period, provider, billing_account, sub_account, sub_account_name, service, usage_type,
          resource, team, charge_category, charge_frequency, prepaid, currency, billed, effective, contracted, list,
          lines, gap_lines, gap_billed, import_id)
       select day, date_trunc('month', day), date_trunc('month', day), 'aws', '1', 'prod', 'Production', $service,
         $usageType, $service || '-1', 'web', 'Usage', 'Usage-Based', false, 'USD', amount, amount, amount, amount, 1, 0,
         0, $importId
       from (
         select day, (case ${cases.join(' ')} when true then ${cost} end * (1 + 0.03 * sin(${index} + epoch(day) / 86400 * 7.7)))::decimal(38, 14) as amount
         from (select unnest(generate_series(date '2026-07-01', date '2026-11-22', interval 1 day))::date as day)
       )`,
      { service, usageType, importId },
    )
  }
  await connection.run(
    `insert into import_day
     select $importId, day, 'USD', count(*), sum(billed), sum(effective), 0, 0, 0, true, true
     from cost_fact where import_id = $importId group by day`,
    { importId },
  )
}
