import { beforeAll, expect, test } from 'vitest'
import { about, azureId } from '../base/test-machines.ts'
import { judge, type TestLine, type TestVerdicts } from '../test-kit.ts'
import { standbyDatabase } from './rs-09-standby-database.ts'

const sql = azureId('microsoft.sql/servers/erp/databases/erp-test')
const regional = '//cloudsql.googleapis.com/projects/p/instances/replay-staging'

function rds(resource: string, usageType: string, more: Partial<TestLine> = {}): TestLine {
  return { service: 'Amazon Relational Database Service', resource, usageType, cost: '20', ...more }
}

let verdicts: TestVerdicts

beforeAll(async () => {
  const staging = { tags: { env: 'staging' } }
  verdicts = await judge(standbyDatabase, {
    lines: [
      rds('db-staging', 'Multi-AZUsage:db.m5.2xl', staging),
      rds('db-staging', 'RDS:Multi-AZ-GP2-Storage', { ...staging, unit: 'GB-Mo', cost: '4' }),
      rds('db-prod', 'Multi-AZUsage:db.m5.2xl', { tags: { env: 'prod' } }),
      rds('db-unknown', 'Multi-AZUsage:db.m5.2xl'),
      rds('db-single', 'InstanceUsage:db.m5.2xl', staging),
      rds('db-new', 'Multi-AZUsage:db.m5.2xl', { ...staging, from: 4 }),
      rds('db-gone', 'Multi-AZUsage:db.m5.2xl', { ...staging, to: 9 }),
      {
        provider: 'gcp',
        service: 'Cloud SQL',
        resource: regional,
        name: 'replay-staging',
        description: 'Cloud SQL for PostgreSQL: Regional - vCPU in Americas',
        cost: '10',
      },
      {
        provider: 'azure',
        service: 'SQL Database',
        resource: sql,
        name: 'erp-test',
        meter: 'General Purpose - Zone Redundancy Compute Gen5 vCore',
        cost: '5',
      },
    ],
  })
})

test.each([
  ['RDS, with its storage', 'db-staging', 24 * 30 * 0.5],
  ['Cloud SQL', regional, 10 * 30 * 0.5],
  ['Azure SQL, whose second zone is a meter of its own', sql, 5 * 30],
])('a standby outside production is found on %s', (_, resource, saving) => {
  expect(about(verdicts, resource).finding?.savings.expected).toBeCloseTo(saving, 2)
})

test.each([
  ['production', 'db-prod', 'excluded'],
  ['an environment that nobody named', 'db-unknown', 'excluded'],
  ['a new database', 'db-new', 'too_young'],
  ['one that is gone', 'db-gone', 'not_worth_it'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test('a database in one zone is no candidate', () => {
  expect(about(verdicts, 'db-single')).toEqual({ finding: undefined, silence: undefined })
})
