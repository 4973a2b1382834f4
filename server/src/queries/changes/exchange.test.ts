import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../ask.ts'
import { answerDimensionValues } from '../dimension-values.ts'
import { factsInMemory } from '../fact-builder.ts'
import { answerUnitCosts } from '../unit-costs/unit-costs.ts'
import { answerChanges } from './changes.ts'
import { answerDrivers } from './drivers.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const DAYS = 'start=2026-11-10&end=2026-11-20&cmpStart=2026-10-10&cmpEnd=2026-10-20'
let connection: DuckDBConnection

beforeAll(async () => {
  const hours = { consumed_unit: 'Hours', currency: 'EUR' } as const
  const covered = { ...hours, resource: 'db', service: 'RDS', commitment_id: 'ri' } as const
  connection = await factsInMemory([
    { day: '2026-10-12', ...hours, resource: 'vm', service: 'EC2', billed: '100', consumed_quantity: '10' },
    { day: '2026-11-12', ...hours, resource: 'vm', service: 'EC2', billed: '180', consumed_quantity: '15' },
    { day: '2026-10-12', ...covered, billed: '60', contracted: '100', consumed_quantity: '10' },
    { day: '2026-11-12', ...covered, billed: '50', contracted: '100', consumed_quantity: '10' },
    { day: '2026-10-12', ...hours, resource: 'old', service: 'S3', billed: '8', consumed_quantity: '1' },
    { day: '2026-11-12', ...hours, resource: 'fresh', service: 'S3', billed: '5', consumed_quantity: '1' },
    { day: '2026-10-13', service: 'EKS', billed: '30', resource: 'k8s', consumed_quantity: '3' },
    { day: '2026-11-13', service: 'EKS', billed: '40', resource: 'k8s', consumed_quantity: '4' },
    { day: '2026-10-14', service: 'Legacy', billed: '11', currency: 'GBP' },
    { day: '2026-11-14', service: 'Lambda', billed: '700', currency: 'JPY', team: 'ml' },
    { day: '2026-11-14', service: 'Lambda', billed: '3', team: 'ml' },
    { day: '2026-11-14', service: 'Tokyo', billed: '900', currency: 'JPY' },
  ])
  await connection.run(`
    insert into exchange_rate values
      ('2026-10-12', 'EUR', 'USD', 1.1, 'r'), ('2026-11-12', 'EUR', 'USD', 1.2, 'r')`)
  await connection.run(`insert into business_unit values ('2026-11-12', 'orders', '', 240, 'u')`)
  await connection.run(`update business_unit set team = null`)
})

afterAll(() => connection.closeSync())

const ask = <T>(work: Parameters<typeof withAsk<T>>[2]) => withAsk(connection, NOW, work)
const changes = (text: string) => ask((at) => answerChanges(at, new URLSearchParams(`${DAYS}&${text}`)))

test('what the rate did is a part of its own; usage, price and commitment are at the rate of before', async () => {
  const { data, meta } = await changes('reportCurrency=USD&groupBy=service')

  expect(Object.fromEntries(data.map(({ group, change, parts }) => [group[0], { change, parts }]))).toEqual({
    EC2: {
      change: '106',
      parts: [
        { id: 'usage', amount: '55' },
        { id: 'price', amount: '33' },
        { id: 'exchange', amount: '18' },
      ],
    },
    RDS: {
      change: '-6',
      parts: [
        { id: 'commitment', amount: '-11' },
        { id: 'exchange', amount: '5' },
      ],
    },
    S3: {
      change: '-2.8',
      parts: [
        { id: 'gone', amount: '-8.8' },
        { id: 'new', amount: '6' },
      ],
    },
    EKS: { change: '10', parts: [{ id: 'usage', amount: '10' }] },
    Lambda: { change: '3', parts: [{ id: 'new', amount: '3' }] },
  })
  expect([meta.currency, meta.total, meta.previousTotal]).toEqual(['USD', '325', '214.8'])
})

test('the rates of both ranges are told with their days, and what has none stands apart in both', async () => {
  const { report } = (await changes('reportCurrency=USD')).meta

  expect(report).toMatchObject({
    currency: 'USD',
    conversions: [
      { from: 'EUR', rateLow: '1.2', firstDay: '2026-11-12', amount: '235', converted: '282' },
      {},
    ],
    apart: [{ currency: 'JPY', total: '1600' }],
    previous: {
      conversions: [
        { from: 'EUR', rateLow: '1.1', firstDay: '2026-10-12', amount: '168', converted: '184.8' },
        {},
      ],
      apart: [{ currency: 'GBP', total: '11' }],
    },
  })
})

test('the lines behind a change tell their cost in the report currency at the rates of their days', async () => {
  const { data, meta } = await ask((at) =>
    answerDrivers(at, new URLSearchParams(`${DAYS}&reportCurrency=USD&filter=service:is:EC2`)),
  )

  expect(data.map(({ part, amount, cost, previousCost }) => [part, amount, cost, previousCost])).toEqual([
    ['usage', '55', '216', '110'],
    ['price', '33', '216', '110'],
    ['exchange', '18', '216', '110'],
  ])
  expect(meta.report?.conversions).toHaveLength(1)
})

test('one currency alone has no part of exchange and adds no other', async () => {
  const { data, meta } = await changes('currency=EUR&groupBy=service')

  expect(data.flatMap(({ parts }) => parts.map(({ id }) => id))).not.toContain('exchange')
  expect(meta.currencies.map(({ currency }) => currency)).toEqual(['JPY', 'USD'])
  expect(meta.report).toBeUndefined()
})

test('a unit cost is that of the converted costs, and tells the rate and what has none', async () => {
  const { meta } = await ask((at) =>
    answerUnitCosts(at, new URLSearchParams('start=2026-11-10&end=2026-11-20&reportCurrency=USD')),
  )

  expect(meta.total).toMatchObject({ cost: '282', quantity: '240', unitCost: 1.175, costUnknown: '43' })
  expect(meta.report).toMatchObject({ apart: [{ currency: 'JPY', total: '1600' }] })
})

test('the values of a filter have their cost in the report currency, and those without a rate are there too', async () => {
  const values = (text: string) =>
    ask((at) =>
      answerDimensionValues(at, 'service', new URLSearchParams(`start=2026-11-10&end=2026-11-20&${text}`)),
    )
  const { data, meta } = await values('reportCurrency=USD')

  expect(data.map(({ value, cost }) => [value, cost])).toEqual([
    ['EC2', '216'],
    ['RDS', '60'],
    ['EKS', '40'],
    ['S3', '6'],
    ['Lambda', '3'],
    ['Tokyo', null],
  ])
  expect(meta).toMatchObject({ currency: 'USD', currencies: [{ currency: 'JPY', total: '1600' }] })
  expect((await values('reportCurrency=USD&q=tok')).data).toEqual([
    { value: 'Tokyo', name: null, cost: null },
  ])
})
