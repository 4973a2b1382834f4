import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeCostExplorer, startFakeCostExplorer } from '../../test/clouds/aws/fake-cost-explorer.ts'
import type { Cost } from '../../test/clouds/aws/world.ts'
import { type Collecting, createCollecting } from './collecting.ts'
import { loadConfig } from './config.ts'
import { type Db, openDb } from './db/open.ts'
import { createPipeline } from './ingest/pipeline.ts'
import { silentLogger } from './log.ts'

const cost = (day: string): Cost => ({
  day,
  service: 'Amazon Simple Storage Service',
  usageType: 'TimedStorage-ByteHrs',
  recordType: 'Usage',
  unblended: '1.5',
  amortized: '1.5',
  blended: '1.5',
})
const REQUEST = { sources: ['payer'], since: undefined, until: undefined }
const PATIENCE = { timeout: 30_000, interval: 20 }

let dataDir: string
let db: Db
let fake: FakeCostExplorer
let collecting: Collecting
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'outlay-collecting-'))
  db = await openDb(dataDir)
  fake = await startFakeCostExplorer({
    costs: [cost('2026-11-02'), cost('2026-10-03')],
    estimatedFrom: '2026-11-01',
  })
  collecting = open('2026-11-23T12:00:00Z')
})
afterEach(async () => {
  await collecting.stop()
  await fake.close()
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function open(now: string): Collecting {
  const source = {
    id: 'payer',
    type: 'aws-cost-explorer',
    billingAccount: '111122223333',
    endpoint: fake.url,
  }
  const settings = { ...source, groupings: false, advice: false }
  writeFileSync(join(dataDir, 'outlay.config.yaml'), JSON.stringify({ sources: [settings] }))
  const config = loadConfig({ env: {}, cwd: dataDir })
  const clock = () => new Date(now)
  return createCollecting({
    dataDir,
    config,
    clock,
    pipeline: createPipeline(db, config, clock),
    log: silentLogger,
    env: { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
  })
}

async function finished(job: string) {
  return vi.waitFor(async () => {
    const state = await collecting.job(job)
    expect(state.done).toBe(true)
    return state
  }, PATIENCE)
}

test('a job goes on by itself, and leaves rows, dollars and its history', async () => {
  const started = await collecting.start(REQUEST)
  const { summary, states } = await finished(started.job)

  expect(started.done).toBe(false)
  expect(summary).toMatchObject({ exitCode: 0, runs: [{ source: 'payer', rowsKept: 2, error: null }] })
  expect(states).toMatchObject([
    {
      id: 'payer',
      title: 'AWS Cost Explorer',
      schedule: '17 5 * * *',
      running: null,
      runs: [
        {
          trigger: 'person',
          state: 'ok',
          rows: 2,
          billed: { USD: '3' },
          parts: [{ part: 'costs', failed: 0 }],
        },
      ],
    },
  ])
  expect(states[0]?.nextRunAt).toMatch(/^2026-11-24T05:/)
})

test('a source that is being collected is not started again', async () => {
  await collecting.start(REQUEST)

  await expect(collecting.start(REQUEST)).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('an unknown source and an unknown job are not found', async () => {
  await expect(collecting.start({ ...REQUEST, sources: ['other'] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(collecting.job('other')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('stopping leaves nothing running, and the next process goes on from there', async () => {
  await collecting.start(REQUEST)
  await collecting.stop()
  const [stopped] = await collecting.states()
  collecting = open('2026-11-23T12:30:00Z')
  const { job } = await collecting.start(REQUEST)
  await finished(job)

  expect(stopped).toMatchObject({ running: null, runs: [{ state: 'stopped', fault: { kind: 'cancelled' } }] })
  expect(await collecting.states()).toMatchObject([
    { runs: [{ state: 'ok', billed: { USD: '3' } }, { state: 'stopped' }] },
  ])
})

test('a new source is collected by the schedule without anybody asking', async () => {
  collecting.schedule()
  await vi.waitFor(async () => {
    expect(await collecting.states()).toMatchObject([
      { running: null, runs: [{ trigger: 'schedule', state: 'ok' }] },
    ])
  }, PATIENCE)
})
