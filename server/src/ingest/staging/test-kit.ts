import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { sideKinds } from '../kinds/registry.ts'
import { StageRequest } from '../staged.ts'
import { type StageDeps, stageDelivery } from './stage-delivery.ts'

/** For tests: a folder of bills to stage in this process, and what came out of it. */
export function createBench() {
  const root = mkdtempSync(join(tmpdir(), 'outlay-staging-'))
  let deliveries = 0

  function write(name: string, content: string | Buffer): string {
    const path = join(root, 'in', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  function requestOf(files: readonly string[], options: Partial<StageRequest> = {}): StageRequest {
    deliveries += 1
    const out = join(root, `out-${deliveries}`)
    mkdirSync(out)
    return StageRequest.parse({
      id: `d${deliveries}`,
      files: [...files],
      out,
      format: null,
      kind: 'costs',
      source: null,
      createdAt: '2026-08-01T00:00:00.000Z',
      memoryLimitMb: 500,
      ...options,
    })
  }

  async function run(
    files: readonly string[],
    options: Partial<StageRequest> = {},
    deps: Partial<StageDeps> = {},
  ) {
    const request = requestOf(files, options)
    const delivery = await stageDelivery(request, {
      conformance: async () => [],
      sideKinds,
      onProgress: () => undefined,
      ...deps,
    })
    return { delivery, out: request.out, rejects: readRejects(request.out), lines: linesOf(request.out) }
  }

  return { root, write, requestOf, run, close: () => rmSync(root, { recursive: true, force: true }) }
}

const Reject = z.strictObject({
  unit: z.string().nullable(),
  file: z.string(),
  row: z.int(),
  reason: z.string(),
  line: z.string(),
})

function readRejects(out: string) {
  const text = readFileSync(join(out, 'rejects.jsonl'), 'utf8').trim()
  return text === '' ? [] : text.split('\n').map((line) => Reject.parse(JSON.parse(line)))
}

/** Asks SQL of the staged Parquet files; `$units` stands for all of them. */
function linesOf(out: string) {
  return async (sql: string, files = 'unit-*.parquet'): Promise<unknown[][]> => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    try {
      const from = `read_parquet('${join(out, files)}', union_by_name = true, hive_partitioning = false)`
      const reader = await connection.runAndReadAll(sql.replaceAll('$units', from))
      return reader.getRowsJson()
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  }
}

export const HEADER = [
  'BilledCost',
  'BillingAccountId',
  'BillingCurrency',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargePeriodStart',
  'EffectiveCost',
  'ProviderName',
  'ResourceName',
  'Tags',
]

export type Values = Readonly<Record<string, string>>

export const BASE: Values = {
  BilledCost: '1.5',
  BillingAccountId: '001234567890',
  BillingCurrency: 'USD',
  BillingPeriodStart: '2026-07-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargePeriodStart: '2026-07-03T04:00:00Z',
  EffectiveCost: '1.25',
  ProviderName: 'AWS',
  ResourceName: 'node-1',
  Tags: '{"team":"search"}',
}

/** CSV text of rows that differ from the base row in the given values. */
export function csv(rows: readonly Values[], header: readonly string[] = HEADER): string {
  const lines = rows.map((row) => header.map((name) => cell({ ...BASE, ...row }[name] ?? '')).join(','))
  return [header.join(','), ...lines].join('\n').concat('\n')
}

export function cell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
