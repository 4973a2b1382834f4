import { expect, test } from 'vitest'
import type { Rule } from '../rule.ts'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { s3ByAge } from './st-02-s3-lifecycle.ts'
import { gcsByAge } from './st-07-gcs-class.ts'
import { blobsByAge } from './st-08-blob-tier.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const FLOW = (0.5 / 275) * 30.4

/** Money a GB-month between the first class and the colder one, and a thousand transitions into it. */
interface Cloud {
  readonly rule: Rule
  readonly provider: 'aws' | 'azure' | 'gcp'
  readonly difference: number
  readonly fee: number
  readonly colder: string
  readonly copies: string
}

const GCP: Cloud = {
  rule: gcsByAge,
  provider: 'gcp',
  difference: 0.016,
  fee: 0.02,
  colder: 'Coldline',
  copies: 'Standard Storage US Multi-region',
}
const AZURE: Cloud = {
  rule: blobsByAge,
  provider: 'azure',
  difference: 0.0172,
  fee: 0.018,
  colder: 'Cold',
  copies: 'Hot GRS Data Stored',
}
const CLOUDS = [
  ['gcp', GCP],
  ['azure', AZURE],
] as const

const linesOf = ({ provider }: Pick<Cloud, 'provider'>) => bucketLines({ provider, gb: GB })
const item = (kib: number, reads: readonly [number, number, number, number], more = {}) =>
  bucketItem('bucket-1', { gb: GB, kib, ages: [0.2, 0.1, 0.5, 0.2], reads, more })

function verdicts(cloud: Pick<Cloud, 'rule' | 'provider'>, bill: TestBill = {}) {
  return judge(cloud.rule, { lines: linesOf(cloud), prepare: withPrices, ...bill })
}

const SIZES = [
  ['objects of 4 MiB', 4096, 1.2],
  ['objects of 64 MiB', 65_536, 1.2],
  ['new objects that are read many times', 65_536, 3],
] as const

test.each(
  CLOUDS.flatMap(([, cloud]) =>
    SIZES.map(([what, kib, young]) => [cloud.colder, what, cloud, kib, young] as const),
  ),
)('old ones that nobody reads belong in %s: %s', async (_, _what, cloud, kib, young) => {
  const { findings } = await verdicts(cloud, { inventory: [item(kib, [young, young, 0, 0])] })
  const verdict = findings[0]?.verdict
  const fees = ((1024 * 1024) / kib / 1000) * cloud.fee
  expect(verdict).toMatchObject({ grade: 'I', probability: 0.9, part: 'classes' })
  // 70 % of the bytes are older than 90 days
  expect(verdict?.savings.expected).toBeCloseTo(GB * (0.7 * cloud.difference - FLOW * fees), 1)
  expect(verdict?.oneOff).toBeCloseTo(GB * 0.7 * fees, 1)
  expect(verdict?.title).toContain(`${cloud.colder} after 90 days`)
})

test.each(CLOUDS)('%s: prices follow what is paid: discount, region and currency', async (_, cloud) => {
  const dearer = linesOf(cloud).map((line) => ({
    ...line,
    currency: 'EUR',
    cost: String(Number(line.cost) * 1.2),
  }))
  const { findings } = await verdicts(cloud, { lines: dearer, inventory: [item(4096, [1.2, 1.2, 0, 0])] })
  expect(findings[0]?.candidate.currency).toBe('EUR')
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(
    1.2 * GB * (0.7 * cloud.difference - (FLOW * 256 * cloud.fee) / 1000),
    1,
  )
})

test.each(CLOUDS)('%s: without inventory the range starts at 0', async (_, cloud) => {
  const { findings } = await verdicts(cloud)
  expect(findings[0]?.verdict).toMatchObject({ grade: 'W', savings: { low: 0 } })
  const expected = GB * 0.18 * (cloud.difference - (0.08 * 256 * cloud.fee) / 1000)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(expected, 1)
})

