import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, gce, gceId, inventoryVm, judgePriced } from '../base/test-machines.ts'
import type { TestVerdicts } from '../test-kit.ts'
import { armMachine } from './gen-03-arm.ts'

const web = azureId('microsoft.compute/virtualmachines/web')

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(armMachine, {
    lines: [
      ec2('i-go', 'c5.2xlarge', 0.34, { tags: { arch: 'multi' } }),
      ec2('i-plain', 'c5.2xlarge', 0.34),
      azureVm('web', 'D4s v5', 0.192),
      gce('api', 'n2-standard-4', [0.194236, 4]),
      {
        service: 'Amazon Relational Database Service',
        resource: 'db-1',
        usageType: 'InstanceUsage:db.r5.xl',
        cost: '12',
      },
      {
        service: 'Amazon ElastiCache',
        resource: 'cache-1',
        usageType: 'NodeUsage:cache.r5.large',
        cost: '5',
      },
      ec2('i-binary', 'c5.2xlarge', 0.34, { tags: { arch: 'x86_64' } }),
      ec2('i-windows', 'c5.2xlarge', 0.7),
      ec2('i-covered', 'c5.2xlarge', 0.2, {
        pricing: 'Committed',
        commitmentId: 'sp',
        commitmentStatus: 'Used',
      }),
      ec2('i-arm', 'c7g.2xlarge', 0.29),
      ec2('i-gpu', 'g5.xlarge', 1.006),
    ],
    inventory: [inventoryVm('i-windows', { os: 'Windows' })],
  })
})

test('programs that are built for ARM get a strong finding', () => {
  // c6g, c7g and c8g save 20, 14.7 and 6 %: the middle one is named.
  const { finding } = about(verdicts, 'i-go')
  expect(finding).toMatchObject({ grade: 'S', facts: { new_type: 'c7g.2xlarge' } })
  expect(finding?.savings.expected).toBeCloseTo(244.8 * (1 - 0.29 / 0.34), 2)
  expect(finding?.savings.low).toBeGreaterThan(0)
})

test.each([
  ['EC2', 'i-plain'],
  ['Azure', web],
  ['Google', gceId('api')],
])('without a word about its programs a machine of %s is a hint that promises nothing', (_, resource) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.grade).toBe('W')
  expect(finding?.savings.low).toBe(0)
  expect(finding?.savings.expected).toBeGreaterThan(0)
})

test.each([
  ['a database', 'db-1', 360 * 0.1],
  ['a cache', 'cache-1', 150 * 0.05],
])('%s that AWS manages moves without its programs', (_, resource, saving) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.grade).toBe('S')
  expect(finding?.savings.expected).toBeCloseTo(saving, 2)
})

test.each([
  ['a tag that says x86', 'i-binary', 'excluded'],
  ['Windows', 'i-windows', 'excluded'],
  ['a commitment', 'i-covered', 'already_covered'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test.each(['i-arm', 'i-gpu'])('%s is no candidate', (resource) => {
  expect(about(verdicts, resource)).toEqual({ finding: undefined, silence: undefined })
})
