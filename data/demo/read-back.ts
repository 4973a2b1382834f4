import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { DemoManifest } from './manifest.ts'

const COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'ContractedCost',
  'ListCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeFrequency',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'CommitmentDiscountId',
  'CommitmentDiscountStatus',
  'CapacityReservationId',
  'ConsumedQuantity',
  'ContractedUnitPrice',
  'ListUnitPrice',
  'InvoiceIssuerName',
  'PricingCategory',
  'PricingQuantity',
  'ProviderName',
  'PublisherName',
  'ResourceId',
  'ServiceCategory',
  'ServiceName',
  'SkuId',
  'SkuPriceId',
  'SubAccountId',
  'Tags',
] as const

/** For tests: opens a database with table `bill`, every line of the files as an importer would count them, as text. */
export async function readBack(manifest: DemoManifest, out: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(
    `create table bill (source varchar, ${COLUMNS.map((column) => `"${column}" varchar`).join(', ')})`,
  )
  for (const [source, files] of countedFiles(manifest)) {
    for (const ending of ['.parquet', '.csv', '.csv.gz']) {
      const paths = files.filter((file) => file.endsWith(ending)).map((file) => join(out, file))
      if (paths.length > 0) await insert(connection, source, ending, paths)
    }
  }
  return connection
}

async function insert(
  connection: DuckDBConnection,
  source: string,
  ending: string,
  paths: readonly string[],
): Promise<void> {
  const list = `[${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}], union_by_name = true`
  const from =
    ending === '.parquet'
      ? `read_parquet(${list})`
      : `read_csv(${list}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`
  const reader = await connection.runAndReadAll(`describe select * from ${from}`)
  const present = new Set(reader.getRowsJson().map(([name]) => String(name)))
  const columns = COLUMNS.map((column) => (present.has(column) ? `"${column}"::varchar` : 'null'))
  await connection.run(`insert into bill select '${source}', ${columns.join(', ')} from ${from}`)
}

/** The newest accepted file of every month, by source. */
function countedFiles(manifest: DemoManifest): ReadonlyMap<string, readonly string[]> {
  const newest = new Map<string, Map<string, string>>()
  for (const { source, kind, expect, files } of manifest.deliveries) {
    if (kind !== 'costs' || expect === 'held') continue
    const months = newest.get(source) ?? new Map<string, string>()
    for (const file of files) months.set(/\d{4}-\d{2}/.exec(file)?.[0] ?? '', file)
    newest.set(source, months)
  }
  return new Map([...newest].map(([source, months]) => [source, [...months.values()]]))
}
