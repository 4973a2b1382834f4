import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { monthStart } from '@outlay/shared/period'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Cost,
  type FakeCostExplorer,
  startFakeCostExplorer,
} from '../../../test/fake-aws/cost-explorer.ts'
import type { Fault } from '../../../test/fake-aws/faults.ts'
import { silentLogger } from '../log.ts'
import { fileMemory } from './memory.ts'
import { type PageFiles, type RunOptions, runCollector } from './run.ts'

/** One cost on the first day of each of fourteen months. */
const costs: readonly Cost[] = Array.from({ length: 14 }, (_, index) => ({
  day: monthStart('2025-10-01', index),
  service: 'Amazon Simple Storage Service',
  usageType: 'TimedStorage-ByteHrs',
  recordType: 'Usage',
  unblended: '1.5',
  amortized: '1.5',
  blended: '1.5',
}))

let data = ''
let fake: FakeCostExplorer
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'outlay-run-'))
  fake = await startFakeCostExplorer({ costs, estimatedFrom: '2026-10-01', pageSize: 1 })
})
afterEach(async () => {
  await fake.close()
  rmSync(data, { recursive: true, force: true })
})

async function run(faults: (Fault | null)[] = [], options: RunOptions = {}) {
  fake.script(faults)
  const handed: { request: PageFiles; files: Record<string, string> }[] = []
  const report = await runCollector(
    { id: 'payer', type: 'aws-cost-explorer', endpoint: fake.url, billingAccount: '123456789012' },
    {
      staging: join(data, 'staging'),
      store: fileMemory(data),
      clock: () => new Date('2026-11-23T08:00:00Z'),
      log: silentLogger,
      env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      signal: new AbortController().signal,
      retries: { sdkAttempts: 1, attempts: 2, baseMs: 1, maxMs: 1000 },
      sleep: async () => undefined,
      async stage(request) {
        const files = request.files.map((file) => [basename(file), readFileSync(file, 'utf8')])
        handed.push({ request, files: Object.fromEntries(files) })
        return { id: 'import-1', createdAt: '2026-11-23T08:00:00Z', files: [], units: [], sides: [] }
      },
      apply: async (staged) => `applied ${staged.id}`,
    },
    options,
  )
  return { report, handed }
}

const states = (report: Awaited<ReturnType<typeof run>>['report']) =>
  report.months.map(({ month, state }) => `${month} ${state}`)
const OCTOBER_ON = { since: '2026-10-01' }

test('the first run hands over thirteen whole months in one delivery', async () => {
  const { report, handed } = await run()

  expect(report.failure).toBeNull()
  expect(report.months).toHaveLength(13)
  expect(report.months[0]).toMatchObject({ month: '2026-11', state: 'published', rows: 1, estimated: true })
  expect(handed).toHaveLength(1)
  expect(handed[0]?.request).toMatchObject({ format: 'aws-cost-explorer', source: 'payer' })
  expect(Object.keys(handed[0]?.files ?? {})).toHaveLength(13)
  expect(JSON.parse(handed[0]?.files['pages-2026-10.jsonl'] ?? '')).toMatchObject({
    day: '2026-10-01',
    unblended_cost: '1.5',
  })
  expect(report).toMatchObject({ delivery: 'import-1', applied: 'applied import-1' })
})

test('counts what the requests cost', async () => {
  const { report } = await run([], OCTOBER_ON)

  expect(report).toMatchObject({ requests: 4, requestCost: '0.04' })
})

test('the next run reads only the months that can still change', async () => {
  await run()
  const { report } = await run()

  expect(states(report)).toEqual(['2026-11 published', '2026-10 published'])
})

test('a month of which a page is missing is not published, the others are', async () => {
  const { report, handed } = await run(['limit-exceeded', 'limit-exceeded'], OCTOBER_ON)

  expect(states(report)).toEqual(['2026-11 failed', '2026-10 published'])
  expect(Object.keys(handed[0]?.files ?? {})).toEqual(['pages-2026-10.jsonl'])
  expect(report.failure).toMatchObject({ code: 'UPSTREAM', exitCode: 69 })
  expect(report.failure?.message).toMatch(/^payer: .*LimitExceededException/)
})

test('a failed month is read again by the next run', async () => {
  await run([null, null, null, null, 'validation'])
  const { report } = await run()

  expect(states(report)).toEqual(['2026-11 published', '2026-10 published', '2026-09 published'])
})

test('a second page that fails takes the first with it', async () => {
  fake.setCosts([...costs, ...costs.map((cost) => ({ ...cost, usageType: 'Requests-Tier1' }))])
  const { report, handed } = await run([null, 'unavailable', 'unavailable'], { since: '2026-11-01' })

  expect(states(report)).toEqual(['2026-11 failed'])
  expect(handed).toEqual([])
  expect(report.delivery).toBeNull()
})

test('access denied stops the run with exit 77', async () => {
  const { report, handed } = await run(['access-denied'])

  expect(states(report)).toEqual(['2026-11 failed'])
  expect(report.failure).toMatchObject({ code: 'FORBIDDEN', exitCode: 77 })
  expect(report.requests).toBe(1)
  expect(handed).toEqual([])
})

test('pages that do not fit together are read anew from the first', async () => {
  const { report } = await run(['repeated-groups'], { since: '2026-11-01' })

  expect(states(report)).toEqual(['2026-11 published'])
  expect(report.months[0]?.rows).toBe(1)
  expect(report.requests).toBe(3)
})

test('pages that never fit together fail the month', async () => {
  const { report } = await run(['repeated-groups', 'repeated-groups'], { since: '2026-11-01' })

  expect(states(report)).toEqual(['2026-11 failed'])
})

test('never pays for more requests than allowed, and keeps the months that came whole', async () => {
  const { report, handed } = await run([], { maxRequests: 3 })

  expect(states(report)).toEqual(['2026-11 published', '2026-10 failed'])
  expect(report.requests).toBe(3)
  expect(fake.questions).toHaveLength(3)
  expect(report.failure?.message).toMatch(/limit of 3 paid requests.*maxRequests/)
  expect(Object.keys(handed[0]?.files ?? {})).toEqual(['pages-2026-11.jsonl'])
})

test('history that the vendor does not have ends the run in peace', async () => {
  const { report } = await run([null, null, null, null, 'data-unavailable', 'data-unavailable'])

  expect(states(report)).toEqual([
    '2026-11 published',
    '2026-10 published',
    '2026-09 no_data',
    '2026-08 no_data',
  ])
  expect(report.failure).toBeNull()
})

test('no data at all is a fault', async () => {
  const { report } = await run(['data-unavailable', 'data-unavailable'])

  expect(report.failure?.message).toMatch(/up to 24 hours/)
})

test('the same costs in another order are the same bytes', async () => {
  const twice = [...costs, ...costs.map((cost) => ({ ...cost, usageType: 'Requests-Tier1' }))]
  fake.setCosts(twice)
  const first = await run([], OCTOBER_ON)
  fake.setCosts(twice.toReversed())
  const second = await run([], OCTOBER_ON)

  expect(second.handed[0]?.files).toEqual(first.handed[0]?.files)
})

test('leaves nothing behind in staging', async () => {
  await run()

  expect(existsSync(join(data, 'staging'))).toBe(true)
  expect(readdirSync(join(data, 'staging'))).toEqual([])
})
