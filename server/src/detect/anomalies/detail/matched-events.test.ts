import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Anomaly } from '@outlay/shared/detect'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../../../db/open.ts'
import { writeBill } from '../../test-bill.ts'
import { readMatchedEvents } from './matched-events.ts'
import { readSlackThreads } from './slack-threads.ts'
import { readCauseDays } from './without-cause.ts'

let root: string
let db: Db
let connection: DuckDBConnection

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-events-'))
  db = await openDb(join(root, 'data'))
  connection = await db.connect()
})

/** S3 costs 500 instead of 120 a day from the 17th on. */
beforeEach(async () => {
  await writeBill(connection, [
    { service: 'EC2', cost: 400 },
    { service: 'S3', cost: 120, changes: [{ from: '2026-11-17', until: '2026-11-22', cost: 500 }] },
  ])
})

afterAll(async () => {
  connection.closeSync()
  await db.close()
  rmSync(root, { recursive: true, force: true })
})

const S3: Anomaly = {
  id: 'a1',
  fingerprint: 'f',
  scope: 'service',
  provider: 'aws',
  billingAccountId: '1',
  subAccountId: 'prod',
  subAccountName: 'Production',
  service: 'S3',
  usageType: null,
  team: 'web',
  kind: 'shift',
  state: 'active',
  silent: null,
  classification: null,
  startedOn: '2026-11-17',
  lastDay: '2026-11-20',
  detectedOn: '2026-11-17',
  days: 4,
  currency: 'USD',
  expected: 120,
  actual: 500,
  excessPerDay: 380,
  excess: 1520,
  monthEndImpact: 3800,
  confidence: 0.9,
  causes: [],
  sentence: '',
  assignee: null,
  note: null,
  snoozedUntil: null,
  reason: null,
  createdAt: '',
  updatedAt: '',
}

const found = (anomaly: Anomaly = S3) => readMatchedEvents({ connection }, anomaly)

test('where only the amount rose nothing else is claimed', async () => {
  expect(await found()).toEqual([])
})

test('a resource without a line before is told with what it costs a day', async () => {
  await connection.run(
    `update cost_fact set resource = 'bucket-7' where service = 'S3' and day >= '2026-11-17'`,
  )

  const [resource, ...others] = await found()
  expect(others).toEqual([])
  expect(resource).toMatchObject({ kind: 'new_resource', day: '2026-11-17' })
  expect(resource?.text).toMatch(/^bucket-7 was billed for the first time: \$\d/)
  expect(resource?.perDay).toBeCloseTo(500, -2)
})

test('a resource that was billed elsewhere before is not new', async () => {
  await connection.run(`update cost_fact set resource = 'EC2-1' where service = 'S3' and day >= '2026-11-17'`)

  expect(await found()).toEqual([])
})

test('a unit price that changed is told with what it makes at the quantity since', async () => {
  await connection.run(`
    update cost_fact set consumed_unit = 'GB',
      consumed_quantity = (effective / case when day >= '2026-11-17' then 0.5 else 0.1 end)::decimal(38, 14)
    where service = 'S3'`)

  const [price, ...others] = await found()
  expect(others).toEqual([])
  expect(price).toMatchObject({ kind: 'price', day: '2026-11-17' })
  expect(price?.text).toContain('S3 cost 0.1 and now costs 0.5 a GB')
  expect(price?.perDay).toBeCloseTo(0.4 * 1000, -2)
})

test('a commitment that covers nothing any more is told with its last day', async () => {
  await connection.run(`
    update cost_fact set commitment_id = 'sp-1', commitment_status = 'Used', contracted = 500
    where service = 'S3' and day < '2026-11-17'`)

  expect(await found()).toMatchObject([
    { kind: 'commitment_end', day: '2026-11-16', perDay: 500, text: expect.stringContaining('sp-1 covered') },
  ])
})

test('resources that another team bears are told, to the team that gains or loses them alone', async () => {
  await connection.run(`update cost_fact set team = 'ads' where service = 'S3' and day < '2026-11-17'`)
  const teams = await found({
    ...S3,
    scope: 'team',
    service: null,
    subAccountId: null,
    provider: null,
    billingAccountId: null,
  })
  const other = await found({
    ...S3,
    scope: 'team',
    team: 'voice',
    service: null,
    subAccountId: null,
    provider: null,
    billingAccountId: null,
  })

  expect(teams).toMatchObject([
    {
      kind: 'team_change',
      day: '2026-11-17',
      text: expect.stringMatching(/^One resource went from ads to web/),
    },
  ])
  expect(other).toEqual([])
})

test('what brings less than a twentieth of the excess is not told', async () => {
  await connection.run(
    `update cost_fact set resource = 'bucket-7' where service = 'S3' and day >= '2026-11-17'`,
  )

  expect(await found({ ...S3, excessPerDay: 20_000 })).toEqual([])
})

test('a thread in Slack is linked by the message that the bot sent first', async () => {
  await connection.run(`
    insert into alert (id, fingerprint, kind, entity, rule, period, severity, message, state, created_at, updated_at)
    values ('al1', 'f', 'anomaly', 'a1', 'shift', '', 'warning', '{}', 'open', now()::timestamp, now()::timestamp)`)
  const deliver = (id: string, state: string, reference: string | null, sentAt: string, action = 'post') =>
    connection.run(
      `insert into outbox (id, alert_id, channel, action, state, attempts, created_at, sent_at, reference)
       values ($id, 'al1', 'slack:#finops', $action, $state, 1, now()::timestamp, $sentAt::timestamp, $reference)`,
      { id, state, sentAt, action, ...(reference === null ? { reference: null } : { reference }) },
    )
  await deliver('o1', 'sent', '{"channel":"C1","ts":"1732.0042"}', '2026-11-18 08:00:00')
  await deliver('o2', 'sent', '{"channel":"C1","ts":"1799.0001"}', '2026-11-19 08:00:00', 'reply')
  await deliver('o3', 'failed', '{"channel":"C9","ts":"1.2"}', '2026-11-17 08:00:00')

  expect(await readSlackThreads(connection, 'a1')).toEqual([
    { channel: '#finops', url: 'https://slack.com/archives/C1/p17320042' },
  ])
  expect(await readSlackThreads(connection, 'a2')).toEqual([])
})

test('the days of a cause that is part of the place can be left out', async () => {
  await connection.run(
    `update cost_fact set resource = 'bucket-7' where service = 'S3' and day >= '2026-11-17'`,
  )
  const cause = {
    dimension: 'resource',
    value: 'bucket-7',
    name: 'Logs',
    before: 0,
    during: 380,
    excess: 380,
  } as const
  const found = (share: number) => readCauseDays({ connection }, { ...S3, causes: [{ ...cause, share }] })

  const days = await found(0.9)
  expect(days?.cause).toEqual({ dimension: 'resource', value: 'bucket-7', name: 'Logs' })
  expect([...(days?.costs.keys() ?? [])].toSorted()[0]).toBe('2026-11-17')
  expect(await found(0.1)).toBeUndefined()
})
