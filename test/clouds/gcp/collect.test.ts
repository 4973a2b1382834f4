import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileMemory } from '@outlay/server/collectors/memory'
import { type RunDeps, type RunOptions, runCollector } from '@outlay/server/collectors/run'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline } from '@outlay/server/ingest/pipeline'
import { silentLogger } from '@outlay/server/log'
import { addAmounts } from '@outlay/shared/money'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { stageHere } from '../../stage-here.ts'
import { tempFolder } from '../../temp-folder.ts'
import { billedOf, createCompany } from '../company.ts'
import type { SourceEntry } from '../shared/cloud.ts'
import { worldOf } from './company-world.ts'
import type { Fault } from './faults.ts'
import { startGcpCloud } from './index.ts'
import { type FakeGcp, startFakeGcp } from './server.ts'
import type { ExportRow } from './world.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const company = createCompany({ seed: 7, today: '2026-11-23', monthsBack: 1 })
const COSTS = { id: 'gcp-costs', type: 'gcp-bigquery', project: 'pinemoor-billing', dataset: 'billing' }

async function thread() {
  const dataDir = tempFolder()
  const db = await openDb(dataDir)
  onTestFinished(() => db.close())
  const pipeline = createPipeline(db, loadConfig({ env: {}, cwd: dataDir }), () => NOW)
  const deps: RunDeps = {
    work: join(dataDir, 'collectors', 'work'),
    store: fileMemory(dataDir),
    clock: () => NOW,
    log: silentLogger,
    env: { GOOGLE_OAUTH_ACCESS_TOKEN: 't' },
    signal: new AbortController().signal,
    retries: { sdkAttempts: 1, attempts: 3, baseMs: 1, maxMs: 10_000 },
    sleep: async () => undefined,
    stage: (files) => stageHere(db.paths.staging, files, () => NOW),
    apply: (staged) => pipeline.applyStaged(staged.id, {}),
    drop: () => undefined,
    withdraw: async () => undefined,
  }
  const collect = (source: SourceEntry, options: RunOptions = {}) => runCollector(source, deps, options)
  const select = async (sql: string) => {
    const connection = await db.connect()
    try {
      return z
        .array(z.record(z.string(), z.unknown()))
        .parse((await connection.runAndReadAll(sql)).getRowObjectsJson())
    } finally {
      connection.closeSync()
    }
  }
  const billed = async () => {
    const rows = await select(
      `select currency, sum(billed)::varchar as billed from cost_fact group by currency order by currency`,
    )
    return Object.fromEntries(
      rows.map((row) => [String(row['currency']), addAmounts([String(row['billed'])])]),
    )
  }
  return { dataDir, collect, select, billed }
}

async function fakeOf(change: { pageSize?: number; pendingPolls?: number } = {}): Promise<FakeGcp> {
  const fake = await startFakeGcp({ ...worldOf(company, 'pinemoor-billing'), ...change })
  onTestFinished(() => fake.close())
  return fake
}

test('the whole company: costs to the last digit, accounts, prices, utilisation; run again, nothing changes', async () => {
  const it = await thread()
  const folder = join(it.dataDir, 'cloud')
  mkdirSync(folder)
  const cloud = await startGcpCloud(company, { folder })
  onTestFinished(() => cloud.close())

  // of the metrics the newest week only: every window takes a process of its own
  const collect = (source: SourceEntry) =>
    it.collect(source, source.type === 'gcp-utilization' ? { since: '2026-11-22' } : {})
  const first = []
  for (const source of cloud.sources) first.push(await collect(source))

  expect(first.map(({ failure }) => failure)).toEqual([null, null, null])
  expect(await it.billed()).toEqual(billedOf(company.bills.gcp))
  expect(first.flatMap(({ windows }) => windows.map(({ part, state }) => `${part} ${state}`))).not.toContain(
    'metrics failed',
  )
  expect(
    await it.select(`select count(*)::integer as n from cost_fact where sub_account = 'pinemoor-vision'`),
  ).not.toEqual([{ n: 0 }])

  const again = []
  for (const source of cloud.sources) again.push(await collect(source))

  expect(again.map(({ failure }) => failure)).toEqual([null, null, null])
  expect([...new Set(again.flatMap(({ windows }) => windows.map(({ state }) => state)))]).toEqual([
    'unchanged',
  ])
  expect(again[0]?.freeRequests).toBeLessThan(first[0]?.freeRequests ?? 0)
  expect(await it.billed()).toEqual(billedOf(company.bills.gcp))
})

test('faults at every step of a run cost no row and bring none twice', async () => {
  const it = await thread()
  const fake = await fakeOf({ pageSize: 150, pendingPolls: 1 })
  const faults: (Fault | null)[] = [
    { retry: { headers: { 'retry-after': '2' } } },
    null,
    'truncated',
    'hang-up',
    null,
    'lost-answer',
    null,
    'internal',
    null,
    'expired-token',
    null,
    'rate-limit-exceeded',
    null,
    'reordered',
    'unavailable',
    null,
    'html',
    null,
    { retry: { status: 503, headers: { 'retry-after': 'Mon, 23 Nov 2026 12:00:05 GMT' } } },
    null,
    'lost-answer',
    null,
    'repeated-rows',
  ]
  fake.script(faults)

  const report = await it.collect({ ...COSTS, endpoint: fake.url })

  expect(report.failure).toBeNull()
  expect(await it.billed()).toEqual(billedOf(company.bills.gcp))
})

test('a month that Google restates replaces the one before, and no other month is read again', async () => {
  const it = await thread()
  const fake = await fakeOf()
  await it.collect({ ...COSTS, endpoint: fake.url })
  const [table] = worldOf(company, 'pinemoor-billing').tables ?? []
  const [model] = table?.rows ?? []
  if (table === undefined || model === undefined) throw new Error('no table')
  const late: ExportRow = {
    ...model,
    partition: '2026-11-23',
    exported: Date.parse('2026-11-24T11:00:00Z') * 1000,
    month: '202610',
    cost: '12.5',
    line: {
      ...model.line,
      cost: '12.5',
      invoice: { month: '202610' },
      usage_start_time: '2026-10-20T08:00:00Z',
      usage_end_time: '2026-10-20T09:00:00Z',
    },
  }
  fake.change({ tables: [{ ...table, rows: [...table.rows, late] }] })

  const report = await it.collect({ ...COSTS, endpoint: fake.url })

  expect(report.windows.filter(({ state }) => state === 'published').map(({ window }) => window)).toEqual([
    '2026-10',
  ])
  expect(await it.billed()).toEqual({ USD: addAmounts([billedOf(company.bills.gcp)['USD'] ?? '0', '12.5']) })
})

test('a missing role brings nothing in and says what to grant', async () => {
  const it = await thread()
  const fake = await fakeOf()
  fake.script(['permission-denied'], 'bigquery.insertJob')

  const report = await it.collect({ ...COSTS, endpoint: fake.url })

  expect(report.failure).toMatchObject({
    exitCode: 77,
    message: expect.stringContaining('roles/bigquery.jobUser on project pinemoor-billing'),
  })
  expect(await it.billed()).toEqual({})
})
