import { expect, test } from 'vitest'
import { toCards } from '../portfolio/card.ts'
import { judge, type TestLine } from '../test-kit.ts'
import { shortLived } from './spot-01-short-lived.ts'
import { awsMachine, byHand, gcpMachine, somePrices } from './spot-test-bill.ts'

const SIX_HOURS = [3, 4, 5, 6, 7, 8]

/** One machine every other day for thirty days, each for six hours. */
function renders(make: typeof awsMachine | typeof gcpMachine, more: Partial<TestLine> = {}): TestLine[] {
  return Array.from({ length: 14 }, (_, index) => {
    const day = 29 - index * 2
    return make(`render-${day}`, { name: `render-${day}`, hours: SIX_HOURS, from: day, to: day, ...more })
  })
}

test('machines of AWS that live six hours each are one card at the spot price of their type', async () => {
  const lines = renders(awsMachine, { cost: '0.192' })
  const { findings } = await judge(shortLived, { lines, prepare: somePrices })

  expect(findings).toHaveLength(1)
  const { candidate, verdict } = findings[0] ?? expect.fail('no finding')
  expect(candidate.resource_ids).toHaveLength(14)
  expect(Number(candidate.monthly_cost)).toBeCloseTo(14 * 6 * 0.192, 6)
  const cost = 14 * 6 * 0.192
  expect(verdict.savings.low).toBeCloseTo(byHand(cost, 1, 0.08, 0.46, 0.08), 6)
  expect(verdict.savings.expected).toBeCloseTo(byHand(cost, 1, 0.02, 0.4, 0.03), 6)
  expect(verdict.savings.high).toBeCloseTo(byHand(cost, 1, 0, 0.34, 0.01), 6)
  expect(verdict.grade).toBe('S')
  expect(verdict.probability).toBeCloseTo(1 / (1 + Math.exp(-1)), 6)
})

test('so are those of Google Cloud, by the price of their own region', async () => {
  const lines = renders(gcpMachine, { cost: '0.2', quantity: 8 })
  const { findings } = await judge(shortLived, { lines, prepare: somePrices })

  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(14 * 6 * 0.2, 1, 0.05, 0.6, 0.04), 6)
})

test('the card stays the same when tomorrow other machines did the work', async () => {
  const lines = renders(awsMachine, { cost: '0.192' })
  const ids = await Promise.all(
    [lines, lines.slice(1)].map(async (some) => {
      const { findings } = await judge(shortLived, { lines: some, prepare: somePrices })
      return toCards(findings, () => 0).cards.map(({ id }) => id)
    }),
  )

  expect(ids[0]).toHaveLength(1)
  expect(ids[1]).toEqual(ids[0])
})

test('what the same type costs on spot in the bill goes before the catalogue', async () => {
  const lines = [
    ...renders(awsMachine, { cost: '0.192' }),
    awsMachine('i-spot', {
      name: 'other',
      pricing: 'Dynamic',
      usageType: 'SpotUsage:m5.xlarge',
      cost: '1.152',
    }),
  ]
  const { findings } = await judge(shortLived, { lines, prepare: somePrices })

  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(14 * 6 * 0.192, 1, 0.02, 0.25, 0.03), 6)
  expect(findings[0]?.verdict.factors[0]?.source).toMatch(/^bill/)
})

test.each<[string, TestLine[], string]>([
  [
    'a handful of them',
    renders(awsMachine, { cost: '0.192' }).filter((_line, index) => index % 4 === 0),
    'not_worth_it',
  ],
  [
    'those beside a long-lived one that costs more',
    [...renders(awsMachine, { cost: '0.192' }), awsMachine('i-old', { name: 'render-0', from: 200 })],
    'not_worth_it',
  ],
  [
    'a type without a spot price',
    renders(gcpMachine, {
      cost: '0.2',
      region: 'mars',
      description: 'Z9 Instance Core running in Mars',
      tags: { 'compute.googleapis.com/machine_spec': 'z9-standard-8' },
    }),
    'price_unknown',
  ],
  [
    'those that a commitment covers',
    renders(awsMachine, { cost: '0.1', commitmentStatus: 'Used', pricing: 'Committed' }),
    'already_covered',
  ],
  [
    'databases, short-lived or not',
    renders(awsMachine, { cost: '0.192', tags: { app: 'mongo-restore' } }),
    'not_worth_it',
  ],
])('%s are left alone with a reason', async (_, lines, reason) => {
  const { findings, silences } = await judge(shortLived, { lines, prepare: somePrices })

  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, TestLine[]]>([
  [
    'machines on spot already',
    renders(awsMachine, { cost: '0.08', pricing: 'Dynamic', usageType: 'SpotUsage:m5.xlarge' }),
  ],
  ['a machine that stays', [awsMachine('i-1', { name: 'shop' })]],
  [
    'machines of a batch job, which have a rule of their own',
    renders(awsMachine, { tags: { 'aws:batch:compute-environment': 'night' } }),
  ],
])('%s are no candidates', async (_, lines) => {
  const { findings, silences } = await judge(shortLived, { lines, prepare: somePrices })
  expect([...findings, ...silences]).toEqual([])
})
