import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../routes/test-app.ts'
import { writeBill } from '../test-bill.ts'
import { readAnomalies } from './read-anomalies.ts'

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp([])
})

afterAll(() => opened.close())

async function silence(firstDay: string) {
  const { db, readPool } = opened.deps
  await db.writer.withTransaction(async (connection) => {
    await writeBill(connection, [{ service: 'EC2', cost: 400 }], `since-${firstDay}`)
    for (const table of ['cost_fact', 'import_day']) {
      await connection.run(`delete from ${table} where day < $firstDay::date`, { firstDay })
    }
  })
  await opened.app.request('http://127.0.0.1/api/v1/anomalies', { headers: { host: '127.0.0.1' } })
  return readPool.run((connection) => readAnomalies(connection, new URLSearchParams()))
}

test('silence over a long bill says through which day', async () => {
  const { sentence, unjudged } = await silence('2026-07-01')

  expect(sentence).toBe('Nothing unusual through 20 Nov 2026.')
  expect(unjudged).toEqual([])
})

test('silence over a short bill is no all-clear, and says how many days are missing', async () => {
  const { sentence, unjudged } = await silence('2026-11-01')

  expect(sentence).toBe('No day can be judged yet: one account has too short a history.')
  expect(unjudged).toEqual([{ provider: 'aws', billingAccount: '1', name: null, days: 20, needed: 29 }])
})
