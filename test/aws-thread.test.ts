import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileMemory } from '@outlay/server/collectors/memory'
import { runCollector } from '@outlay/server/collectors/run'
import type { RunReport } from '@outlay/server/collectors/run-report'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline, stageFiles } from '@outlay/server/ingest/pipeline'
import { silentLogger } from '@outlay/server/log'
import { baseline } from '@outlay/server/rules/baseline/baseline'
import { addDays } from '@outlay/shared/period'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startFakeCostExplorer } from './clouds/aws/fake-cost-explorer.ts'
import type { Fault } from './clouds/aws/faults.ts'
import type { Cost } from './clouds/aws/world.ts'
import { tempFolder } from './temp-folder.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const EC2 = 'Amazon Elastic Compute Cloud - Compute'

/** Every day from September on: EC2 with a credit, SageMaker, S3, tax. 30 complete days end with November 20. */
const costs: readonly Cost[] = Array.from({ length: 83 }, (_, index) => addDays('2026-09-01', index)).flatMap(
  (day) => [
    cost(day, EC2, 'BoxUsage:m5.xlarge', 'Usage', '10.0000000001'),
    cost(day, EC2, 'BoxUsage:m5.xlarge', 'Credit', '-1'),
    cost(day, 'EC2 - Other', 'EBS:VolumeUsage.gp3', 'Usage', '4'),
    cost(day, 'Amazon SageMaker', 'Host:ml.g5.xlarge', 'Usage', '7.5'),
    cost(day, 'Amazon Simple Storage Service', 'TimedStorage-ByteHrs', 'Usage', '1'),
    cost(day, 'Tax', 'NoUsageType', 'Tax', '2'),
  ],
)

function cost(day: string, service: string, usageType: string, recordType: string, amount: string): Cost {
  return { day, service, usageType, recordType, unblended: amount, amortized: amount, blended: amount }
}

async function thread(dataDir = tempFolder()) {
  const fake = await startFakeCostExplorer({ costs, pageSize: 100, estimatedFrom: '2026-11-01' })
  onTestFinished(() => fake.close())
  const db = await openDb(dataDir)
  onTestFinished(() => db.close())
  const clock = () => NOW
  const pipeline = createPipeline(db, loadConfig({ env: {}, cwd: dataDir }), clock)
  const collect = (faults: readonly (Fault | null)[] = []) => {
    fake.script(faults)
    return runCollector(
      {
        id: 'payer',
        type: 'aws-cost-explorer',
        billingAccount: '123456789012',
        endpoint: fake.url,
        groupings: false,
        advice: false,
      },
      {
        work: join(dataDir, 'collectors', 'work'),
        store: fileMemory(dataDir),
        clock,
        log: silentLogger,
        env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
        signal: new AbortController().signal,
        retries: { sdkAttempts: 1, attempts: 2, baseMs: 1, maxMs: 1000 },
        sleep: async () => undefined,
        stage: (files) => stageFiles(dataDir, { ...files, clock }),
        apply: (staged) => pipeline.applyStaged(staged.id, {}),
        withdraw: pipeline.withdraw,
        drop: () => undefined,
      },
      { since: '2026-09-01' },
    )
  }
  return { db, collect, fake, setCosts: fake.setCosts }
}

const costWindows = ({ windows }: RunReport) => windows.filter(({ kind }) => kind === 'costs')

type Thread = Awaited<ReturnType<typeof thread>>

async function select<R extends z.ZodType>({ db }: Thread, sql: string, row: R): Promise<z.output<R>[]> {
  const connection = await db.connect()
  try {
    return z.array(row).parse((await connection.runAndReadAll(sql)).getRowObjectsJson())
  } finally {
    connection.closeSync()
  }
}

const Total = z.object({ charge_category: z.string(), billed: z.string(), effective: z.string() })
const TOTALS = `
  select charge_category, sum(billed)::decimal(38, 10)::varchar as billed, sum(effective)::decimal(38, 10)::varchar as effective
  from cost_fact
  group by charge_category
  order by charge_category
`

test('from Cost Explorer over two pages and a throttle to the naive recommendations', async () => {
  const it = await thread()

  const report = await it.collect([null, 'limit-exceeded'])

  expect(report.failure).toBeNull()
  expect(costWindows(report).map(({ window, state }) => `${window} ${state}`)).toEqual([
    '2026-11 published',
    '2026-10 published',
    '2026-09 published',
  ])
  expect(costWindows(report).map(({ applied }) => applied?.rowsRejected)).toEqual([0, 0, 0])
  expect(await select(it, TOTALS, Total)).toEqual([
    { charge_category: 'Credit', billed: '-83.0000000000', effective: '-83.0000000000' },
    { charge_category: 'Tax', billed: '166.0000000000', effective: '166.0000000000' },
    { charge_category: 'Usage', billed: '1867.5000000083', effective: '1867.5000000083' },
  ])
  const connection = await it.db.connect()
  const answer = await baseline(connection, { clock: () => NOW })
  connection.closeSync()
  expect(answer).toMatchObject({
    window: { start: '2026-10-22', end: '2026-11-21', days: 30 },
    metric: 'blended',
    currency: 'USD',
    expensive_services: [
      { service: EC2, cost: '270.000000003' },
      { service: 'Amazon SageMaker', cost: '225' },
      { service: 'EC2 - Other', cost: '120' },
    ],
    recommendations: [
      { action: 'spot', service: EC2, potential_savings: '81.0000000009' },
      { action: 'autoscaling', potential_savings: '45' },
      { action: 'spot', service: 'EC2 - Other', potential_savings: '36' },
    ],
    total_potential_savings: '162.0000000009',
  })
})

test('the same costs again change nothing, and a month that AWS restates replaces the one before', async () => {
  const it = await thread()
  await it.collect()

  const unchanged = await it.collect()

  expect(costWindows(unchanged).map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  expect(await select(it, 'select count(*)::integer as n from import', z.object({ n: z.int() }))).toEqual([
    { n: 3 },
  ])

  it.setCosts(
    costs.map((each) =>
      each.day === '2026-10-05' && each.recordType === 'Tax'
        ? cost(each.day, 'Tax', 'NoUsageType', 'Tax', '3')
        : each,
    ),
  )

  const again = await it.collect()

  expect(costWindows(again).flatMap(({ applied }) => applied?.replaced ?? [])).toHaveLength(1)
  expect(await select(it, TOTALS, Total)).toContainEqual({
    charge_category: 'Tax',
    billed: '167.0000000000',
    effective: '167.0000000000',
  })
})

test('access denied brings nothing in and says what to grant', async () => {
  const it = await thread()

  const report = await it.collect(['access-denied'])

  expect(report.failure).toMatchObject({
    exitCode: 77,
    message: expect.stringContaining('Needed: ce:GetCostAndUsage'),
  })
  expect(await select(it, TOTALS, Total)).toEqual([])
  expect(readdirSync(join(it.db.paths.staging))).toEqual([])
})
