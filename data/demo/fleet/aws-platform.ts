import { TEAMS } from '../company.ts'
import type { Fleet, Owner } from './fleet.ts'
import { ago } from './hours.ts'
import { addMeters } from './meter.ts'
import { plantLines } from './plant.ts'
import { addBucket } from './storage.ts'

export function addData(fleet: Fleet): void {
  const lake: Owner = { team: 'data-platform', app: 'warehouse', env: 'prod', tagged: true }
  addMeters(fleet, 'data-lake', lake, [
    ['redshift', 'ra3.4xlarge node hour', 'Node:ra3.4xlarge', 'Hours', '3.26', 8],
    ['glue', 'Data Processing Unit hour', 'USE1-ETL-DPU-Hour', 'DPU-Hours', '0.44', 14, 'nightly', 0.3],
    ['msk', 'kafka.m5.2xlarge broker hour', 'Kafka.m5.2xlarge', 'Hours', '0.84', 9],
    ['opensearch', 'r6g.2xlarge.search instance hour', 'ESInstance:r6g.2xlarge', 'Hours', '0.67', 8],
  ])
  const shop: Owner = { team: 'storefront', app: 'shop', env: 'prod' }
  addMeters(fleet, 'shop-prod', shop, [
    ['rds', 'db.r6g.4xlarge Multi-AZ instance hour', 'Multi-AZUsage:db.r6g.4xl', 'Hours', '3.597', 6],
    ['rds', 'GB-month of Aurora storage', 'Aurora:StorageUsage', 'GB-Months', '0.10', 60_000 / 730],
    ['elasticache', 'cache.r6g.xlarge node hour', 'NodeUsage:cache.r6g.xlarge', 'Hours', '0.411', 10],
    ['cloudfront', 'data transfer out, US', 'US-DataTransfer-Out-Bytes', 'GB', '0.085', 150, 'traffic', 0.15],
  ])
  const [staging] = addMeters(fleet, 'dev-sandbox', { team: 'data-platform', app: 'etl', env: 'staging' }, [
    ['rds', 'db.m5.2xlarge Multi-AZ instance hour', 'Multi-AZUsage:db.m5.2xl', 'Hours', '1.424', 2],
  ])
  plantLines(fleet, 'multi-az-staging', 'RS-09', [staging ?? 0], 0.5, 'standby database in staging')
}

export function addNetwork(fleet: Fleet): void {
  const net: Owner = { team: null, app: 'network', env: 'prod', tagged: false }
  for (const account of ['platform-prod', 'shop-prod', 'ml-prod', 'ml-research']) {
    addMeters(fleet, account, net, [
      ['vpc', 'NAT gateway hour', 'NatGateway-Hours', 'Hours', '0.045', 3],
      ['vpc', 'NAT gateway data processed', 'NatGateway-Bytes', 'GB', '0.045', 34, 'traffic', 0.2],
      ['elb', 'Application load balancer hour', 'LoadBalancerUsage', 'Hours', '0.0225', 4],
      [
        'ec2',
        'data transfer out to the internet',
        'DataTransfer-Out-Bytes',
        'GB',
        '0.09',
        21,
        'traffic',
        0.2,
      ],
    ])
  }
  const [logs] = addMeters(
    fleet,
    'platform-prod',
    { team: 'fleet-data', app: 'fleet-ingest', env: 'prod', tagged: true },
    [['cloudwatch', 'log data ingested', 'DataProcessing-Bytes', 'GB', '0.5', 11, 'traffic', 0.1]],
  )
  fleet.events.push({
    series: logs ?? 0,
    fromHour: ago(fleet, 70),
    untilHour: ago(fleet, 0),
    factor: 1,
    perDay: 0.021,
  })
  plantLines(fleet, 'anomaly-drift', 'AN-01', [logs ?? 0], 0, 'log ingestion grows 2 % a day', 70)
  const [trail] = addMeters(fleet, 'payer', { team: 'security', app: 'audit', tagged: true }, [
    [
      'cloudtrail',
      'second copy of management events',
      'PaidEventsRecorded',
      'Events',
      '0.00002',
      62_000,
      'traffic',
      0.1,
      0,
    ],
  ])
  plantLines(fleet, 'second-trail', 'LOG-04', [trail ?? 0], 0.95, 'management events recorded twice')
}

export function addMarketplace(fleet: Fleet): void {
  addMeters(
    fleet,
    'payer',
    { team: null, app: 'datadog', tagged: false },
    [
      [
        'datadog',
        'Datadog Pro infrastructure and logs',
        'MP:datadog-pro',
        'Units',
        '0.01',
        2150,
        'flat',
        0.05,
        0,
      ],
    ],
    { publisher: 'Datadog, Inc.', factor: '1' },
  )
  addMeters(
    fleet,
    'data-lake',
    { team: 'data-platform', app: 'lakehouse', env: 'prod', tagged: true },
    [
      ['databricks', 'Jobs compute DBU', 'MP:jobs-compute', 'DBU', '0.15', 110, 'nightly', 0.2],
      ['databricks', 'SQL compute DBU', 'MP:sql-compute', 'DBU', '0.22', 39, 'office', 0.2],
    ],
    { publisher: 'Databricks, Inc.', factor: '1' },
  )
}

export function addBuckets(fleet: Fleet): void {
  for (const [index, team] of TEAMS.entries()) {
    for (const part of ['backups', 'logs']) {
      addBucket(fleet, {
        account: index % 2 === 0 ? 'shop-prod' : 'platform-prod',
        name: `tb-${team}-${part}`,
        owner: { team, app: part, env: 'prod' },
        terabytes: part === 'backups' ? 9 : 2,
        averageObjectKb: part === 'logs' ? 40 : 300,
        writesK: 0.4,
        readsK: 3,
        lifecycle: part !== 'backups',
        old: part === 'backups' ? 0.8 : 0.3,
      })
    }
  }
}
