import { beforeAll, expect, test } from 'vitest'
import { about, azureId, judgePriced, steady } from '../base/test-machines.ts'
import type { TestLine, TestVerdicts } from '../test-kit.ts'
import { diskPerformance } from './rs-06-disk-performance.ts'

const ultra = azureId('microsoft.compute/disks/ledger')
const pd = '//compute.googleapis.com/projects/p/zones/z/disks/index'

/** A volume of so many GiB and operations at list price: quantities of a month of 730 hours. */
function io(resource: string, type: 'io1' | 'io2', gib: number, iops: number): TestLine[] {
  const daily = (amount: number) => (amount * 24) / 730
  return [
    line(
      resource,
      `EBS:VolumeUsage.${type === 'io1' ? 'piops' : type}`,
      daily(gib),
      daily(gib) * 0.125,
      'GB-Mo',
    ),
    line(
      resource,
      `EBS:VolumeP-IOPS.${type === 'io1' ? 'piops' : type}`,
      daily(iops),
      daily(iops) * 0.065,
      'IOPS-Mo',
    ),
  ]
}

function line(resource: string, usageType: string, quantity: number, cost: number, unit: string): TestLine {
  return { resource, usageType, quantity, cost: cost.toFixed(8), unit }
}

const ops = (resource: string, count: number) => [
  steady(resource, 'disk_read_ops', count * 0.4, count * 0.4),
  steady(resource, 'disk_write_ops', count * 0.6, count * 0.6),
]

let verdicts: TestVerdicts

beforeAll(async () => {
  const daily = 24 / 730
  verdicts = await judgePriced(diskPerformance, {
    lines: [
      ...io('vol-quiet', 'io2', 1000, 12_000),
      ...io('vol-middle', 'io1', 1000, 12_000),
      ...io('vol-huge', 'io2', 500, 60_000),
      ...io('vol-busy', 'io2', 500, 20_000),
      ...io('vol-dark', 'io1', 500, 5000),
      ...io('vol-dark-large', 'io2', 500, 30_000),
      ...io('vol-gone', 'io2', 500, 5000).map((one) => ({ ...one, to: 8 })),
      line('vol-gp3', 'EBS:VolumeUsage.gp3', 500 * daily, 500 * daily * 0.08, 'GB-Mo'),
      line('vol-gp3', 'EBS:VolumeP-IOPS.gp3', 9000 * daily, 9000 * daily * 0.005, 'IOPS-Mo'),
      line('vol-plain', 'EBS:VolumeUsage.gp3', 500 * daily, 500 * daily * 0.08, 'GB-Mo'),
      {
        provider: 'gcp',
        service: 'Compute Engine',
        region: 'us-central1',
        resource: pd,
        description: 'SSD backed PD Capacity',
        unit: 'gibibyte month',
        quantity: 1000 * daily,
        cost: (1000 * daily * 0.17).toFixed(8),
      },
      {
        provider: 'azure',
        service: 'Storage',
        region: 'eastus',
        resource: ultra,
        meter: 'Ultra LRS Provisioned IOPS',
        unit: 'IOPS-Mo',
        quantity: 20_000 * daily,
        cost: '30',
      },
    ],
    metrics: [
      ...ops('vol-quiet', 1000),
      ...ops('vol-middle', 5000),
      ...ops('vol-huge', 20_000),
      ...ops('vol-busy', 18_500),
      ...ops('vol-gp3', 1000),
      ...ops('vol-gone', 10),
      ...ops(pd, 700),
      ...ops(ultra, 4000),
    ],
    inventory: [{ resource: ultra, type: 'disk', attributes: { size_gib: 512 } }],
  })
})

const days = 720 / 730

test.each([
  [
    'io2 to gp3 with the 3,000 operations that are included',
    'vol-quiet',
    'gp3',
    (1000 * 0.045 + 12_000 * 0.065) * days,
  ],
  [
    'io1 to gp3 with 1.2 times its operations',
    'vol-middle',
    'gp3',
    (1000 * 0.045 + 12_000 * 0.065 - 3000 * 0.005) * days,
  ],
  ['io2 with fewer operations than gp3 could give', 'vol-huge', 'io2', 36_000 * 0.065 * days],
  ['pd-ssd to pd-balanced', pd, 'pd-balanced', 1000 * 0.07 * days],
])('%s saves what the measured operations do not need', (_, resource, type, saving) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.facts).toMatchObject({ new_type: type })
  expect(finding?.savings.expected).toBeCloseTo(saving, 1)
  expect(finding?.grade).toBe('U')
})

test('an ultra disk keeps 1.2 times its operations', () => {
  expect(about(verdicts, ultra).finding?.savings.expected).toBeCloseTo(
    900 * (1 - 4800 / ((20_000 * (30 * 24)) / 720)),
    0,
  )
})

test('nobody measures: as many operations on gp3, which is a pattern and no proof', () => {
  const { finding } = about(verdicts, 'vol-dark')
  expect(finding?.grade).toBe('S')
  expect(finding?.savings.expected).toBeCloseTo((500 * 0.045 + 5000 * 0.065 - 2000 * 0.005) * days, 1)
})

test.each([
  ['peaks that use what is provisioned', 'vol-busy', 'not_worth_it'],
  ['more operations than gp3 gives, unmeasured', 'vol-dark-large', 'no_metrics'],
  ['a volume that is gone', 'vol-gone', 'not_worth_it'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test('operations bought for gp3 go when those it includes are enough', () => {
  expect(about(verdicts, 'vol-plain')).toEqual({ finding: undefined, silence: undefined })
  expect(about(verdicts, 'vol-gp3').finding?.savings.expected).toBeCloseTo(9000 * 0.005 * days, 1)
})
