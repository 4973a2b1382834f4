import { addAmounts } from '@outlay/shared/money'
import { Big } from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordType } from '../../focus/aws-record-types.ts'
import { awsCostExplorer } from '../../focus/readers/aws-cost-explorer.ts'
import { type MappedRow, type RawRow, runMapping } from '../../focus/readers/support/run-mapping.ts'
import type { CostGroup } from './answer.ts'
import { toLines } from './lines.ts'

const EC2 = 'Amazon Elastic Compute Cloud - Compute'
const group: CostGroup = {
  day: '2026-10-01',
  service: EC2,
  second: 'BoxUsage',
  currency: 'USD',
  unblended: '90',
  amortized: '90',
  blended: '90',
  quantity: '24',
  quantityUnit: 'Hrs',
  estimated: false,
}

const picked = (rows: readonly RawRow[]) =>
  rows.map((row) => [
    row['kind'],
    row['usage_type'],
    row['record_type'],
    row['unblended_cost'],
    row['amortized_cost'],
  ])

test('a day with a credit has the credit apart and an offset', () => {
  const lines = toLines(
    [group],
    [
      { ...group, second: 'Usage', unblended: '100', amortized: '100' },
      { ...group, second: 'Credit', unblended: '-10', amortized: '-10' },
    ],
  )

  expect(picked(lines)).toEqual([
    ['usage', 'BoxUsage', 'Usage', '90', '90'],
    ['charge', null, 'Credit', '-10', '-10'],
    ['offset', null, 'Usage', '10', '10'],
  ])
})

test('a service with one record type needs no offset', () => {
  expect(
    picked(
      toLines(
        [{ ...group, service: 'Tax', second: 'NoUsageType' }],
        [{ ...group, service: 'Tax', second: 'Tax' }],
      ),
    ),
  ).toEqual([['usage', 'NoUsageType', 'Tax', '90', '90']])
})

test('the fee of a savings plan is bought with cash, and what nothing used is usage', () => {
  const plan = { ...group, service: 'Savings Plans for AWS Compute usage', unblended: '24', amortized: '1.5' }
  const lines = toLines(
    [{ ...plan, second: 'ComputeSP:1yrNoUpfront' }],
    [{ ...plan, second: 'SavingsPlanRecurringFee' }],
  )

  expect(picked(lines)).toEqual([
    ['usage', 'ComputeSP:1yrNoUpfront', 'SavingsPlanRecurringFee', '24', '0'],
    ['unused', 'ComputeSP:1yrNoUpfront', 'SavingsPlanRecurringFee', '0', '1.5'],
  ])
})

test('usage types that are the fee of a reservation are bought, what is left of the fee has its own line', () => {
  const fee = { ...group, second: 'HeavyUsage:m5.large', unblended: '20', amortized: '0' }
  const types = (amount: string) => [
    { ...group, second: 'Usage' },
    { ...group, second: 'RIFee', unblended: amount, amortized: '0' },
  ]

  expect(picked(toLines([group, fee], types('20')))).toEqual([
    ['usage', 'BoxUsage', 'Usage', '90', '90'],
    ['usage', 'HeavyUsage:m5.large', 'RIFee', '20', '0'],
  ])
  expect(picked(toLines([group, fee], types('25'))).slice(2)).toEqual([
    ['charge', null, 'RIFee', '5', '0'],
    ['offset', null, 'Usage', '-5', '0'],
  ])
  expect(picked(toLines([group, fee], types('15'))).slice(1)).toEqual([
    ['usage', 'HeavyUsage:m5.large', 'Usage', '20', '0'],
    ['charge', null, 'RIFee', '15', '0'],
    ['offset', null, 'Usage', '-15', '0'],
  ])
})

test('what the answer does not have stays unknown', () => {
  const bare = { ...group, amortized: null, blended: null, quantity: null, quantityUnit: null }
  const lines = toLines(
    [bare],
    [
      { ...bare, second: 'Usage', unblended: '100' },
      { ...bare, second: 'Credit', unblended: '-10' },
    ],
  )

  expect(picked(lines)).toEqual([
    ['usage', 'BoxUsage', 'Usage', '90', null],
    ['charge', null, 'Credit', '-10', null],
    ['offset', null, 'Usage', '10', null],
  ])
})

test('record types without costs leave no line', () => {
  const nothing = { ...group, second: 'Refund', unblended: '0', amortized: '0', blended: '0' }

  expect(toLines([group], [{ ...group, second: 'Usage' }, nothing])).toHaveLength(1)
})

