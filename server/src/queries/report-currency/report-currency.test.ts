import type { DuckDBConnection } from '@duckdb/node-api'
import { addAmounts } from '@outlay/shared/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../ask.ts'
import { answerCosts } from '../costs.ts'
import { factsInMemory } from '../fact-builder.ts'
import { answerOverview } from '../overview.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory([
    { day: '2026-11-02', service: 'a', billed: '10' },
    { day: '2026-11-02', service: 'a', billed: '10', currency: 'EUR' },
    { day: '2026-11-09', service: 'b', billed: '0.00000000000001', currency: 'EUR' },
    { day: '2026-11-20', service: 'b', billed: '100', currency: 'EUR', team: 'x' },
    { day: '2026-11-03', service: 'b', billed: '7', currency: 'GBP' },
    { day: '2026-11-04', service: 'c', billed: '50', currency: 'CHF', billing_account: 'swiss' },
    { day: '2026-10-05', service: 'a', billed: '20', currency: 'EUR' },
    { day: '2026-11-05', service: 'c', billed: '9', currency: 'JPY' },
  ])
  await connection.run(`
    insert into exchange_rate values
      ('2026-10-04', 'EUR', 'USD', 1.5, 'r'), ('2026-11-01', 'EUR', 'USD', 1.1, 'r'), ('2026-11-02', 'USD', 'EUR', 0.1, 'r'),
      ('2026-11-09', 'EUR', 'USD', 1.15, 'r'), ('2026-11-20', 'EUR', 'USD', 1.25, 'r'), ('2026-11-30', 'EUR', 'USD', 1.3, 'r'),
      ('2026-11-04', 'CHF', 'USD', 9, 'r'), ('2026-10-27', 'JPY', 'USD', 0.01, 'r'), ('2026-11-05', 'USD', 'GBP', 0.8, 'r')`)
  await connection.run(`
    insert into bill_month by name
    select 'aws' as provider, 'swiss' as billing_account, date '2026-11-01' as billing_period, 'CHF' as currency, 1 as lines,
      50 as billed, 0 as tax, 0 as credits, 0 as adjustments, 50 as usd_from, 57.5 as usd, 'EUR' as pricing_currency,
      50 as pricing_from, 52 as pricing`)
})

afterAll(() => connection.closeSync())

const costs = (query: string) =>
  withAsk(connection, NOW, (ask) =>
    answerCosts(ask, new URLSearchParams(`start=2026-11-01&end=2026-12-01&granularity=total&${query}`)),
  )

test('every day is converted at the newest rate up to it, and what has none stands apart', async () => {
  const { meta, data } = await costs('reportCurrency=USD&groupBy=service&filter=service:not:c')

  // Of 2 November: the inverse of 0.1, which is newer than the direct rate of the day before.
  expect(data.map(({ group, cost }) => [group[0], cost])).toEqual([
    ['b', '125.00000000000001'],
    ['a', '110'],
  ])
  expect(meta.currency).toBe('USD')
  expect(meta.currencies).toEqual([{ currency: 'GBP', total: '7' }])
  expect(meta.report).toMatchObject({
    rate: 'day',
    apart: [{ currency: 'GBP', total: '7' }],
    conversions: [
      {
        from: 'EUR',
        source: 'file',
        amount: '110.00000000000001',
        rateLow: '1.15',
        rateHigh: '10',
        firstDay: '2026-11-02',
        lastDay: '2026-11-20',
      },
      { from: 'USD', source: 'same', amount: '10', converted: '10', rateLow: '1', rateHigh: '1' },
    ],
  })
})

test('the rate of the bill goes before that of the file, in dollars and in the pricing currency', async () => {
  const of = async (currency: string) =>
    (await costs(`reportCurrency=${currency}&filter=billingAccount:is:swiss`)).meta

  expect((await of('USD')).report?.conversions).toMatchObject([
    { from: 'CHF', source: 'bill', rateLow: '1.15', firstDay: '2026-11-01' },
  ])
  expect([(await of('USD')).total, (await of('EUR')).total]).toEqual(['57.5', '52'])
})

test('a rate older than a week is none', async () => {
  expect((await costs('reportCurrency=USD&filter=service:is:c')).meta.report?.apart).toEqual([
    { currency: 'JPY', total: '9' },
  ])
})

test('by the close of the month all its days have the last rate of the month', async () => {
  const { meta } = await costs('reportCurrency=USD&rate=month&filter=team:is:x')

  expect([meta.total, meta.report?.conversions[0]?.rateLow]).toEqual(['130', '1.3'])
})

test('the period before is converted at its own rates', async () => {
  const { meta } = await costs('reportCurrency=USD&compare=previous&filter=service:is:a')

  expect([meta.total, meta.previousTotal]).toEqual(['110', '30'])
})

test.each(['groupBy=service', 'groupBy=team,provider', 'groupBy=billingAccount&top=1', 'granularity=daily'])(
  'with %s the rows add up to the same total',
  async (query) => {
    const whole = await costs('reportCurrency=EUR')
    const params = new URLSearchParams(`start=2026-11-01&end=2026-12-01&reportCurrency=EUR&${query}`)
    const { data } = await withAsk(connection, NOW, (ask) => answerCosts(ask, params))

    expect(addAmounts(data.map(({ cost }) => cost))).toBe(whole.meta.total)
  },
)

test('the overview counts all currencies in the one of the report', async () => {
  const overview = await withAsk(connection, NOW, (ask) =>
    answerOverview(ask, new URLSearchParams('reportCurrency=USD')),
  )
  const { start, end } = overview.period
  const params = new URLSearchParams({ start, end, reportCurrency: 'USD', granularity: 'total' })
  const { meta } = await withAsk(connection, NOW, (ask) => answerCosts(ask, params))

  expect(overview.currency).toBe('USD')
  expect(overview.tiles[0]?.amount).toBe(meta.total)
  expect(overview.report?.apart.map(({ currency }) => currency)).toEqual(['GBP', 'JPY'])
})

test.each(['reportCurrency=usd', 'reportCurrency=USD&currency=EUR', 'reportCurrency=USD&rate=week'])(
  '%s is refused',
  async (query) => {
    await expect(costs(query)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  },
)
