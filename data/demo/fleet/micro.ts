import { ACCOUNTS, TEAMS } from '../company.ts'
import { unitOf } from '../random.ts'
import { accountOf, type Fleet } from './fleet.ts'
import { addMeters, type MeterRow } from './meter.ts'

/** The dust of every bill: requests and bytes that cost less than a cent a line. */
const DUST: Readonly<Record<'aws' | 'azure' | 'gcp', readonly MeterRow[]>> = {
  aws: [
    ['sqs', 'Standard requests', 'Requests-RBP', 'Requests', '0.0000004', 160, 'traffic', 0.9, 0],
    ['kms', 'KMS requests', 'KMS-Requests', 'Requests', '0.000003', 40, 'traffic', 0.9, 0],
    ['lambda', 'Lambda requests', 'Request', 'Requests', '0.0000002', 520, 'traffic', 0.9, 0],
    ['lambda', 'Lambda GB-second', 'Lambda-GB-Second', 'Seconds', '0.0000167', 21, 'traffic', 0.9, 0],
    [
      'secrets',
      'Secrets Manager API request',
      'AWSSecretsManagerAPIRequest',
      'API Requests',
      '0.000005',
      12,
      'flat',
      0.9,
      0,
    ],
    [
      'dynamodb',
      'Read request unit',
      'ReadRequestUnits',
      'ReadRequestUnits',
      '0.0000003',
      700,
      'traffic',
      0.9,
      0,
    ],
    ['route53', 'DNS queries', 'DNS-Queries', 'Queries', '0.0000004', 420, 'traffic', 0.9, 0],
    ['cloudwatch', 'GetMetricData request', 'CW:GMD-Metrics', 'Metrics', '0.00001', 18, 'flat', 0.9, 0],
    ['ecr', 'GB-month of image storage', 'TimedStorage-ByteHrs', 'GB-Months', '0.1', 0.0008, 'flat', 0.2, 4],
  ],
  azure: [
    ['keyVault', 'Standard Operations', 'Key Vault', 'Requests', '0.000003', 60, 'office', 0.9, 0],
    [
      'azureStorage',
      'List and Create Container Operations',
      'Storage',
      'Requests',
      '0.000005',
      9,
      'flat',
      0.9,
      0,
    ],
    ['bandwidth', 'Standard Data Transfer Out', 'Bandwidth', 'GB', '0.087', 0.01, 'traffic', 0.9, 4],
    [
      'logAnalytics',
      'Alert rule evaluation',
      'Azure Monitor',
      'Evaluations',
      '0.0000347',
      12,
      'flat',
      0.2,
      0,
    ],
  ],
  gcp: [
    [
      'secretManager',
      'Secret access operations',
      'Secret Manager',
      'Requests',
      '0.000003',
      30,
      'flat',
      0.9,
      0,
    ],
    ['pubsub', 'Topics message backlog', 'Pub/Sub', 'gibibyte month', '0.27', 0.0009, 'flat', 0.9, 4],
    [
      'gce',
      'Network Inter Zone Data Transfer Out',
      'Inter-zone',
      'gibibyte',
      '0.01',
      0.03,
      'traffic',
      0.9,
      4,
    ],
    ['cloudLogging', 'Log retention', 'Log Retention', 'gibibyte month', '0.01', 0.01, 'flat', 0.9, 4],
  ],
}

/** So many of them an account are billed by the hour. */
const HOURLY = 2

export function addDust(fleet: Fleet): void {
  for (const [index, account] of Object.keys(ACCOUNTS).entries()) {
    const { source } = accountOf(account)
    const cloud = source.startsWith('aws') ? 'aws' : source.startsWith('azure') ? 'azure' : 'gcp'
    const busy = account === 'ml-prod' || account === 'platform-prod' || account === 'shop-prod'
    const apps = busy ? [0, 1, 2] : [0]
    for (const app of apps) {
      const team = TEAMS[(index * 3 + app * 5) % TEAMS.length] ?? null
      const scale = 0.4 + unitOf(fleet.calendar.seed, `dust:${account}:${app}`)
      const rows = DUST[cloud].map((row): MeterRow => [...withBase(row, row[5] * scale)])
      const owner = { team, app: `svc-${app}`, env: 'prod' } as const
      const hourly = app === 0 ? HOURLY : 0
      addMeters(fleet, account, owner, rows.slice(0, hourly), { grain: 'hour' })
      addMeters(fleet, account, owner, rows.slice(hourly))
    }
  }
}

function withBase(row: MeterRow, base: number): MeterRow {
  const [service, meter, usageType, unit, price, , shape, noise, decimals] = row
  return [service, meter, usageType, unit, price, base, shape ?? 'flat', noise ?? 0, decimals ?? 4]
}
