import { join } from 'node:path'
import { fileMemory } from '@outlay/server/collectors/memory'
import type { PartFiles } from '@outlay/server/collectors/publish-window'
import { runCollector } from '@outlay/server/collectors/run'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline } from '@outlay/server/ingest/pipeline'
import { silentLogger } from '@outlay/server/log'
import { subtractAmounts, toAmount } from '@outlay/shared/money'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { stageHere } from '../../stage-here.ts'
import { tempFolder } from '../../temp-folder.ts'
import { billedOf, createCompany } from '../company.ts'
import { startAwsCloud } from './index.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const SINCE = '2026-11-01'

async function start(exportFrom?: string) {
  const dataDir = tempFolder()
  const company = createCompany({ seed: 7, today: '2026-11-23', monthsBack: 0 })
  const cloud = await startAwsCloud(company, undefined, exportFrom)
  onTestFinished(() => cloud.close())
  const db = await openDb(dataDir)
  onTestFinished(() => db.close())
  const clock = () => NOW
  const pipeline = createPipeline(db, loadConfig({ env: {}, cwd: dataDir }), clock)
  const collect = async (ids = cloud.sources.map(({ id }) => id)) => {
    const reports = []
    for (const source of cloud.sources.filter(({ id }) => ids.includes(id))) {
      const deps = {
        work: join(dataDir, 'collectors', 'work'),
        store: fileMemory(dataDir),
        clock,
        log: silentLogger,
        env: cloud.env,
        signal: new AbortController().signal,
        stage: (files: PartFiles) => stageHere(db.paths.staging, files, clock),
        apply: (staged: { id: string }) => pipeline.applyStaged(staged.id, {}),
        withdraw: pipeline.withdraw,
        drop: () => undefined,
      }
      reports.push(await runCollector(source, deps, { since: SINCE }))
    }
    return reports
  }
  const select = async (sql: string) => {
    const connection = await db.connect()
    try {
      return (await connection.runAndReadAll(sql)).getRowObjectsJson()
    } finally {
      connection.closeSync()
    }
  }
  const billed = async () => {
    const rows = await select('select sum(billed)::varchar as billed from cost_fact')
    return toAmount(z.array(z.object({ billed: z.string() })).parse(rows)[0]?.billed ?? '0')
  }
  return { company, cloud, collect, billed, select }
}

test('four collectors bring in what AWS served, to the last digit, and nothing the second time', async () => {
  const { company, cloud, collect, billed } = await start()

  const first = await collect()

  expect(first.map(({ failure }) => failure)).toEqual([null, null, null, null])
  expect(
    first.flatMap(({ windows }) =>
      windows.filter(({ fault }) => fault !== null).map(({ part, fault }) => [part, fault?.kind]),
    ),
  ).toEqual([])
  expect(subtractAmounts(await billed(), billedOf(company.bills.aws)['USD'] ?? '')).toBe('0')
  const parts = first.flatMap(({ windows }) =>
    windows.filter(({ state }) => state === 'published').map(({ part }) => part),
  )
  expect([...new Set(parts)].toSorted()).toEqual([
    'account-service',
    'accounts',
    'anomalies',
    'commitments',
    'compute-optimizer',
    'cost-optimization-hub',
    'costs',
    'forecast',
    'inventory',
    'metrics',
    'prices',
    'purchases',
    'rightsizing',
    'service-region',
    'tag-service',
  ])
  expect(
    first
      .flatMap(({ windows }) => windows)
      .flatMap(({ applied }) => applied?.rowsRejected ?? 0)
      .filter((rejected) => rejected > 0),
  ).toEqual([])

  const before = cloud.requests()
  const second = await collect()

  expect(
    second
      .flatMap(({ windows }) => windows.map(({ state }) => state))
      .filter((state) => !['unchanged', 'empty', 'no_data'].includes(state)),
  ).toEqual([])
  expect(cloud.requests()).toBeGreaterThan(before)
  expect(subtractAmounts(await billed(), billedOf(company.bills.aws)['USD'] ?? '')).toBe('0')
})

test('an export that was switched on mid-month counts from then on, and what was before stays', async () => {
  const { company, collect, billed, select } = await start('2026-11-10')

  await collect(['aws-payer'])
  const withoutExport = await billed()
  const [report] = await collect(['aws-export'])

  expect(report?.failure).toBeNull()
  expect(await billed()).toBe(withoutExport)
  expect(withoutExport).toBe(billedOf(company.bills.aws)['USD'])
  const withResource = await select(
    'select min(day)::varchar as first, max(day)::varchar as last from cost_fact where resource is not null',
  )
  expect(withResource).toEqual([{ first: '2026-11-10', last: '2026-11-23' }])
})
