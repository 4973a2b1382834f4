import type { Recommendation } from '@outlay/shared/recommendations'
import { expect, test } from 'vitest'
import { card, evidence } from '../test-cards.ts'
import { mathsLine, serverlessOf, sidesOf } from './change-sides.ts'

type Parts = Partial<Recommendation['evidence']>
const change = (parts: Parts, more: Partial<Recommendation> = {}) => ({
  ...card(),
  ...more,
  evidence: { ...evidence.evidence, facts: {}, ...parts },
})
const factor = (name: string, expected: number, unit: string, source = 'bill') => ({
  name,
  low: expected,
  expected,
  high: expected,
  unit,
  source,
})

test('another machine stands with both sizes and catalogue prices, and who says so', () => {
  const facts = {
    type: 'm5.xlarge',
    new_type: 'm5.large',
    list_usd_an_hour: 0.192,
    new_list_usd_an_hour: 0.096,
  }
  const source = 'catalogue 2026-07-20 (karpenter), us-east-1'
  const half = factor('part of the price that ends from m5.xlarge to m5.large', 0.5, 'share', source)
  const sides = sidesOf(
    change(
      { facts, factors: [half] },
      { stage: 'resize', monthlySavings: { low: 40, expected: 50, high: 50 } },
    ),
  )
  expect(sides).toEqual({
    current: {
      what: 'm5.xlarge',
      price: '$0.192 an hour, list',
      monthly: 100,
      source: 'bill, effective cost of 30 days',
    },
    proposed: { what: 'm5.large', price: '$0.096 an hour, list', monthly: 50, source },
  })
})

test('a colder class stands with the prices of both', () => {
  const factors = [
    factor('price of Standard', 0.023, 'USD/GB-month'),
    factor('price of Glacier Instant', 0.004, 'USD/GB-month', 'catalogue 2026-03-01'),
  ]
  expect(sidesOf(change({ factors }, { stage: 'configure' }))).toMatchObject({
    current: { what: 'Standard', price: '$0.023 a GB-month' },
    proposed: { what: 'Glacier Instant', price: '$0.0040 a GB-month', source: 'catalogue 2026-03-01' },
  })
})

test('what an endpoint would cost without machines stands beside it, or why that is no way', () => {
  const facts = {
    serverless: 'may cost less',
    serverless_memory_gb: 5,
    serverless_cost_low: 45,
    serverless_cost: 87,
    serverless_cost_high: 129,
    serverless_price: '0.00002 USD a GB-second: us-east-1, 2026-09-01, price list',
  }
  expect(serverlessOf(change({ facts }))).toEqual({
    what: '5 GB of memory, CPU only: may cost less',
    price: '0.00002 USD a GB-second',
    monthly: 87,
    source: '45 to 129 USD; us-east-1, 2026-09-01, price list',
  })
  expect(serverlessOf(change({ facts: { serverless: 'no sourced price' } }))).toMatchObject({
    what: 'no sourced price',
    monthly: null,
  })
  expect(serverlessOf(change({}))).toBeNull()
})

test('what is deleted costs what is left', () => {
  expect(sidesOf(change({})).proposed).toMatchObject({ what: 'Gone', price: null, monthly: 10 })
})

test.each([
  [
    'factors that multiply',
    change({ factors: [factor('idle', 0.9, 'share')] }),
    '$100.00 × 90.0% = $90.00 a month',
  ],
  [
    'a base of its own and a ratio',
    change({
      factors: [
        factor('logs', 120, 'USD/month'),
        factor('idle', 0.9, 'share'),
        factor('tier', 0.8333, 'ratio'),
      ],
    }),
    '$120.00 × 90.0% × 0.833 = $90.00 a month',
  ],
  [
    'factors of another formula',
    change({ factors: [factor('bytes', 7, 'GB')] }),
    '$100.00 now − $10.00 after = $90.00 a month',
  ],
  [
    'a commitment that takes its part',
    change({ facts: { saving_before_commitments: 95 }, factors: [factor('idle', 0.95, 'share')] }),
    '$100.00 × 95.0% = $95.00 a month, of which commitments leave $90.00',
  ],
] as const)('the maths of %s', (_, of, line) => {
  expect(mathsLine(of)).toBe(line)
})
