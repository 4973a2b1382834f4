import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { toAmount } from '@outlay/shared/money'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { queryColumns } from './columns.ts'

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})

const run = (sql: string, params: Record<string, string> = {}) =>
  queryColumns(connection, { name: 'test', sql }, params)

test.each([
  ['0', '0'],
  ['-0.00000000000001', '-0.00000000000001'],
  ['100', '100'],
  ['1.50', '1.5'],
  ['-1234567890123456789012.1', '-1234567890123456789012.1'],
])('%s arrives as %s', async (text, amount) => {
  const result = await run('select $text::decimal(38, 14) as amount', { text })

  expect(result.amounts('amount')).toEqual([amount])
  expect(result.firstAmount('amount')).toBe(amount)
})

test('writes amounts as toAmount does', async () => {
  const amounts = fc
    .sample(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), 200)
    .map((n) => toAmount(`${n}e-14`))
  const list = amounts.map((amount) => `(${amount}::decimal(38, 14))`).join(', ')

  expect((await run(`select amount from (values ${list}) as t (amount)`)).amounts('amount')).toEqual(amounts)
})

test('reads dates, nulls, flags and counts over many chunks', async () => {
  const result = await run(`
    select date '2026-01-01' as day, case when i % 2 = 0 then 'even' end as parity, i = 0 as first, count(*) over () as n
    from range(5000) t (i) order by i`)

  expect(result.rowCount).toBe(5000)
  expect(result.texts('day')[4999]).toBe('2026-01-01')
  expect(result.texts('parity').slice(0, 2)).toEqual(['even', null])
  expect(result.flags('first').filter(Boolean)).toHaveLength(1)
  expect(result.firstCount('n')).toBe(5000)
})

test('no rows have no first value', async () => {
  const result = await run('select 1::decimal(38, 14) as amount where false')

  expect([result.rowCount, result.firstAmount('amount'), result.amounts('amount')]).toEqual([
    0,
    undefined,
    [],
  ])
})

test('names the query that fails, never its SQL', async () => {
  await expect(run('select nonsense')).rejects.toMatchObject({
    code: 'INTERNAL',
    message: 'query test failed',
  })
})
