import type { DuckDBConnection } from '@duckdb/node-api'
import { addAmounts, subtractAmounts } from '@outlay/shared/money'
import { addDays } from '@outlay/shared/period'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../ask.ts'
import { answerCosts } from '../costs.ts'
import { type Fact, factsInMemory } from '../fact-builder.ts'
import { answerChanges } from './changes.ts'
import { answerDrivers } from './drivers.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const SEED = 20_261_123

const money = fc
  .tuple(fc.integer({ min: -20, max: 2000 }), fc.integer({ min: 0, max: 9_999_999 }))
  .map(([whole, rest]) => `${whole}.${String(rest).padStart(7, '0')}`)
const few = (...values: (string | null)[]) => fc.constantFrom(...values)

const fact: fc.Arbitrary<Fact> = fc
  .record({
    offset: fc.nat(84),
    service: few('EC2', 'S3', null),
    team: few('a', 'b', null),
    resource: few('vm-1', 'vm-2', 'vm-3', 'bucket', null),
    sku: few('small', 'large', null),
    consumed_unit: few('Hours', 'GB', null),
    consumed_quantity: fc.option(
      fc.integer({ min: 0, max: 900 }).map((n) => String(n / 7)),
      { nil: null },
    ),
    charge_category: few('Usage', 'Usage', 'Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'),
    commitment_id: few(null, null, 'sp-1'),
    commitment_status: few('Used', 'Unused', null),
    prepaid: fc.boolean(),
    currency: few('USD', 'USD', 'EUR', 'JPY'),
    billed: money,
    effective: fc.option(money, { nil: null }),
    contracted: fc.option(money, { nil: null }),
    list: fc.option(money, { nil: null }),
  })
  .map(({ offset, consumed_quantity, charge_category, currency, ...rest }) => ({
    ...rest,
    currency: currency ?? 'USD',
    charge_category: charge_category ?? 'Usage',
    consumed_quantity: consumed_quantity?.slice(0, 12) ?? null,
    day: addDays('2026-08-29', offset),
  }))

const question = fc
  .record({
    start: few('2026-11-01', '2026-10-10', '2026-11-04'),
    days: fc.constantFrom(3, 7, 17),
    metric: few('effective', 'billed', 'contracted', 'list'),
    charges: few('cost', 'usage', 'all'),
    groupBy: few('service,team', 'resource', 'chargeCategory,service', 'sku'),
    align: few('dow', 'date', 'norm'),
    other: few('', '&cmpStart=2026-09-01&cmpEnd=2026-09-24'),
    filter: few('', '&filter=team:is:a', '&filter=resource:absent'),
    report: few('', '&reportCurrency=USD', '&reportCurrency=EUR&rate=month'),
  })
  .map(({ start, days, metric, charges, groupBy, align, other, filter, report }) => ({
    groupBy,
    text: `start=${start}&end=${addDays(start ?? '', days)}&metric=${metric}&charges=${charges}&align=${align}${other}${filter}${report}`,
  }))

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory(fc.sample(fact, { numRuns: 350, seed: SEED }))
  await connection.run(`
    insert into exchange_rate
    select day::date, 'EUR', 'USD', 1.05 + (epoch(day) / 86400 * 7919 % 100) / 1000, 'r'
    from generate_series(date '2026-08-25', date '2026-11-23', interval 3 day) as days(day)`)
})

afterAll(() => connection.closeSync())

test('the parts of every mover and of the whole add up to the difference, to the last decimal', async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ groupBy, text }) => {
      const params = new URLSearchParams(`${text}&groupBy=${groupBy}&limit=100`)
      const { data, meta } = await withAsk(connection, NOW, (ask) => answerChanges(ask, params))

      for (const { parts, change } of data) expect(sum(parts)).toBe(change)
      expect(sum(meta.parts)).toBe(subtractAmounts(meta.total, meta.previousTotal ?? '0'))
      expect(addAmounts(data.map(({ change }) => change))).toBe(sum(meta.parts))
    }),
    { seed: SEED, numRuns: 20 },
  )
}, 30_000)

test('the lines of each part add up to it, and both totals are those of the costs', async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ text }) => {
      const { data, meta } = await withAsk(connection, NOW, (ask) =>
        answerDrivers(ask, new URLSearchParams(`${text}&limit=50`)),
      )
      for (const { id, amount } of meta.parts) {
        const lines = data.filter(({ part }) => part === id)
        // Normalised lines are rounded one by one.
        if (lines.length < 50 && meta.previous.align !== 'norm') expect(sum(lines)).toBe(amount)
      }
      const charges = meta.basis.charges
      const costs = (start: string, end: string) =>
        withAsk(connection, NOW, (ask) => {
          const params = new URLSearchParams(text.replace(/&(align|cmpStart|cmpEnd)=[^&]*/g, ''))
          for (const [key, value] of Object.entries({ start, end, charges, granularity: 'total' }))
            params.set(key, value)
          return answerCosts(ask, params)
        })
      expect((await costs(meta.start, meta.end)).meta.total).toBe(meta.total)
      if (meta.previous.align === 'norm') return
      expect((await costs(meta.previous.start, meta.previous.end)).meta.total).toBe(meta.previousTotal)
    }),
    { seed: SEED, numRuns: 20 },
  )
}, 30_000)

function sum(parts: readonly { readonly amount: string }[]): string {
  return addAmounts(parts.map(({ amount }) => amount))
}
