import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { databaseSupport } from './lic-02-database-extended-support.ts'

const rds: TestLine = {
  service: 'Amazon Relational Database Service',
  resource: 'arn:aws:rds:us-east-1:1:db:coupons',
  usageType: 'USE1-ExtendedSupport:Yr1-Yr2:MySQL5.7',
  cost: '19.2',
}

test.each([
  ['RDS', rds],
  [
    'ElastiCache',
    { ...rds, service: 'Amazon ElastiCache', usageType: 'ExtendedSupport:Yr1-Yr2:NodeUsage:cache.r6g.large' },
  ],
  ['OpenSearch', { ...rds, service: 'Amazon OpenSearch Service', usageType: 'ESExtendedSupport:Yr1' }],
  [
    'Azure',
    {
      provider: 'azure',
      service: 'Azure Database for MySQL',
      resource: '/subscriptions/1/servers/coupons',
      meter: 'vCore Extended Support',
      cost: '19.2',
    },
  ],
  [
    'Google',
    {
      provider: 'gcp',
      service: 'Cloud SQL',
      resource: 'coupons',
      meter: 'Cloud SQL for MySQL: Extended support vCPU',
      cost: '19.2',
    },
  ],
] as const)('%s: the surcharge ends with the upgrade', async (_, line: TestLine) => {
  const { findings } = await judge(databaseSupport, { lines: [line] })
  expect(findings[0]?.verdict.grade).toBe('P')
  expect(findings[0]?.verdict.savings).toMatchObject({ low: 576, expected: 576, high: 576 })
  expect(findings[0]?.verdict.remediation.cli).toContain('coupons')
})

test.each([
  ['the instance itself', { ...rds, usageType: 'InstanceUsage:db.r6g.large' }],
  [
    'a Kubernetes cluster',
    { ...rds, service: 'Amazon Elastic Kubernetes Service', usageType: 'AmazonEKS-Hours:extendedSupport' },
  ],
  ['extended support that costs nothing', { ...rds, cost: '0' }],
] as const)('%s is no candidate', async (_, line) => {
  const { findings, silences } = await judge(databaseSupport, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})

test('a database that has been upgraded is not claimed', async () => {
  const { findings, silences } = await judge(databaseSupport, { lines: [{ ...rds, to: 5 }] })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})