const cents = fc
  .integer({ min: -1_000_000, max: 1_000_000 })
  .map((n) => new Big(n).times('0.0000000001').toFixed())
const cost = fc.record({
  day: fc.constantFrom('2026-10-01', '2026-10-02'),
  service: fc.constantFrom(EC2, 'Tax', 'Savings Plans for AWS Compute usage'),
  usageType: fc.constantFrom('BoxUsage', 'HeavyUsage', 'NoUsageType'),
  recordType: fc.constantFrom(
    'Usage',
    'Tax',
    'Credit',
    'Refund',
    'RIFee',
    'SavingsPlanNegation',
    'SavingsPlanCoveredUsage',
    'SavingsPlanRecurringFee',
    'EdpDiscount',
  ),
  currency: fc.constantFrom('USD', 'EUR'),
  unblended: cents,
  amortized: fc.oneof(cents, fc.constant('0')),
  blended: cents,
})
type Cost = typeof cost extends fc.Arbitrary<infer T> ? T : never

test('totals by service, by charge category and overall are those of Cost Explorer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cost, { minLength: 1, maxLength: 12 }), async (costs) => {
      const lines = toLines(grouped(costs, 'usageType'), grouped(costs, 'recordType'))
      const rows = await mapped(lines)

      const service = (row: MappedRow) =>
        `${row['ChargePeriodStart']} ${row['ServiceName']} ${row['BillingCurrency']}`
      const serviceOf = (each: Cost) => `${each.day}T00:00:00Z ${each.service} ${each.currency}`
      expect(sums(rows, service, 'BilledCost')).toEqual(totals(costs, serviceOf, 'unblended'))
      expect(sums(rows, service, 'EffectiveCost')).toEqual(totals(costs, serviceOf, 'amortized'))
      expect(sums(rows, service, 'x_BlendedCost')).toEqual(totals(costs, serviceOf, 'blended'))
      const category = (row: MappedRow) => `${row['ChargeCategory']} ${row['BillingCurrency']}`
      expect(sums(rows, category, 'BilledCost')).toEqual(totals(costs, billedCategory, 'unblended'))
      expect(sums(rows, category, 'EffectiveCost')).toEqual(totals(costs, effectiveCategory, 'amortized'))
    }),
    { numRuns: 40 },
  )
})

function billedCategory(each: Cost): string {
  return `${recordType(each.recordType).category} ${each.currency}`
}

/** Amortised cost of a commitment's fee is its unused part, which is usage. */
function effectiveCategory(each: Cost): string {
  const type = recordType(each.recordType)
  return `${type.fee ? 'Usage' : type.category} ${each.currency}`
}

async function mapped(lines: readonly RawRow[]): Promise<readonly MappedRow[]> {
  const account = { billing_account: '123456789012', billing_account_name: null }
  const { rows } = await runMapping(
    awsCostExplorer,
    lines.map((each) => ({ ...account, ...each })),
  )
  return rows
}

function grouped(costs: readonly Cost[], second: 'usageType' | 'recordType'): CostGroup[] {
  const groups = new Map<string, Cost[]>()
  for (const each of costs) {
    const key = JSON.stringify([each.day, each.service, each[second], each.currency])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    return [
      {
        day: first.day,
        service: first.service,
        second: first[second],
        currency: first.currency,
        unblended: addAmounts(rows.map(({ unblended }) => unblended)),
        amortized: addAmounts(rows.map(({ amortized }) => amortized)),
        blended: addAmounts(rows.map(({ blended }) => blended)),
        quantity: '0',
        quantityUnit: 'N/A',
        estimated: false,
      },
    ]
  })
}

function totals(
  costs: readonly Cost[],
  keyOf: (each: Cost) => string,
  amount: 'unblended' | 'amortized' | 'blended',
) {
  return add(costs.map((each) => [keyOf(each), each[amount]]))
}

function sums(rows: readonly MappedRow[], keyOf: (row: MappedRow) => string, column: string) {
  return add(rows.map((row) => [keyOf(row), row[column] ?? '0']))
}

/** Sums by key; what sums to nothing is as if it were not there. */
function add(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, amount] of pairs) found[key] = addAmounts([found[key] ?? '0', amount])
  return Object.fromEntries(Object.entries(found).filter(([, amount]) => amount !== '0'))
}
