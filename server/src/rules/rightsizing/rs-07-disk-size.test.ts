import { beforeAll, expect, test } from 'vitest'
import { about, azureId, judgePriced } from '../base/test-machines.ts'
import type { TestInventory, TestLine, TestVerdicts } from '../test-kit.ts'
import { diskSize } from './rs-07-disk-size.ts'

const data = azureId('microsoft.compute/disks/data')
const pd = '//compute.googleapis.com/projects/p/zones/z/disks/scratch'

function volume(resource: string, gib: number, more: Partial<TestLine> = {}): TestLine {
  const quantity = (gib * 24) / 730
  return {
    resource,
    usageType: 'EBS:VolumeUsage.gp3',
    unit: 'GB-Mo',
    quantity,
    cost: (quantity * 0.08).toFixed(8),
    ...more,
  }
}

const disk = (resource: string, size_gib: number, used_gib: number | null, more = {}): TestInventory => ({
  resource,
  type: 'disk',
  attributes: { size_gib, used_gib, attached: true, ...more },
})

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(diskSize, {
    lines: [
      volume('vol-empty', 6000),
      volume('vol-half', 1000),
      volume('vol-unknown', 1000),
      volume('vol-loose', 1000),
      volume('vol-little', 50),
      volume('vol-young', 1000, { from: 5 }),
      volume(data, 1024, { provider: 'azure', meter: 'P30 LRS Disk', usageType: 'P30 LRS Disk', cost: '4' }),
      volume(pd, 2000, {
        provider: 'gcp',
        service: 'Compute Engine',
        usageType: 'Balanced PD Capacity',
        unit: 'gibibyte month',
      }),
    ],
    inventory: [
      disk('vol-empty', 6000, 600),
      disk('vol-half', 1000, 610),
      disk('vol-loose', 1000, 10, { attached: false }),
      disk('vol-little', 50, 1),
      disk('vol-young', 1000, 10),
      disk(data, 1024, 128),
      disk(pd, 2000, 400),
    ],
  })
})

const month = (6000 * 0.08 * 720) / 730

test.each([
  // 600 GiB fill a new volume of 1,500, 1,200 or 857 GiB.
  ['EBS', 'vol-empty', month * 0.75, month * 0.8, month * (1 - 600 / 0.7 / 6000)],
  ['Azure', data, 120 * (1 - 320 / 1024), 120 * 0.75, 120 * (1 - 128 / 0.7 / 1024)],
  [
    'Google',
    pd,
    ((2000 * 0.08 * 720) / 730) * 0.5,
    ((2000 * 0.08 * 720) / 730) * 0.6,
    ((2000 * 0.08 * 720) / 730) * (1 - 0.2 / 0.7),
  ],
])(
  'a disk of %s that is mostly empty is found with what a new one costs',
  (_, resource, low, expected, high) => {
    const { finding } = about(verdicts, resource)
    expect(finding?.savings.low).toBeCloseTo(low, 1)
    expect(finding?.savings.expected).toBeCloseTo(expected, 1)
    expect(finding?.savings.high).toBeCloseTo(high, 1)
    expect(finding?.grade).toBe('I')
    expect(finding?.oneOff).toBeGreaterThan(0)
  },
)

test.each([
  ['a disk that is more than half full', 'vol-half', 'not_worth_it'],
  ['one of which nobody says how full it is', 'vol-unknown', 'no_inventory'],
  ['one that hangs on nothing', 'vol-loose', 'excluded'],
  ['a new one', 'vol-young', 'too_young'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test('a small disk is no candidate', () => {
  expect(about(verdicts, 'vol-little')).toEqual({ finding: undefined, silence: undefined })
})
