import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, gce, gceId, judgePriced } from '../base/test-machines.ts'
import type { TestVerdicts } from '../test-kit.ts'
import { newerX86 } from './gen-02-newer-x86.ts'

const web = azureId('microsoft.compute/virtualmachines/web')
const n1 = 0.189999

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(newerX86, {
    lines: [
      ec2('i-m5', 'm5.2xlarge', 0.384),
      ec2('i-m4', 'm4.2xlarge', 0.4),
      ec2('i-private', 'm5.2xlarge', 0.3, { list: '9.216', account: 'other', currency: 'EUR' }),
      azureVm('web', 'D4s v5', 0.192),
      gce('api', 'n2-standard-4', [0.194236 * 0.8, 4], { list: (24 * 0.194236).toFixed(6) }),
      // Sustained use is in the price: 30 % for a whole month, less for a part of it.
      gce('old', 'n1-standard-4', [n1 * 0.7, 4], { list: (24 * n1).toFixed(6) }),
      gce('old-part', 'n1-standard-4', [n1, 4], { list: (24 * n1).toFixed(6), weekdays: [5] }),
      ec2('i-amd', 'm6a.2xlarge', 0.3456),
      ec2('i-arm', 'm7g.2xlarge', 0.3264),
      ec2('i-covered', 'm5.2xlarge', 0.25, {
        pricing: 'Committed',
        commitmentId: 'sp',
        commitmentStatus: 'Used',
      }),
      ec2('i-spot', 'm5.2xlarge', 0.15, { pricing: 'Dynamic', usageType: 'SpotUsage:m5.2xlarge' }),
      ec2('i-intel', 'm5.2xlarge', 0.384, { tags: { arch: 'intel-only' } }),
      ec2('i-new', 'm5.2xlarge', 0.384, { from: 3 }),
      ec2('i-strange', 'q9.2xlarge', 0.384),
      ec2('i-gpu', 'g5.xlarge', 1.006),
    ],
  })
})

test.each([
  ['m5', 'i-m5', 'm6a.2xlarge', 276.48 * (1 - 0.3456 / 0.384)],
  ['the generation before it', 'i-m4', 'm6a.2xlarge', 288 * (1 - 0.3456 / 0.4)],
  [
    'a private price in euro, by the ratio of list prices',
    'i-private',
    'm6a.2xlarge',
    216 * (1 - 0.3456 / 0.384),
  ],
  ['Azure', web, 'Standard_D4as_v5', 138.24 * (1 - 0.172 / 0.192)],
  [
    'n2, where both earn sustained use',
    gceId('api'),
    'n2d-standard-4',
    0.194236 * 0.8 * 720 * (1 - 0.168984 / 0.194236),
  ],
])('%s has a stand-in of its size on AMD', (_, resource, type, saving) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.facts).toMatchObject({ new_type: type })
  expect(finding?.savings.expected).toBeCloseTo(saving, 2)
  expect(finding?.grade).toBe('S')
})

test('n1 around the clock stays: with its sustained use nothing of its size costs less', () => {
  expect(about(verdicts, gceId('old'))).toMatchObject({
    finding: undefined,
    silence: { reason: 'not_worth_it' },
  })
})

test('n1 for a part of the month, which earns none, is dearer than e2', () => {
  expect(about(verdicts, gceId('old-part')).finding?.facts['new_type']).toBe('e2-standard-4')
})

test.each([
  ['AMD already', 'i-amd', 'not_worth_it'],
  ['a commitment', 'i-covered', 'already_covered'],
  ['spot capacity', 'i-spot', 'excluded'],
  ['a tag that binds it to Intel', 'i-intel', 'excluded'],
  ['a new machine', 'i-new', 'too_young'],
  ['a type that the catalogue does not hold', 'i-strange', 'price_unknown'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test.each(['i-arm', 'i-gpu'])('%s is no candidate', (resource) => {
  expect(about(verdicts, resource)).toEqual({ finding: undefined, silence: undefined })
})
