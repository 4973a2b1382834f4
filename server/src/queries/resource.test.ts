import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../db/open.ts'
import { withAsk } from './ask.ts'
import { insertFacts, insertImport } from './fact-builder.ts'
import { answerResource } from './resource.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const ID = `arn:aws:ec2:eu-1:i/it's 100%`
const FILE = 'provider=aws/billing_period=2026-11/import-1.parquet'

let root: string
let db: Db

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-resource-'))
  db = await openDb(root)
})

afterEach(async () => {
  await db.close()
  rmSync(root, { recursive: true, force: true })
})

async function resource(id: string) {
  const connection = await db.connect()
  try {
    return await withAsk(connection, NOW, (ask) =>
      answerResource(ask, id, new URLSearchParams(), db.paths.lake),
    )
  } finally {
    connection.closeSync()
  }
}

test('names the recommendations and the anomalies that are about it', async () => {
  await db.writer.withTransaction(async (connection) => {
    await insertFacts(connection, [
      { day: '2026-11-02', resource: ID, service: 'EC2', sub_account: 'prod', currency: 'EUR', billed: '10' },
      { day: '2026-11-02', resource: 'far away', service: 'EC2', sub_account: 'dev' },
    ])
    const rows = [
      ['r-1', 'open', ID, 5],
      ['r-2', 'snoozed', ID, 9],
      ['r-3', 'dismissed', ID, 99],
      ['r-4', 'open', 'other', 99],
    ] as const
    for (const [id, status, resource, counted] of rows)
      await connection.run(
        `insert into recommendation by name
         select $id as id, 'IDLE-05' as rule, '{"title": "Stop it"}' as body, 'aws' as provider, 'p' as billing_account,
           'P' as grade, 'USD' as currency, $counted as counted, [$resource] as resource_ids, $status as status,
           date '2026-11-01' as first_seen, date '2026-11-01' as last_seen, timestamp '2026-11-01' as updated_at`,
        { id, status, resource, counted },
      )
    const anomalies = [
      ['a-1', 'prod', '2026-11-04', '[]'],
      [
        'a-2',
        'dev',
        '2026-11-03',
        JSON.stringify([{ dimension: 'resource', value: ID, name: 'x', share: 1 }]),
      ],
      [
        'a-3',
        'dev',
        '2026-11-04',
        JSON.stringify([{ dimension: 'service', value: ID, name: 'x', share: 1 }]),
      ],
      ['a-4', 'prod', '2026-01-04', '[]'],
    ] as const
    for (const [id, account, last, causes] of anomalies)
      await connection.run(
        `insert into anomaly by name
         select $id as id, 'f' as fingerprint, 'service' as scope, 'EC2' as service, $account as sub_account,
           'spike' as kind, 'active' as state, date '2026-01-01' as started_on, $last::date as last_day,
           date '2026-11-04' as detected_on, 3 as days, 'USD' as currency, 1 as expected, 2 as actual,
           1 as excess_per_day, 3 as excess, 0 as month_end_impact, 1 as confidence, $causes as causes,
           timestamp '2026-11-01' as created_at, timestamp '2026-11-01' as updated_at`,
        { id, account, last, causes },
      )
  })

  const { recommendations, anomalies } = await resource(ID)

  expect(recommendations.map(({ id, title, status }) => [id, title, status])).toEqual([
    ['r-2', 'Stop it', 'snoozed'],
    ['r-1', 'Stop it', 'open'],
  ])
  expect(anomalies.map(({ id, isCause }) => [id, isCause])).toEqual([
    ['a-2', true],
    ['a-1', false],
  ])
})

test('tells what a resource is, what it costs by day, and its lines on the days that count', async () => {
  mkdirSync(join(db.paths.lake, 'provider=aws/billing_period=2026-11'), { recursive: true })
  await db.writer.withTransaction(async (connection) => {
    await insertImport(connection, { id: 'import-1', seq: 1, lakeFile: FILE, days: ['2026-11-02'] })
    await insertFacts(connection, [
      { day: '2026-01-01', resource: ID, resource_name: 'old name' },
      {
        day: '2026-11-02',
        resource: ID,
        resource_name: 'web-1',
        billed: '0.1',
        tags: new Map([['__proto__', 'x']]),
      },
      { day: '2026-11-03', resource: ID, billed: '0.2' },
      { day: '2026-11-03', resource: 'other', billed: '5' },
    ])
    await connection.run('update import_day set whole = false')
    await connection.run(
      `insert into metric_day values ($id, 'cpu_utilization', '2026-11-02', 5, 10, 24, '%', 'm')`,
      { id: ID },
    )
    await connection.run(
      `copy (
         select * from (values
           ($id, timestamp '2026-11-02 05:00:00', 0.1::decimal(38, 14), null::varchar, map{'k': 'v'}, null::varchar, null::varchar),
           ($id, timestamp '2026-11-02 06:00:00', 0::decimal(38, 14), 'x', map{}, null, 'both'),
           ($id, timestamp '2026-11-02 07:00:00', 3::decimal(38, 14), 'its sibling has it better', map{}, null, 'alone'),
           ($id, timestamp '2026-11-09 06:00:00', 9::decimal(38, 14), 'a day that does not count', map{}, null, null),
           ('other', timestamp '2026-11-02 05:00:00', 9::decimal(38, 14), 'y', map{}, null, null)
         ) as line (ResourceId, ChargePeriodStart, BilledCost, ChargeDescription, Tags, AllocatedResourceId, x_Part)
       ) to '${join(db.paths.lake, FILE)}' (format parquet)`,
      { id: ID },
    )
  })

  const answer = await resource(ID)

  expect(answer).toMatchObject({
    name: 'web-1',
    firstSeen: '2026-01-01',
    lastSeen: '2026-11-03',
    total: '0.3',
    daily: [
      { day: '2026-11-02', cost: '0.1' },
      { day: '2026-11-03', cost: '0.2' },
    ],
    metrics: [{ metric: 'cpu_utilization', day: '2026-11-02', average: 5, maximum: 10 }],
  })
  expect(Object.entries(answer.tags)).toEqual([['__proto__', 'x']])
  expect(
    answer.lines.map((line) => [
      line['ChargePeriodStart'],
      line['BilledCost'],
      line['ChargeDescription'],
      line['Tags'],
    ]),
  ).toEqual([
    ['2026-11-02 06:00:00', '0', 'x', '[]'],
    ['2026-11-02 05:00:00', '0.1', undefined, '[{"key":"k","value":"v"}]'],
  ])
})

test('says so when there is no such resource', async () => {
  await expect(resource('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('reads no file outside the lake, whatever the ledger names', async () => {
  await db.writer.withTransaction(async (connection) => {
    await insertImport(connection, { id: 'import-1', seq: 1, lakeFile: '../outlay.duckdb' })
    await insertFacts(connection, [{ day: '2026-11-02', resource: 'r' }])
  })

  await expect(resource('r')).rejects.toMatchObject({ code: 'DAMAGED' })
})
