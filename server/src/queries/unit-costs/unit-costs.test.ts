import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../ask.ts'
import { factsInMemory } from '../fact-builder.ts'
import { answerUnitCosts } from './unit-costs.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory([
    { day: '2026-11-01', team: 'ml', billed: '10' },
    { day: '2026-11-02', team: 'ml', billed: '30' },
    { day: '2026-11-03', team: 'ml', billed: '500' },
    { day: '2026-11-01', team: 'web', billed: '5' },
    { day: '2026-11-01', team: 'nobody', billed: '1000' },
    { day: '2026-11-01', team: 'ml', billed: '3', charge_category: 'Tax' },
    { day: '2026-10-02', team: 'ml', billed: '40' },
    { day: '2026-09-01', team: 'ml', billed: '1' },
  ])
  await connection.run(`
    insert into business_unit values
      ('2026-11-01', 'predictions', 'ml', 1000, 'u'), ('2026-11-02', 'predictions', 'ml', 3000, 'u'),
      ('2026-11-01', 'predictions', 'web', 0, 'u'), ('2026-10-02', 'predictions', 'ml', 2000, 'u'),
      ('2026-11-02', 'customers', null, 4, 'u')`)
})

afterAll(() => connection.closeSync())

const ask = (query: string) =>
  withAsk(connection, NOW, (asked) =>
    answerUnitCosts(asked, new URLSearchParams(`start=2026-11-01&end=2026-11-04&${query}`)),
  )

test('a unit costs what its teams cost on the days whose quantity is known', async () => {
  const { meta, teams, units, sentence } = await ask('unit=predictions')

  expect(meta.total).toEqual({
    cost: '45',
    quantity: '4000',
    unitCost: 0.01125,
    days: 6,
    daysKnown: 3,
    costUnknown: '500',
  })
  expect(
    teams.map(({ team, cost, unitCost, previous }) => [team, cost, unitCost, previous?.unitCost]),
  ).toEqual([
    ['ml', '40', 0.01, 0.02],
    ['web', '5', null, null],
  ])
  expect(meta.previous).toMatchObject({
    start: '2026-10-01',
    end: '2026-10-04',
    cost: '40',
    quantity: '2000',
  })
  expect(sentence).toBe('Predictions cost $0.0113 each, 43.8% below the period before.')
  expect(units.map(({ unit, teams: of }) => [unit, of])).toEqual([
    ['customers', []],
    ['predictions', ['ml', 'web']],
  ])
})

test('a day without a quantity is unknown, not 0', async () => {
  const { data } = await ask('unit=predictions&team=ml&granularity=daily')

  expect(data.map(({ period, unitCost, costUnknown }) => [period, unitCost, costUnknown])).toEqual([
    ['2026-11-01', 0.01, '0'],
    ['2026-11-02', 0.01, '0'],
    ['2026-11-03', null, '500'],
  ])
})

test('a unit without teams is held against all costs', async () => {
  const { data, meta } = await ask('granularity=total&explain=1')

  expect(meta).toMatchObject({
    unit: 'customers',
    total: { cost: '30', quantity: '4', unitCost: 7.5, daysKnown: 1, costUnknown: '1515' },
  })
  expect(data).toHaveLength(1)
  expect(meta.sql).toContain('business_unit')
})

test('filters narrow the cost and not the quantity', async () => {
  expect((await ask('unit=predictions&filter=team:is:web')).meta.total).toMatchObject({
    cost: '5',
    quantity: '4000',
  })
})

test('what is not counted is refused', async () => {
  await expect(ask('unit=orders')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(ask('unit=predictions&team=nobody')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('without any quantity there is no unit', async () => {
  const empty = await factsInMemory([{ day: '2026-11-01' }])
  const answer = await withAsk(empty, NOW, (asked) => answerUnitCosts(asked, new URLSearchParams()))

  expect(answer).toMatchObject({ units: [], data: [], meta: { unit: null, total: { unitCost: null } } })
  empty.closeSync()
})
