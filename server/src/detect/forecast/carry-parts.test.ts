import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, daysBetween } from '@outlay/shared/period'
import { afterEach, expect, test } from 'vitest'
import { readCreditPools } from '../../commitments/promises/credit-pools.ts'
import { credit } from '../../config/contracts.ts'
import { withAsk } from '../../queries/ask.ts'
import { type Fact, factsInMemory } from '../../queries/fact-builder.ts'
import { forecastCosts } from './forecast-costs.ts'

let connection: DuckDBConnection

afterEach(() => connection.closeSync())

const NOW = new Date('2026-11-23T10:00:00Z')
const QUESTION = {
  filters: [],
  metric: 'billed',
  charges: 'all',
  currency: 'USD',
  until: '2027-01-01',
} as const

const daily = (from: string, more: Partial<Fact>): Fact[] =>
  Array.from({ length: daysBetween(from, '2026-11-23') }, (_, day) => ({ day: addDays(from, day), ...more }))

const USAGE = daily('2026-09-01', { billed: '100' })
const tax = (day: string, billed: string): Fact => ({ day, billed, charge_category: 'Tax' })
const CREDITS = daily('2026-09-01', { billed: '-10', charge_category: 'Credit' })

async function forecast(
  facts: readonly Fact[],
  credits: readonly object[] = [],
  more: Partial<typeof QUESTION> = {},
) {
  connection = await factsInMemory(facts)
  const parsed = credits.map((each) => credit.parse({ provider: 'aws', currency: 'USD', ...each }))
  const answer = await withAsk(connection, NOW, (ask) =>
    forecastCosts(ask, { ...QUESTION, ...more }, (asked) => readCreditPools(asked, parsed)),
  )
  if (answer.state !== 'ready') throw new Error(answer.reason)
  const part = (id: string) => answer.parts.find((each) => each.id === id)
  return {
    ...answer,
    part,
    mean: (day: string) => answer.days.find((each) => each.day === day)?.mean ?? Number.NaN,
  }
}

test('tax comes again on its day with its last amount while usage stays', async () => {
  const { part, mean } = await forecast([
    ...USAGE,
    ...[tax('2026-09-03', '90'), tax('2026-10-03', '90'), tax('2026-11-03', '100')],
  ])

  expect(mean('2026-12-03') - mean('2026-12-02')).toBeCloseTo(100, 0)
  expect(part('tax')?.total).toBeCloseTo(100, 6)
  expect(part('tax')?.note).toBe('Comes again on its day, moved as usage has moved')
})

test('tax moves with usage, at most to twice its amount', async () => {
  const facts = [...daily('2026-09-01', { billed: '100' }), tax('2026-10-03', '80'), tax('2026-11-03', '80')]
  const grown = (billed: string) => [...facts, ...daily('2026-10-24', { billed })]

  // 28 days to 3 November: 18 of 100 and 10 of 150, i.e. 119.6; the last 28 all have 150
  const half = await forecast(grown('50'))
  expect(half.part('tax')?.total).toBeCloseTo((80 * 150) / ((18 * 100 + 10 * 150) / 28), 6)
  connection.closeSync()
  expect((await forecast(grown('900'))).part('tax')?.total).toBeCloseTo(160, 6)
})

test('tax that failed to come has ended', async () => {
  const { part } = await forecast([...USAGE, tax('2026-09-03', '90'), tax('2026-10-03', '90')])

  expect(part('tax')?.total).toBe(0)
})

test('credits go on where the configuration tells nothing of them', async () => {
  const { part } = await forecast([...USAGE, ...CREDITS])

  expect(part('credits')).toEqual({
    id: 'credits',
    total: -410,
    note: 'Goes on while it has not stopped',
  })
})

test('credits stop on the day on which they expire', async () => {
  const { part, mean } = await forecast(
    [...USAGE, ...CREDITS],
    [{ id: 'grant', name: 'Grant', start: '2026-09-01', amount: 5000, expires: '2026-12-10' }],
  )

  expect(part('credits')?.total).toBeCloseTo(-190, 6)
  expect(mean('2026-12-09')).toBeCloseTo(90, 0)
  expect(mean('2026-12-10')).toBeCloseTo(100, 0)
  expect(part('credits')?.note).toBe('Goes on while it has not stopped; Grant expires on 10 Dec 2026')
})

test('credits stop when their balance is used up, of a scope by its share', async () => {
  // 81 days of 10 are drawn: 105 are left
  const grant = { id: 'grant', start: '2026-09-01', amount: 915 }
  const whole = await forecast([...USAGE, ...CREDITS], [grant])
  expect(whole.part('credits')?.total).toBeCloseTo(-105, 6)
  expect(whole.part('credits')?.note).toContain('grant is used up about 1 Dec 2026')
  connection.closeSync()

  const others = CREDITS.map((fact) => ({ ...fact, service: 'S3', billed: '-30' }))
  const filters = [{ dimension: 'service', op: 'is', values: ['EC2'] }] as const
  // 81 days of 40: 420 are left, a quarter of them for EC2
  const part = await forecast(
    [...USAGE, ...CREDITS, ...others].map((fact) => ({ service: 'EC2', ...fact })),
    [{ ...grant, amount: 3660 }],
    { filters: filters as never },
  )
  expect(part.part('credits')?.total).toBeCloseTo(-105, 6)
})

test('credits of another cloud or currency end nothing', async () => {
  const { part } = await forecast(
    [...USAGE, ...CREDITS],
    [
      { id: 'a', provider: 'gcp', start: '2026-09-01', amount: 1, expires: '2026-11-25' },
      { id: 'b', currency: 'EUR', start: '2026-09-01', amount: 1, expires: '2026-11-25' },
    ],
  )

  expect(part('credits')?.total).toBeCloseTo(-410, 6)
})
