import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerCosts } from './costs.ts'
import { factsInMemory } from './fact-builder.ts'

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory([
    ...Array.from({ length: 6 }, (_, index) => ({
      day: '2026-11-02',
      service: `big-${index}`,
      billed: String(600 - index),
    })),
    { day: '2026-11-02', service: 'small', billed: '3', team: 'ml' },
    { day: '2026-11-02', service: 'tiny', billed: '2', provider: 'gcp' },
    { day: '2026-11-02', service: 'calm', billed: '4' },
    { day: '2026-11-02', service: null, billed: '1' },
  ])
  await anomaly({ id: 'a', service: 'small', excess: -90 })
  await anomaly({ id: 'b', service: 'tiny', provider: 'gcp', excess: 40, state: 'acknowledged' })
  await anomaly({ id: 'c', service: 'calm', state: 'resolved' })
  await anomaly({ id: 'd', service: 'calm', started_on: '2026-09-01', last_day: '2026-09-04' })
  await anomaly({ id: 'e', team: 'ml', scope: 'team' })
})

afterAll(() => connection.closeSync())

function anomaly(given: Readonly<Record<string, string | number>>) {
  const row = {
    ...{
      scope: 'service',
      provider: 'aws',
      kind: 'spike',
      state: 'active',
      currency: 'USD',
      fingerprint: 'f',
    },
    ...{ started_on: '2026-11-01', last_day: '2026-11-02', detected_on: '2026-11-03', days: 2, causes: '[]' },
    ...{ expected: 1, actual: 2, excess_per_day: 1, excess: 2, month_end_impact: 0, confidence: 1 },
    ...{ created_at: '2026-11-03', updated_at: '2026-11-03', ...given },
  }
  const names = Object.keys(row)
  return connection.run(
    `insert into anomaly (${names.join(', ')}) values (${names.map((name) => `$${name}`).join(', ')})`,
    row,
  )
}

const costs = (text: string) =>
  withAsk(connection, new Date('2026-11-05T10:00:00Z'), (ask) =>
    answerCosts(ask, new URLSearchParams(`granularity=total&start=2026-11-01&end=2026-11-04&${text}`)),
  )
const names = async (text: string) => {
  const { data } = await costs(`groupBy=service&${text}`)
  return data.map(({ group, other }) => (other === true ? 'OTHER' : group[0]))
}

test('groups with anomalies that stand in the range are never cut off, the others give way', async () => {
  expect(await names('top=4')).toEqual(['big-0', 'big-1', 'big-2', 'big-3', 'OTHER'])
  expect(await names('top=4&promote=anomalies')).toEqual(['big-0', 'big-1', 'small', 'tiny', 'OTHER'])

  const { meta } = await costs('groupBy=service&top=4&promote=anomalies')
  expect(meta.promoted).toEqual(['small', 'tiny'])
  expect(meta.other).toEqual({ members: 6, cost: String(598 + 597 + 596 + 595 + 4 + 1) })
  expect(meta.total).toBe((await costs('groupBy=service')).meta.total)
})

test('filters narrow the anomalies to their scope', async () => {
  const promoted = async (text: string) => (await costs(`promote=anomalies&top=2&${text}`)).meta.promoted

  expect(await promoted('groupBy=service&filter=provider:is:aws')).toEqual(['small'])
  expect(await promoted('groupBy=service&filter=team:is:ml')).toEqual(['small', 'tiny'])
  expect(await promoted('groupBy=team')).toEqual(['ml'])
  expect(await promoted('groupBy=region')).toEqual([])
  expect(await promoted('groupBy=service,team')).toEqual([])
})

test('values that are kept stay out of the rest, whatever their size and characters', async () => {
  expect(await names(`top=2&keep=tiny&keep=${encodeURIComponent("it's")}`)).toEqual([
    'big-0',
    'tiny',
    'OTHER',
  ])
  await expect(names('keep=a&'.repeat(51))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
