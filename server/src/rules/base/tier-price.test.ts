import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { crossRegion } from '../network/net-03-cross-region.ts'
import { fillTestBill, judge, type TestLine } from '../test-kit.ts'

/** 100 GB a day between regions. October is the whole window. */
const BYTES: TestLine = {
  resource: null,
  usageType: 'USE1-EUW1-AWS-Out-Bytes',
  unit: 'GB',
  quantity: 100,
  cost: '9',
}
/** The first ten days at 0.09, the rest at 0.05. */
const TIERED: readonly TestLine[] = [
  { ...BYTES, cost: '9', from: 29, to: 20 },
  { ...BYTES, cost: '5', from: 19, to: 0 },
]
const Row = z.object({ tiers: z.number(), margin_price: z.number() })

async function tiersOf(lines: readonly TestLine[]) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await fillTestBill(connection, { lines })
    const reader = await connection.runAndReadAll('select tiers, margin_price from tier_price')
    return z.array(Row).parse(reader.getRowObjectsJson())
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function savingOf(lines: readonly TestLine[]) {
  const { findings } = await judge(crossRegion, { lines })
  return findings[0] ?? expect.fail('no finding')
}

test.each<[string, readonly TestLine[], number]>([
  ['a cheaper tier after the first', TIERED, 0.05],
  [
    'a free tier, which is no price',
    [
      { ...BYTES, cost: '0', from: 29, to: 28 },
      { ...BYTES, cost: '9', from: 27, to: 0 },
    ],
    0.09,
  ],
  [
    'a free tier at the end as well',
    [
      { ...BYTES, cost: '9', from: 29, to: 2 },
      { ...BYTES, cost: '0', from: 1, to: 0 },
    ],
    0.09,
  ],
  [
    'tiers side by side that the bill names',
    [
      { ...BYTES, cost: '9', description: '$0.09 per GB - first 10 TB / month' },
      { ...BYTES, cost: '5', description: '$0.05 per GB - next 40 TB / month' },
    ],
    0.05,
  ],
  [
    'a dearer tier after the first',
    [
      { ...BYTES, cost: '2', from: 29, to: 20 },
      { ...BYTES, cost: '4', from: 19, to: 0 },
    ],
    0.04,
  ],
])('the price at the margin is that of the last tier: %s', async (_, lines, price) => {
  expect(await tiersOf(lines)).toEqual([{ tiers: 2, margin_price: expect.closeTo(price, 9) }])
})

test.each<[string, readonly TestLine[]]>([
  ['one price', [BYTES]],
  [
    'one price, rounded on small lines',
    [BYTES, { ...BYTES, quantity: 0.01, cost: '0.001' }, { ...BYTES, quantity: 100.3, cost: '9' }],
  ],
  ['another account that pays less side by side', [BYTES, { ...BYTES, cost: '5', subAccount: 'account-2' }]],
  ['hours of machines', TIERED.map((line) => ({ ...line, unit: 'Hours' }))],
  ['spot beside on demand', [BYTES, { ...BYTES, cost: '3', from: 9, pricing: 'Dynamic' }]],
  ['nothing but a free tier', [{ ...BYTES, cost: '0' }]],
])('no tiers: %s', async (_, lines) => {
  expect(await tiersOf(lines)).toEqual([])
})

test('what ends is worth the last tier, not the average', async () => {
  const { candidate, verdict } = await savingOf(TIERED)
  // 3,000 GB at 0.05; on average they cost 0.0633
  expect(Number(candidate.monthly_cost)).toBeCloseTo(190, 6)
  expect(verdict.savings.expected).toBeCloseTo(3000 * 0.05 * 0.6, 6)
  expect(verdict.factors.map(({ name, expected }) => [name, expected])).toContainEqual([
    'price of the last tier in use ÷ average paid',
    expect.closeTo(150 / 190, 6),
  ])
})

test('a saving is never more than what is paid, also where the last tier is the dearest', async () => {
  const lines = [
    { ...BYTES, cost: '0', from: 29, to: 10 },
    { ...BYTES, cost: '9', from: 9, to: 0 },
  ]
  const { candidate, verdict } = await savingOf(lines)
  expect(Number(candidate.monthly_cost)).toBeCloseTo(90, 6)
  expect(verdict.savings).toEqual({
    low: expect.closeTo(3000 * 0.09 * 0.2, 6),
    expected: expect.closeTo(90, 6),
    high: expect.closeTo(90, 6),
  })
})

test('tiers of one payer do not change what another pays', async () => {
  const lines = [BYTES, ...TIERED.map((line) => ({ ...line, account: 'other' }))]
  expect(await tiersOf(lines)).toHaveLength(1)
  const { findings } = await judge(crossRegion, { lines })
  const expected = findings.map(({ candidate, verdict }) => [
    candidate.billing_account,
    verdict.savings.expected,
  ])
  expect(Object.fromEntries(expected)).toEqual({
    payer: expect.closeTo(270 * 0.6, 6),
    other: expect.closeTo(150 * 0.6, 6),
  })
})

test('without tiers the saving is the cost times its shares, and no factor speaks of tiers', async () => {
  const { verdict } = await savingOf([BYTES])
  expect(verdict.savings.expected).toBeCloseTo(270 * 0.6, 9)
  expect(verdict.factors).toHaveLength(1)
})
