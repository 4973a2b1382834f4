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
    `create table bill (source varchar, file varchar, ${COLUMNS.map((c) => `"${c}" varchar`).join(', ')})`,
  )
  for (const [key, file] of countedFiles(manifest)) {
    const path = join(out, file).replaceAll("'", "''")
    const from = file.endsWith('.parquet')
      ? `read_parquet('${path}')`
      : `read_csv('${path}', all_varchar = true, header = true, strict_mode = true, quote = '"', escape = '"', delim = ',')`
    const reader = await connection.runAndReadAll(`describe select * from ${from}`)
    const has = new Set(reader.getRowsJson().map(([name]) => String(name)))
    const list = COLUMNS.map((c) => (has.has(c) ? `"${c}"::varchar` : 'null'))
    await connection.run(
      `insert into bill select '${key.split('|')[0]}', '${file}', ${list.join(', ')} from ${from}`,
    )
  }
  return connection
}

/** The newest accepted file of every source and month. */
function countedFiles(manifest: DemoManifest): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const delivery of manifest.deliveries) {
    if (delivery.kind !== 'costs' || delivery.expect === 'held') continue
    for (const file of delivery.files) files.set(`${delivery.source}|${/\d{4}-\d{2}/.exec(file)?.[0]}`, file)
  }
  return files
}
