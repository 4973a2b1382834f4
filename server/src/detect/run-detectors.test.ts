import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../db/open.ts'
import { changeAnomaly } from './anomalies/change-anomaly.ts'
import { createDetectorRunner } from './run-detectors.ts'
import { type BilledService, writeBill } from './test-bill.ts'

let root: string
let db: Db
let now: Date

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-detect-'))
  db = await openDb(join(root, 'data'))
  now = new Date('2026-11-23T10:00:00Z')
})

afterEach(async () => {
  await db.close()
  rmSync(root, { recursive: true, force: true })
})

const QUIET: readonly BilledService[] = [
  { service: 'EC2', cost: 400 },
  { service: 'S3', cost: 120 },
]
/** S3 costs 500 instead of 120 from the 17th on. */
const LOOP: readonly BilledService[] = [
  { service: 'EC2', cost: 400 },
  { service: 'S3', cost: 120, changes: [{ from: '2026-11-17', until: '2026-11-22', cost: 500 }] },
]

let deliveries = 0

/** Delivers a bill where one is given, and runs the detectors. */
async function run(services?: readonly BilledService[], createdAt?: string) {
  deliveries += 1
  if (services !== undefined) {
    await db.writer.withTransaction((connection) =>
      writeBill(connection, services, `import-${deliveries}`, createdAt),
    )
  }
  await createDetectorRunner(db, () => now).refresh()
}

async function select(sql: string) {
  const connection = await db.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  } finally {
    connection.closeSync()
  }
}

const anomalies = () => select('select * from anomaly order by started_on')
const events = () =>
  select('select kind, from_value, to_value, actor from anomaly_event order by happened_at, kind')

test('an anomaly is told once, with its place, its excess, its cause and what it comes to by the end of the month', async () => {
  await run(LOOP)
  await run()

  const [found, ...others] = await anomalies()
  expect(others).toEqual([])
  expect(found).toMatchObject({
    scope: 'usage_type',
    service: 'S3',
    sub_account_name: 'Production',
    team: 'web',
    kind: 'spike',
    state: 'active',
    silent: null,
    started_on: '2026-11-17',
    // AWS days are settled two days after their end
    last_day: '2026-11-20',
    detected_on: '2026-11-17',
    days: 4,
  })
  expect(found?.['excess']).toBeGreaterThan(4 * 350)
  expect(Number(found?.['month_end_impact']) / Number(found?.['excess_per_day'])).toBeCloseTo(10, 0)
  expect(JSON.parse(String(found?.['causes']))[0]).toMatchObject({ dimension: 'resource', name: 'S3-1' })
  expect(await events()).toEqual([{ kind: 'found', from_value: null, to_value: 'active', actor: 'system' }])
})

test('callers at the same time share one run, and the same bill is not run again', async () => {
  await db.writer.withTransaction((connection) => writeBill(connection, LOOP))
  const runner = createDetectorRunner(db, () => now)

  await Promise.all([runner.refresh(), runner.refresh()])
  const [first] = await select('select ran_at from detector_run')
  now = new Date('2026-11-23T11:00:00Z')
  await runner.refresh()

  expect(await select('select ran_at from detector_run')).toEqual([first])
  expect(await anomalies()).toHaveLength(1)
})

test('one that goes on is extended, and resolved when it is over', async () => {
  await run(LOOP)
  now = new Date('2026-11-25T10:00:00Z')
  await run()
  expect(await anomalies()).toMatchObject([{ state: 'active', last_day: '2026-11-22' }])

  const over = LOOP.map((one) => ({
    ...one,
    changes: one.changes?.map((change) => ({ ...change, until: '2026-11-18' })) ?? [],
  }))
  await run(over)

  expect(await anomalies()).toMatchObject([{ state: 'resolved', last_day: '2026-11-18', days: 2 }])
})

test('a restatement that removes the cause withdraws it and says so', async () => {
  await run(LOOP)
  await run(QUIET)
  const restated = `insert into restatement values
    ('import-1', 'import-0', '2026-11-23 09:00:00', 'aws', '1', '2026-11', '2026-11-18', 'S3', 'USD', 500, 120, 500, 120, 'restated')`

  const [plain] = await anomalies()
  expect(plain).toMatchObject({
    state: 'withdrawn',
    reason: 'The bill as it is now shows nothing unusual on these days.',
  })

  await run(LOOP)
  expect(await anomalies()).toMatchObject([{ state: 'active' }])
  await db.writer.withTransaction((connection) => connection.run(restated))
  await run(QUIET)
  const [told] = await anomalies()
  expect(told).toMatchObject({ state: 'withdrawn' })
  expect(told?.['reason']).toMatch(/restated these days on 23 Nov 2026/)
})

