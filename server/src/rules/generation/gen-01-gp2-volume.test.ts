import { beforeAll, expect, test } from 'vitest'
import { about, steady } from '../base/test-machines.ts'
import { judge, type TestLine, type TestVerdicts } from '../test-kit.ts'
import { gp2Volume } from './gen-01-gp2-volume.ts'

/** At so much a GB-month; quantities of a month of 730 hours. */
function volume(
  resource: string,
  gib: number,
  usageType = 'EBS:VolumeUsage.gp2',
  price = 0.1,
  more: Partial<TestLine> = {},
): TestLine {
  const quantity = (gib * 24) / 730
  return { resource, usageType, unit: 'GB-Mo', quantity, cost: (quantity * price).toFixed(8), ...more }
}

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judge(gp2Volume, {
    lines: [
      volume('vol-root', 100),
      volume('vol-europe', 100, 'EU-EBS:VolumeUsage.gp2', 0.11, { region: 'eu-west-1' }),
      volume('vol-data', 500),
      volume('vol-large', 4000),
      volume('vol-large-quiet', 4000),
      volume('vol-euro', 100, 'EBS:VolumeUsage.gp2', 0.07, { account: 'euro', currency: 'EUR' }),
      volume('vol-gp3', 500, 'EBS:VolumeUsage.gp3', 0.08),
      volume('vol-io1', 500, 'EBS:VolumeUsage.piops', 0.125),
      volume('snap-1', 500, 'EBS:SnapshotUsage', 0.05),
      volume('vol-gone', 500, 'EBS:VolumeUsage.gp2', 0.1, { to: 7 }),
    ],
    metrics: [
      steady('vol-large-quiet', 'disk_read_ops', 100, 200),
      steady('vol-large-quiet', 'disk_write_ops', 100, 200),
    ],
  })
})

const month = (gib: number, price: number) => (gib * price * 720) / 730

test.each([
  ['a small volume', 'vol-root', month(100, 0.1) * 0.2],
  ['one of another region', 'vol-europe', month(100, 0.11) * 0.2],
  ['one in euro at a discount, by the ratio of prices', 'vol-euro', month(100, 0.07) * 0.2],
  ['one of 500 GiB', 'vol-data', month(500, 0.1) * 0.2],
  // 12,000 operations: 9,000 beyond those that gp3 includes, at 0.0625 of the price of a GB each.
  [
    'one with more operations than gp3 includes, which are bought',
    'vol-large',
    month(4000, 0.1) * (0.2 - (0.8 * 0.0625 * 9000) / 4000),
  ],
  ['one that does not use the operations it has', 'vol-large-quiet', month(4000, 0.1) * 0.2],
])('%s saves a fifth less what it has to buy', (_, resource, saving) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.savings.expected).toBeCloseTo(saving, 3)
  expect(finding?.grade).toBe('P')
})

test('the interval is at most a tenth wide', () => {
  for (const { verdict } of verdicts.findings) {
    const { low, expected, high } = verdict.savings
    expect((high - low) / expected).toBeLessThanOrEqual(0.1)
  }
})

test.each(['vol-gp3', 'vol-io1', 'snap-1'])('%s is no candidate', (resource) => {
  expect(about(verdicts, resource)).toEqual({ finding: undefined, silence: undefined })
})

test('a volume that is gone keeps it silent', () => {
  expect(about(verdicts, 'vol-gone').silence?.reason).toBe('not_worth_it')
})
