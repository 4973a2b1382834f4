import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import type { PriceTable } from './price-table.ts'
import { PRICE_TABLES } from './tables.ts'

/**
 * Puts the shipped prices into temporary tables of this connection: `vm_price`, `spot_price`, `storage_price`,
 * `unit_price`, `commitment_rate`, `gpu_spec`, `region_price` (docs/prices.md lists their columns). Each row ends with
 * `source`, `licence`, `as_of` (date) and `stale`: older on `day` (`YYYY-MM-DD`) than 180 days, spot 90.
 */
export async function loadPrices(
  connection: DuckDBConnection,
  { day, tables = PRICE_TABLES }: { day: string; tables?: readonly PriceTable[] },
): Promise<void> {
  for (const table of tables) {
    const lines = table.rows().map((row) => JSON.stringify(row))
    await connection.run(
      createSql(table),
      { rows: listValue(lines), day },
      { rows: LIST(VARCHAR), day: VARCHAR },
    )
  }
}

function createSql({ name, columns, freshDays }: PriceTable): string {
  const types = { ...columns, source: 'varchar', licence: 'varchar', as_of: 'date' }
  const cells = Object.entries(types).map(
    ([column, type], index) => `(cells[${index + 1}])::${type} as ${column}`,
  )
  return `create or replace temp table ${name} as
    select ${cells.join(', ')},
      as_of < $day::date - ${freshDays} as stale
    from (select from_json(row_text, '["varchar"]') as cells from (select unnest($rows) as row_text))`
}
