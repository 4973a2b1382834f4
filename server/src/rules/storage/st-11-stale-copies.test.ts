import { expect, test } from 'vitest'
import { judge, type TestBill } from '../test-kit.ts'
import { staleCopies } from './st-11-stale-copies.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const item = (more: object, resource = 'bucket-1') =>
  bucketItem(resource, { gb: GB, kib: 4096, ages: [0.1, 0.1, 0.5, 0.3], more: { ...more } })

function verdicts(bill: TestBill) {
  return judge(staleCopies, { lines: bucketLines({ provider: 'aws', gb: GB }), prepare: withPrices, ...bill })
}

test.each([
  ['aws', 0.023],
  ['gcp', 0.02],
  ['azure', 0.0208],
] as const)('%s: a dataset that exists twice', async (provider, price) => {
  const { findings } = await verdicts({
    lines: bucketLines({ provider, gb: GB }),
    inventory: [item({ duplicate_of: 'datasets', duplicate_share: 0.9 })],
  })
  expect(findings[0]?.verdict.grade).toBe('I')
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(GB * price * 0.9, 1)
  expect(findings[0]?.verdict.facts['duplicate_of']).toBe('datasets')
})

test('checkpoints of ended runs, by prefix', async () => {
  const { findings } = await verdicts({
    inventory: [
      item({
        prefixes: { 'ckpt/': { share: 0.8, stale_share: 0.5 }, 'data/': { share: 0.2, stale_share: 0.1 } },
      }),
    ],
  })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(230 * 0.42, 1)
})

test('old checkpoints by name and age alone are a hint, from 0', async () => {
  const lines = bucketLines({ provider: 'aws', gb: GB, resource: 'run-checkpoints' })
  const { findings } = await verdicts({ lines, inventory: [item({}, 'run-checkpoints')] })
  expect(findings[0]?.verdict).toMatchObject({ grade: 'W', savings: { low: 0 } })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(230 * 0.45, 1)
})

test.each([
  ['there is no inventory', 'no_inventory', {}],
  ['the inventory says nothing of copies', 'no_inventory', { inventory: [item({})] }],
  [
    'nothing is stale',
    'not_worth_it',
    { inventory: [item({ prefixes: { 'ckpt/': { share: 1, stale_share: 0 } } })] },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})
