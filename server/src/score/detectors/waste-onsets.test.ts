import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, openDb } from '../../db/open.ts'
import { writeBill } from '../../detect/test-bill.ts'
import { wasteOnsets } from './waste-onsets.ts'

let root: string
let db: Db
let connection: DuckDBConnection

const since = (from: string, cost: number) => [{ from, until: '2026-11-22', cost }]

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-onsets-'))
  db = await openDb(join(root, 'data'))
  connection = await db.connect()
  await writeBill(connection, [
    { service: 'EC2', cost: 400 },
    { service: 'GPU', cost: 0, changes: since('2026-10-20', 90) },
    { service: 'Disk', cost: 0, changes: since('2026-10-20', 20) },
    { service: 'Early', cost: 0, changes: since('2026-07-10', 300) },
  ])
})

afterAll(async () => {
  connection.closeSync()
  await db.close()
  rmSync(root, { recursive: true, force: true })
})

const SPAN = { judged: '2026-07-29', through: '2026-11-20' } as const

const onsets = (resourceIds: readonly string[], kind = 'waste') =>
  wasteOnsets(connection, [{ kind, resourceIds }], SPAN, [])

test('waste that begins within the history is an event of its first day', async () => {
  expect(await onsets(['gpu-1'])).toMatchObject([
    {
      shape: 'waste',
      firstDay: '2026-10-20',
      onset: true,
      scope: { subAccountId: 'prod', currency: 'USD', lines: [{ service: 'GPU' }] },
    },
  ])
})

test.each([
  ['below 50 a day', ['Disk-1'], 'waste'],
  ['that began before anything is judged', ['Early-1'], 'waste'],
  ['that was there all along', ['EC2-1'], 'waste'],
  ['that is a decoy', ['GPU-1'], 'decoy'],
])('what is %s is no event', async (_, resources, kind) => {
  expect(await onsets(resources, kind)).toEqual([])
})

test('what is on the list of anomalies already is not counted again', async () => {
  const [gpu] = await onsets(['GPU-1'])
  const known = gpu === undefined ? [] : [{ ...gpu, id: 'anomaly', firstDay: '2026-10-21' }]

  expect(await wasteOnsets(connection, [{ kind: 'waste', resourceIds: ['GPU-1'] }], SPAN, known)).toEqual([])
})
