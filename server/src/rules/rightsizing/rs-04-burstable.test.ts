import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, judgePriced, load, steady } from '../base/test-machines.ts'
import type { TestVerdicts } from '../test-kit.ts'
import { burstable } from './rs-04-burstable.ts'

const badge = azureId('microsoft.compute/virtualmachines/badge')

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(burstable, {
    lines: [
      ec2('i-gate', 'm5.large', 0.096),
      ec2('i-cron', 'm5.xlarge', 0.192),
      azureVm('badge', 'D2s v5', 0.096),
      ec2('i-long', 'm5.large', 0.096),
      ec2('i-busy', 'm5.large', 0.096),
      ec2('i-daily', 'm5.large', 0.096),
      ec2('i-dark', 'm5.large', 0.096),
      ec2('i-memory', 'r5.large', 0.126),
    ],
    metrics: [
      ...load('i-gate', 8, 55),
      // An hour at full load each day: 60 percent hours of the 720 that a day earns.
      {
        resource: 'i-cron',
        metric: 'cpu_utilization',
        value: (hour) => (hour % 24 === 2 ? [100, 100] : [5, 8]),
      },
      steady('i-cron', 'memory_utilization', 55),
      ...load(badge, 7, 55),
      // Fourteen hours at full load once a week use up more credits than a day earns.
      {
        resource: 'i-long',
        metric: 'cpu_utilization',
        value: (hour) => (hour % 336 < 14 ? [100, 100] : [3, 4]),
      },
      steady('i-long', 'memory_utilization', 55),
      ...load('i-busy', 28, 55),
      {
        resource: 'i-daily',
        metric: 'cpu_utilization',
        value: (hour) => [hour % 24 === 0 ? 8 : 8, 9],
        days: 10,
      },
      ...load('i-memory', 8, 80),
    ],
  })
})

test.each([
  ['EC2', 'i-gate', 't3.large', 0.0832 / 0.096, 69.12],
  ['EC2 with an hour at full load a day', 'i-cron', 't3.xlarge', 0.1664 / 0.192, 138.24],
  ['Azure', badge, 'Standard_B2s_v2', 0.0832 / 0.096, 69.12],
])('steady low load on a machine of %s fits a burstable one', (_, resource, type, ratio, cost) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.facts).toMatchObject({ new_type: type })
  expect(finding?.savings.expected).toBeCloseTo(cost * (1 - ratio), 2)
  expect(finding?.facts['performance_risk']).toContain('credits')
})

test.each([
  ['load that lasts longer than the credits of a day', 'i-long', 'not_worth_it'],
  ['load near the base line', 'i-busy', 'not_worth_it'],
  ['ten days of a series', 'i-daily', 'no_metrics'],
  ['no series', 'i-dark', 'no_metrics'],
  ['more memory than a burstable machine has', 'i-memory', 'not_worth_it'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})
