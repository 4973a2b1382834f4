import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CostAnswer, groupsOf } from './answer.ts'

const metric = (Amount: unknown) => ({ Amount, Unit: 'USD' })
const answer = (Amount: unknown) => ({
  ResultsByTime: [
    {
      TimePeriod: { Start: '2026-10-01', End: '2026-10-02' },
      Groups: [{ Keys: ['S3', 'x'], Metrics: { UnblendedCost: metric(Amount) } }],
    },
  ],
})

test.each([
  ['12.3456789012', '12.3456789012'],
  ['-0.0000000001', '-0.0000000001'],
  ['1.2E-7', '0.00000012'],
  ['0E-10', '0'],
])('reads an amount of %s as %s', (text, amount) => {
  expect(groupsOf(CostAnswer.parse(answer(text)))[0]?.unblended).toBe(amount)
})

test.each([[12.5], ['NaN'], ['Infinity'], ['1e309'], ['1e99'], ['1,5'], [''], [null]])(
  'refuses an amount of %s',
  (amount) => {
    expect(CostAnswer.safeParse(answer(amount)).success).toBe(false)
  },
)

test('every member may be missing', () => {
  expect(CostAnswer.parse({})).toEqual({ ResultsByTime: [] })
})

const reference = fileURLToPath(
  new URL('../../../../../shared/data/wire/aws/get-cost-and-usage.pages.json', import.meta.url),
)

test.skipIf(!existsSync(reference))('reads the reference answers (needs ../shared/data)', () => {
  const pages = JSON.parse(readFileSync(reference, 'utf8')) as unknown[]

  expect(pages.flatMap((page) => groupsOf(CostAnswer.parse(page)))).toMatchObject([
    {
      day: '2026-07-01',
      service: 'Amazon Elastic Compute Cloud - Compute',
      unblended: '12.3456789012',
      amortized: null,
      estimated: false,
    },
    { service: 'Amazon Simple Storage Service', unblended: '-0.0000000001', estimated: true },
  ])
})
