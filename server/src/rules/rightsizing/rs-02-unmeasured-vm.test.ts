import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, gce, gceId, judgePriced, load } from '../base/test-machines.ts'
import type { TestVerdicts } from '../test-kit.ts'
import { unmeasuredVm } from './rs-02-unmeasured-vm.ts'

const lab = azureId('microsoft.compute/virtualmachines/lab-1')
const dev = { tags: { env: 'dev' } }

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(unmeasuredVm, {
    lines: [
      ec2('i-dev', 'm5.4xlarge', 0.768, dev),
      azureVm('lab-1', 'D16s v5', 0.768),
      gce('qa-1', 'n2-standard-16', [0.776944, 16], { name: 'qa-1' }),
      ec2('i-prod', 'm5.4xlarge', 0.768, { tags: { env: 'prod' } }),
      ec2('i-measured', 'm5.4xlarge', 0.768, dev),
      ec2('i-little', 'm5.xlarge', 0.192, dev),
      ec2('i-group', 'm5.4xlarge', 0.768, { tags: { env: 'dev', 'aws:autoscaling:groupName': 'web' } }),
      ec2('i-covered', 'm5.4xlarge', 0.5, {
        ...dev,
        pricing: 'Committed',
        commitmentId: 'sp',
        commitmentStatus: 'Used',
      }),
      ec2('i-weekdays', 'm5.4xlarge', 0.768, { ...dev, weekdays: [1, 2, 3, 4, 5] }),
    ],
    metrics: load('i-measured', 12, 13),
  })
})

test.each([
  ['an EC2 instance tagged dev', 'i-dev', 552.96],
  ['an Azure machine named lab', lab, 552.96],
  ['a Google machine named qa', gceId('qa-1'), 559.4],
])('%s is a hint that promises nothing', (_, resource, cost) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.grade).toBe('W')
  expect(finding?.savings.low).toBe(0)
  expect(finding?.savings.expected).toBeCloseTo(cost * 0.1, 1)
  expect(finding?.savings.high).toBeCloseTo(cost * 0.5, 1)
})

test.each([
  ['one that is measured', 'i-measured', 'excluded'],
  ['one under a commitment', 'i-covered', 'already_covered'],
])('%s is left to others', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test.each([
  ['production', 'i-prod'],
  ['a small machine', 'i-little'],
  ['a scaling group', 'i-group'],
  ['one that stops at the weekend', 'i-weekdays'],
])('%s is no candidate', (_, resource) => {
  expect(about(verdicts, resource)).toEqual({ finding: undefined, silence: undefined })
})
