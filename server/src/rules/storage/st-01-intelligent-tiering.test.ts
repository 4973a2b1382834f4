import { expect, test } from 'vitest'
import { judge, type TestBill } from '../test-kit.ts'
import { intelligentTiering } from './st-01-intelligent-tiering.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const lines = bucketLines({ provider: 'aws', gb: GB })
const item = (kib: number, reads: readonly [number, number, number, number], more = {}) =>
  bucketItem('bucket-1', { gb: GB, kib, ages: [0.2, 0.1, 0.5, 0.2], reads, more })

function verdicts(bill: TestBill) {
  return judge(intelligentTiering, { lines, prepare: withPrices, ...bill })
}

test.each([
  ['nothing old is read', 4096, [1, 0, 0, 0], 0.1 * 0.0105 + 0.7 * 0.019 - (256 * 0.0025) / 1000],
  [
    'half of the middle-aged is read',
    4096,
    [1, 0.5, 0, 0],
    0.05 * 0.0105 + 0.7 * 0.019 - (256 * 0.0025) / 1000,
  ],
  ['objects are of 1 MiB', 1024, [1, 0, 0, 0], 0.1 * 0.0105 + 0.7 * 0.019 - (1024 * 0.0025) / 1000],
] as const)('where %s, it saves the space of unread tiers less monitoring', async (_, kib, reads, perGb) => {
  const { findings } = await verdicts({ inventory: [item(kib, reads)] })
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('I')
  expect(verdict?.savings.expected).toBeCloseTo(GB * perGb, 1)
  expect(verdict?.savings.low).toBeGreaterThan(0.9 * GB * perGb)
  expect(verdict?.oneOff).toBeCloseTo(((GB * (1024 * 1024)) / kib / 1000) * 0.01, 1)
  expect(verdict?.remediation.terraform).toContain('INTELLIGENT_TIERING')
})

test('without inventory the range starts at 0 and says what is missing', async () => {
  const { findings } = await verdicts({})
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('W')
  expect(verdict?.savings.low).toBe(0)
  // 20 % in the infrequent and 40 % in the archive tier, 256 objects a GB
  expect(verdict?.savings.expected).toBeCloseTo(GB * (0.2 * 0.0105 + 0.4 * 0.019 - 0.00064), 1)
  expect(verdict?.facts['missing']).toContain('inventory')
})

test.each([
  ['objects are small', 'not_worth_it', { inventory: [item(100, [0, 0, 0, 0])] }],
  ['all of it is read', 'not_worth_it', { inventory: [item(4096, [1, 1, 1, 1])] }],
  [
    'it has lifecycle rules',
    'already_covered',
    { inventory: [item(4096, [1, 0, 0, 0], { lifecycle_rules: 2 })] },
  ],
  [
    'Intelligent-Tiering monitors it already',
    'already_covered',
    {
      lines: [
        ...lines,
        { ...lines[0], usageType: 'Monitoring-Automation-INT', meter: 'objects', cost: '0.1' } as never,
      ],
    },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})

test('buckets below a terabyte and those of other clouds are no candidates', async () => {
  const { findings, silences } = await verdicts({
    lines: [
      ...bucketLines({ provider: 'aws', gb: 500 }),
      ...bucketLines({ provider: 'gcp', gb: GB, resource: 'b' }),
    ],
  })
  expect([...findings, ...silences]).toEqual([])
})
