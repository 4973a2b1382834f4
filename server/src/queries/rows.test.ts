import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerCosts } from './costs.ts'
import { factsInMemory } from './fact-builder.ts'
import { answerRows } from './rows.ts'

const now = new Date('2026-11-23T10:00:00Z')
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory([
    { day: '2026-11-01', resource: 'vm-1', billed: '10.25', service: 'EC2' },
    { day: '2026-11-02', resource: 'vm-2', billed: '-30', service: 'EC2', lines: 24 },
    { day: '2026-11-02', resource: 'vm-3', billed: '5', effective: null, service: 'EC2' },
    { day: '2026-11-02', resource: 'db-1', billed: '100', service: 'RDS' },
    { day: '2026-11-02', resource: 'vm-1', billed: '7', currency: 'EUR', service: 'EC2' },
    { day: '2026-11-02', resource: 'vm-1', billed: '2', charge_category: 'Tax', service: 'EC2' },
  ])
})

afterAll(() => connection.closeSync())

const ask = (query: string) =>
  withAsk(connection, now, (asked) => answerRows(asked, new URLSearchParams(query)))

test('the rows of a figure are the largest first, credits included, and add up to the figure', async () => {
  const query = 'filter=service:is:EC2&start=2026-11-01&end=2026-11-03&currency=USD'
  const { data, meta } = await ask(query)
  const costs = await withAsk(connection, now, (asked) =>
    answerCosts(asked, new URLSearchParams(`${query}&granularity=total`)),
  )

  expect(data.map(({ resource, cost, lines }) => [resource, cost, lines])).toEqual([
    ['vm-2', '-30', 24],
    ['vm-1', '10.25', 1],
    ['vm-3', null, 1],
  ])
  expect(meta).toMatchObject({ rows: 3, lines: 26, total: costs.meta.total, currency: 'USD' })
})

test('a limit cuts rows off, not the count and the total', async () => {
  const { data, meta } = await ask('limit=1&currency=USD&charges=all&metric=billed')

  expect(data.map(({ cost }) => cost)).toEqual(['100'])
  expect(meta).toMatchObject({ rows: 5, total: '87.25' })
})

test('a question without rows totals nothing', async () => {
  expect(await ask('filter=service:is:none')).toMatchObject({ data: [], meta: { rows: 0, total: '0' } })
})

test.each(['limit=0', 'limit=1001', 'groupBy=service'])('%s is refused', async (query) => {
  await expect(ask(query)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