test('what somebody called planned stays resolved while it goes on', async () => {
  await run(LOOP)
  const [found] = await anomalies()
  const stamp = { actor: 'Ada', now: now.toISOString() }
  await db.writer.withTransaction((connection) =>
    changeAnomaly(connection, String(found?.['id']), { classification: 'planned' }, stamp),
  )
  now = new Date('2026-11-25T10:00:00Z')
  await run()

  expect(await anomalies()).toMatchObject([
    { state: 'resolved', classification: 'planned', last_day: '2026-11-22' },
  ])
})

test('"not an anomaly" raises the gate of its place: the same again is not told, more is', async () => {
  const twice = (second: number): readonly BilledService[] => [
    { service: 'EC2', cost: 400 },
    {
      service: 'S3',
      cost: 120,
      changes: [
        { from: '2026-10-10', until: '2026-10-11', cost: 400 },
        { from: '2026-11-18', until: '2026-11-19', cost: second },
      ],
    },
  ]
  await run(twice(120))
  const [found] = await anomalies()
  await db.writer.withTransaction((connection) =>
    changeAnomaly(
      connection,
      String(found?.['id']),
      { classification: 'not_anomaly' },
      { actor: 'Ada', now: now.toISOString() },
    ),
  )
  const days = async () => (await anomalies()).map((row) => [row['started_on'], row['state']])

  await run(twice(400))
  expect(await days()).toEqual([['2026-10-10', 'resolved']])
  await run(twice(900))
  expect(await days()).toEqual([
    ['2026-10-10', 'resolved'],
    ['2026-11-18', 'active'],
  ])
})

test.each([
  ['2026-11-20 08:00:00', 'preview', 'before_connection'],
  ['2026-11-10 08:00:00', 'preview', 'first_days'],
  ['2026-10-20 08:00:00', 'active', null],
])('a source that was connected on %s gives %s', async (connected, state, silent) => {
  await run(LOOP, connected)

  expect(await anomalies()).toMatchObject([{ state, silent }])
})

test('the forecasts of a day are kept once, for all costs and each provider', async () => {
  await run(QUIET)
  await run(LOOP)

  const kept = await select(
    'select filters, currency, data_through, len(means)::integer as days from forecast_run order by filters',
  )
  expect(kept).toEqual([
    { filters: '["provider:is:aws"]', currency: 'USD', data_through: '2026-11-20', days: 41 },
    { filters: '[]', currency: 'USD', data_through: '2026-11-20', days: 41 },
  ])
})

test('lines without a resource are no cause: the usage type is named', async () => {
  await db.writer.withTransaction(async (connection) => {
    await writeBill(connection, LOOP)
    await connection.run('update cost_fact set resource = null')
  })
  await run()

  const [found] = await anomalies()
  expect(JSON.parse(String(found?.['causes']))[0]).toMatchObject({ dimension: 'usageType', value: 'S3' })
})

test('a snooze holds for the pattern: the same place sleeps when it rises again', async () => {
  const spike = (from: string, until: string) => ({ from, until, cost: 500 })
  await run([
    { service: 'EC2', cost: 400 },
    { service: 'S3', cost: 120, changes: [spike('2026-10-20', '2026-10-21')] },
  ])
  const [first] = await anomalies()
  const stamp = { actor: 'Ada', now: now.toISOString() }
  await db.writer.withTransaction((connection) =>
    changeAnomaly(connection, String(first?.['id']), { snoozedUntil: '2026-12-20' }, stamp),
  )

  await run([
    { service: 'EC2', cost: 400, changes: [{ from: '2026-11-17', until: '2026-11-22', cost: 900 }] },
    {
      service: 'S3',
      cost: 120,
      changes: [spike('2026-10-20', '2026-10-21'), spike('2026-11-19', '2026-11-22')],
    },
  ])

  const found = (await anomalies()).map((row) => [row['service'], row['started_on'], row['snoozed_until']])
  expect(found).toEqual([
    ['S3', '2026-10-20', '2026-12-20'],
    ['EC2', '2026-11-17', null],
    ['S3', '2026-11-19', '2026-12-20'],
  ])
})
