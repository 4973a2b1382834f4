import { beforeAll, expect, test } from 'vitest'
import { about, azureId, judgePriced, load, steady } from '../base/test-machines.ts'
import type { TestLine, TestVerdicts } from '../test-kit.ts'
import { databaseSize } from './rs-08-database-size.ts'

const assets = azureId('microsoft.sql/servers/assets')
const helpdesk = '//cloudsql.googleapis.com/projects/p/instances/helpdesk'

function rds(resource: string, usageType: string, price: number, more: Partial<TestLine> = {}): TestLine {
  return {
    service: 'Amazon Relational Database Service',
    serviceCategory: 'Databases',
    resource,
    usageType,
    cost: (24 * price).toFixed(4),
    ...more,
  }
}

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(databaseSize, {
    lines: [
      rds('db-large', 'InstanceUsage:db.r5.4xl', 2),
      rds('db-pair', 'Multi-AZUsage:db.m5.2xl', 1.36),
      rds('db-large', 'RDS:GP2-Storage', 1, { unit: 'GB-Mo', quantity: 10 }),
      {
        provider: 'azure',
        service: 'SQL Database',
        region: 'eastus',
        resource: assets,
        meter: 'General Purpose - Compute Gen5 vCore',
        unit: 'Hours',
        quantity: 16 * 24,
        cost: (16 * 24 * 0.2525).toFixed(4),
      },
      {
        provider: 'gcp',
        service: 'Cloud SQL',
        region: 'us-central1',
        resource: helpdesk,
        description: 'Cloud SQL for PostgreSQL: Zonal - vCPU in Americas',
        unit: 'hour',
        quantity: 16 * 24,
        cost: (16 * 24 * 0.0413).toFixed(4),
      },
      rds('db-batch', 'InstanceUsage:db.r5.4xl', 2),
      rds('db-cache', 'InstanceUsage:db.r5.4xl', 2),
      rds('db-crowd', 'InstanceUsage:db.r5.4xl', 2),
      rds('db-half-dark', 'InstanceUsage:db.r5.4xl', 2),
      rds('db-dark', 'InstanceUsage:db.r5.4xl', 2),
      rds('db-small', 'InstanceUsage:db.r5.large', 0.25),
    ],
    metrics: [
      ...['db-large', assets, helpdesk].flatMap((id) => [...load(id, 6, 20), steady(id, 'connections', 21)]),
      ...load('db-pair', 10, 30),
      {
        resource: 'db-batch',
        metric: 'cpu_utilization',
        value: (hour) => (hour % 168 < 4 ? [95, 100] : [3, 5]),
      },
      steady('db-batch', 'memory_utilization', 20),
      ...load('db-cache', 6, 80),
      ...load('db-crowd', 6, 20),
      steady('db-crowd', 'connections', 9000),
      steady('db-half-dark', 'cpu_utilization', 5),
      ...load('db-small', 5, 10),
    ],
  })
})

test.each([
  ['RDS', 'db-large', 'r5.xlarge', 1440 * 0.75],
  ['RDS with a standby', 'db-pair', 'm5.xlarge', 1.36 * 720 * 0.5],
  ['Azure SQL, by the core', assets, '4 vCore', 16 * 720 * 0.2525 * 0.75],
  ['Cloud SQL, by the core', helpdesk, '4 vCore', 16 * 720 * 0.0413 * 0.75],
])(
  'a database of %s gets the smallest size that holds cores, memory and connections',
  (_, resource, type, saving) => {
    const { finding } = about(verdicts, resource)
    expect(finding?.facts).toMatchObject({ new_type: type })
    expect(finding?.savings.expected).toBeCloseTo(saving, 1)
    expect(finding?.grade).toBe('U')
  },
)

test('the low end is the size that holds the maxima of memory too', () => {
  // 20 % on average, 24 % at most: 30.7 of the 32 GiB of db.r5.xlarge, so db.r5.2xlarge is the safe one.
  expect(about(verdicts, 'db-large').finding?.savings.low).toBeCloseTo(1440 * 0.5, 1)
})

test.each([
  ['a batch that uses every core', 'db-batch', 'not_worth_it'],
  ['a cache that fills the memory', 'db-cache', 'not_worth_it'],
  ['connections that only so much memory serves', 'db-crowd', 'not_worth_it'],
  ['no memory series', 'db-half-dark', 'no_metrics'],
  ['no series at all', 'db-dark', 'no_metrics'],
  ['the smallest size', 'db-small', 'not_worth_it'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})