test.each(CLOUDS)('%s: copies in more than one region make the ratio less certain', async (_, cloud) => {
  const width = async (bill: TestBill = {}) => {
    const { findings } = await verdicts(cloud, { inventory: [item(65_536, [1.2, 1.2, 0, 0])], ...bill })
    const { low, expected, high } = findings[0]?.verdict.savings ?? { low: 0, expected: Number.NaN, high: 0 }
    return (high - low) / expected
  }
  const copies = linesOf(cloud).map((line): TestLine => ({ ...line, meter: cloud.copies }))
  expect(await width({ lines: copies })).toBeGreaterThan((await width()) + 0.1)
})

test('a tier that the payer has reached is what a GB is worth', async () => {
  const space = bucketLines({ provider: 'gcp', gb: GB })[0] ?? expect.fail('no space')
  const lines = [
    { ...space, from: 29, to: 20 },
    { ...space, from: 19, to: 0, cost: String(Number(space.cost) * 0.9) },
  ]
  const saved = async (bill: TestBill) =>
    (await verdicts(GCP, { inventory: [item(65_536, [1.2, 1.2, 0, 0])], ...bill })).findings[0]?.verdict
      .savings.expected ?? Number.NaN
  expect((await saved({ lines })) / (await saved({}))).toBeCloseTo(0.9, 6)
})

const OLD = (more = {}) =>
  bucketItem('bucket-1', { gb: GB, kib: 65_536, ages: [0, 0, 0, 1], reads: [0, 0, 0, 0], more })
const AWS = { rule: s3ByAge, provider: 'aws' } as const

test.each([
  ['gcp, which reads its archive at once', GCP, {}, 'Archive after 365 days'],
  ['azure', AZURE, { last_request_at: '2026-01-01T00:00:00Z' }, 'Archive after 365 days'],
  ['aws', AWS, { last_request_at: '2026-01-01T00:00:00Z' }, 'Deep Archive after 365 days'],
] as const)('what is a year old and never read belongs in an archive: %s', async (_, cloud, more, plan) => {
  const { findings } = await verdicts(cloud, { inventory: [OLD(more)] })
  const { savings, title } = findings[0]?.verdict ?? expect.fail('no finding')
  expect(title).toContain(plan)
  // some of it is restored all the same: 5 % a month at the low end, and its fee is in the range
  expect(savings.expected - savings.low).toBeGreaterThan(0.04 * GB * 0.02)
})

test.each([
  ['somebody asked for something last month', { last_request_at: '2026-10-01T00:00:00Z' }],
  ['nobody knows when it was last asked for something', {}],
] as const)('what takes hours to be read is no place where %s', async (_, more) => {
  const { findings } = await verdicts(AWS, { inventory: [OLD(more)] })
  expect(findings[0]?.verdict.title).toContain('Glacier Instant after')
})

test('what is read a little is kept out of the archive', async () => {
  const read = bucketItem('bucket-1', { gb: GB, kib: 65_536, ages: [0, 0, 0, 1], reads: [0, 0, 0, 0.001] })
  const { findings } = await verdicts(GCP, { inventory: [read] })
  expect(findings[0]?.verdict.title).not.toContain('Archive')
})

const SILENT = [
  ['objects are small', 'not_worth_it', { inventory: [item(64, [0, 0, 0, 0])] }],
  ['old objects are read as often as new', 'not_worth_it', { inventory: [item(4096, [1.6, 1.6, 1.6, 1.6])] }],
  [
    'it has lifecycle rules',
    'already_covered',
    { inventory: [item(4096, [0, 0, 0, 0], { lifecycle_rules: 1 })] },
  ],
] as const
const OWN: readonly (readonly [string, string, TestBill, Cloud])[] = [
  [
    'Autoclass moves them already',
    'already_covered',
    {
      lines: [
        ...linesOf(GCP),
        { ...linesOf(GCP)[0], meter: 'Autoclass Management Fee', cost: '0.1' } as TestLine,
      ],
    },
    GCP,
  ],
  [
    'it no longer bills',
    'not_worth_it',
    { lines: bucketLines({ provider: 'azure', gb: GB, line: { to: 7 } }) },
    AZURE,
  ],
]

test.each([
  ...CLOUDS.flatMap(([, cloud]) =>
    SILENT.map(([what, reason, bill]) => [what, reason, bill, cloud] as const),
  ),
  ...OWN,
])('where %s it is silent: %s', async (_, reason, bill: TestBill, cloud) => {
  const { findings, silences } = await verdicts(cloud, bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})
