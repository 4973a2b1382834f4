import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, daysBetween } from '@outlay/shared/period'
import { afterEach, expect, test } from 'vitest'
import { withAsk } from '../../queries/ask.ts'
import { type Fact, factsInMemory } from '../../queries/fact-builder.ts'
import { forecastCosts } from './forecast-costs.ts'

let connection: DuckDBConnection

afterEach(() => connection.closeSync())

const NOW = new Date('2026-11-23T10:00:00Z')
const SCOPE = { filters: [], metric: 'effective', charges: 'cost', currency: 'USD' } as const

const daily = (
  from: string,
  until: string,
  more: Partial<Fact>,
  amount: (day: number) => number = () => 100,
): Fact[] =>
  Array.from({ length: daysBetween(from, until) }, (_, day) => ({
    day: addDays(from, day),
    billed: String(amount(day)),
    ...more,
  }))

async function forecast(facts: readonly Fact[], more: Partial<Parameters<typeof forecastCosts>[1]> = {}) {
  connection = await factsInMemory(facts)
  return withAsk(connection, NOW, (ask) => forecastCosts(ask, { ...SCOPE, until: '2027-01-01', ...more }))
}

test('fewer than ten complete days are not enough, and that is said', async () => {
  expect(await forecast(daily('2026-11-12', '2026-11-23', {}))).toMatchObject({
    state: 'not_enough_data',
    completeDays: 9,
    needed: 10,
  })
  connection.closeSync()
  expect(await forecast([])).toMatchObject({ state: 'not_enough_data', completeDays: 0 })
})

test('days run from the first incomplete one, and the month end adds what is billed already', async () => {
  const answer = await forecast(daily('2026-09-01', '2026-11-23', {}))

  if (answer.state !== 'ready') throw new Error(answer.reason)
  expect(answer.history).toEqual({ from: '2026-09-01', through: '2026-11-20', completeDays: 81 })
  expect(answer.days[0]?.day).toBe('2026-11-21')
  expect(answer.days.at(-1)?.day).toBe('2026-12-31')
  expect(answer.monthEnd).toMatchObject({ month: '2026-11-01', actual: 2000 })
  expect(answer.monthEnd.mean).toBeCloseTo(3000, 0)
  expect(answer.cumulative.at(-1)?.mean).toBeCloseTo(4100, 0)
})

test('a fee of the first of the month stands on its day; what is paid once does not come again', async () => {
  const fees = ['2026-09-01', '2026-10-01', '2026-11-01'].map((day) => ({
    day,
    billed: '900',
    charge_category: 'Purchase',
    charge_frequency: 'Recurring',
    service: 'Support',
  }))
  const once = {
    day: '2026-11-10',
    billed: '5000',
    charge_category: 'Purchase',
    charge_frequency: 'One-Time',
  }
  const answer = await forecast([...daily('2026-09-01', '2026-11-23', {}), ...fees, once])

  if (answer.state !== 'ready') throw new Error(answer.reason)
  const mean = (day: string) => answer.days.find((each) => each.day === day)?.mean
  expect(mean('2026-12-01')).toBeCloseTo(1000, 0)
  expect(mean('2026-12-02')).toBeCloseTo(100, 0)
  expect(answer.parts.map(({ id, total }) => [id, Math.round(total)])).toEqual([
    ['usage', 4100],
    ['recurring', 900],
    ['one_off', 0],
  ])
})

test('after the end of a commitment the same usage costs its price on demand', async () => {
  const covered = daily('2026-09-01', '2026-11-23', {
    effective: '60',
    contracted: '100',
    list: '100',
    billed: '0',
    commitment_id: 'ri-1',
    commitment_status: 'Used',
  })
  connection = await factsInMemory(covered)
  await connection.run(
    `insert into inventory values ('ri-1', 'commitment', 'active', '2026-11-20', '{"ends_at": "2026-12-10T00:00:00Z"}', 'i')`,
  )
  const answer = await withAsk(connection, NOW, (ask) =>
    forecastCosts(ask, { ...SCOPE, until: '2026-12-13' }),
  )

  if (answer.state !== 'ready') throw new Error(answer.reason)
  const means = answer.days.slice(-4).map(({ day, mean }) => [day, Math.round(mean)])
  expect(means).toEqual([
    ['2026-12-09', 60],
    ['2026-12-10', 100],
    ['2026-12-11', 100],
    ['2026-12-12', 100],
  ])
  expect(answer.parts[0]?.note).toContain('ri-1 ends on 2026-12-10')
})

test('an account that is late is filled in, and not taken for a drop', async () => {
  const answer = await forecast([
    ...daily('2026-09-01', '2026-11-23', {}),
    ...daily('2026-09-01', '2026-11-15', { provider: 'gcp', billing_account: 'late' }, () => 50),
  ])

  if (answer.state !== 'ready') throw new Error(answer.reason)
  expect(answer.history.through).toBe('2026-11-20')
  expect(answer.days[0]?.mean).toBeCloseTo(150, 0)
  // 20 days of 100 and 14 of 50 are known, six of 50 are filled in, ten of 150 are ahead
  expect(answer.monthEnd.actual).toBe(2700)
  expect(answer.monthEnd.mean).toBeCloseTo(4500, 0)
})
