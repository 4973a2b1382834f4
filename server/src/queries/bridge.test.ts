import { addAmounts, toAmount } from '@outlay/shared/money'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerBridge } from './bridge.ts'
import { type Fact, factsInMemory } from './fact-builder.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const RANGE = 'start=2026-01-01&end=2027-01-01'

async function bridge(facts: readonly Fact[], text = RANGE) {
  const connection = await factsInMemory(facts)
  return withAsk(connection, NOW, (ask) => answerBridge(ask, new URLSearchParams(text)))
}

test('leads from billed to effective, each step with its sign', async () => {
  const { data, meta } = await bridge([
    { day: '2026-11-01', billed: '100' },
    { day: '2026-11-01', billed: '19', charge_category: 'Tax' },
    { day: '2026-11-01', billed: '-30', charge_category: 'Credit' },
    { day: '2026-11-01', billed: '360', effective: '0', charge_category: 'Purchase', prepaid: true },
    { day: '2026-11-02', billed: '0', effective: '9', commitment_status: 'Used' },
    { day: '2026-11-02', billed: '0', effective: '3', commitment_status: 'Unused' },
    { day: '2026-11-03', billed: '5', effective: '0' },
    { day: '2026-11-03', billed: '7', currency: 'EUR' },
  ])

  const amounts = Object.fromEntries(data[0]?.steps.map(({ id, amount }) => [id, amount]) ?? [])
  expect(amounts).toEqual({
    billed_all: '454',
    tax: '-19',
    credits: '30',
    prepaid_purchases: '-360',
    amortised_used: '9',
    amortised_unused: '3',
    unexplained: '-5',
    effective_cost: '112',
  })
  expect(meta.total).toEqual(data[0]?.steps)
  expect(meta.currency).toBe('USD')
})

test('nothing in the range is a bridge of zeros', async () => {
  const { data, meta } = await bridge([], RANGE)

  expect(data).toEqual([])
  expect(new Set(meta.total.map(({ amount }) => amount))).toEqual(new Set(['0']))
})

test('steps add up to the last digit for every month, provider and account', async () => {
  const amount = fc.integer({ min: -9_999, max: 99_999 }).map((n) => toAmount(`${n}e-14`))
  const fact = fc.record({
    day: fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-30'),
    provider: fc.constantFrom('aws', 'azure'),
    billing_account: fc.constantFrom('a', 'b'),
    charge_category: fc.constantFrom('Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'),
    commitment_status: fc.constantFrom('Used', 'Unused', null),
    prepaid: fc.boolean(),
    billed: amount,
    effective: fc.option(amount),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 12 }), async (facts) => {
      const { data, meta } = await bridge(facts)
      for (const { steps } of [...data, { steps: meta.total }]) {
        const amounts = steps.map((step) => step.amount)
        expect(addAmounts(amounts.slice(0, -1))).toBe(amounts.at(-1))
      }
      const billed = data.map(({ steps }) => steps[0]?.amount ?? '')
      expect(addAmounts(billed)).toBe(addAmounts(facts.map((each) => each.billed)))
    }),
    { numRuns: 25 },
  )
})
