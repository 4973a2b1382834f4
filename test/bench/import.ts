import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline, stageFiles } from '@outlay/server/ingest/pipeline'
import { writeBill } from './bill.ts'
import { median, peakResidentMb, timed } from './measure.ts'

const ROUNDS = 3

export interface ImportFigures {
  readonly rows: number
  readonly fileMb: number
  readonly facts: number
  readonly bareSeconds: number
  readonly stageSeconds: number
  readonly applySeconds: number
  readonly ratio: number
  readonly peakMb: number | null
}

/**
 * Import of one csv.gz with all its stages, against bare DuckDB that writes the same rows to zstd Parquet and to daily
 * facts; interleaved.
 */
export async function benchImport(rows: number): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-bench-'))
  const bill = join(folder, 'bill.csv.gz')
  try {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const connection = await instance.connect()
    await writeBill(connection, bill, rows)
    instance.closeSync()
    const bare: number[] = []
    const ours: { stage: number; apply: number; facts: number; peakMb: number | null }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await timed(() => bareImport(bill, join(folder, `bare-${round}`)))).seconds)
      ours.push(await ourImport(bill, join(folder, `ours-${round}`)))
    }
    const stageSeconds = median(ours.map(({ stage }) => stage))
    const applySeconds = median(ours.map(({ apply }) => apply))
    const peaks = ours.flatMap(({ peakMb }) => peakMb ?? [])
    return {
      rows,
      fileMb: statSync(bill).size / 1e6,
      facts: ours[0]?.facts ?? 0,
      bareSeconds: median(bare),
      stageSeconds,
      applySeconds,
      ratio: median(ours.map(({ stage, apply }) => stage + apply)) / median(bare),
      peakMb: peaks.length === 0 ? null : Math.max(...peaks),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bareImport(bill: string, folder: string): Promise<void> {
  mkdirSync(folder)
  const instance = await DuckDBInstance.create(join(folder, 'bare.duckdb'), {
    threads: '2',
    memory_limit: '1000MB',
    storage_compatibility_version: 'latest',
    temp_directory: folder,
  })
  const connection = await instance.connect()
  await connection.run(
    `copy (${typedLines(bill)}) to '${join(folder, 'lines.parquet')}' (format parquet, compression zstd)`,
  )
  await connection.run(`
    create table fact as
    select "ChargePeriodStart"::date as day, date_trunc('month', "ChargePeriodStart")::date as month,
      "ProviderName", "BillingAccountId", "SubAccountId", "ServiceName", "ServiceCategory", "RegionId", "ResourceId",
      "ResourceName", "ResourceType", "SkuId", "ChargeCategory", "ChargeFrequency", "PricingCategory", "PublisherName",
      "InvoiceIssuerName", "BillingCurrency", "Tags", "Tags"['team'] as team,
      sum("BilledCost") as billed, sum("EffectiveCost") as effective, sum("ContractedCost") as contracted,
      sum("ListCost") as list, sum("ConsumedQuantity") as consumed_quantity, count(*) as lines
    from '${join(folder, 'lines.parquet')}'
    group by all`)
  await connection.run('checkpoint')
  instance.closeSync()
}

function typedLines(bill: string): string {
  const money = [
    'BilledCost',
    'ContractedCost',
    'EffectiveCost',
    'ListCost',
    'ConsumedQuantity',
    'PricingQuantity',
    'ContractedUnitPrice',
    'ListUnitPrice',
  ]
  const times = ['BillingPeriodEnd', 'BillingPeriodStart', 'ChargePeriodEnd', 'ChargePeriodStart']
  return `
    select * replace (
      ${money.map((name) => `"${name}"::decimal(38, 14) as "${name}"`).join(', ')},
      ${times.map((name) => `"${name}"::timestamp as "${name}"`).join(', ')},
      from_json("Tags", '"MAP(VARCHAR, VARCHAR)"') as "Tags")
    from read_csv('${bill}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`
}

async function ourImport(bill: string, dataDir: string) {
  mkdirSync(dataDir)
  const config = loadConfig({ env: {}, cwd: dataDir })
  const clock = () => new Date('2026-08-01T00:00:00Z')
  const { result, peakMb } = await peakResidentMb(async () => {
    const staged = await timed(() =>
      stageFiles(dataDir, { files: [bill], format: null, kind: 'costs', source: null, clock }),
    )
    const db = await openDb(dataDir)
    const applied = await timed(() => createPipeline(db, config, clock).applyStaged(staged.result.id, {}))
    const connection = await db.connect()
    const reader = await connection.runAndReadAll('select count(*)::integer from cost_fact')
    connection.closeSync()
    await db.close()
    return { stage: staged.seconds, apply: applied.seconds, facts: Number(reader.getRowsJson()[0]?.[0]) }
  })
  return { ...result, peakMb }
}
