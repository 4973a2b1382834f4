import { TEAMS } from '../company.ts'
import type { Fleet, Owner } from './fleet.ts'
import { ago } from './hours.ts'
import { addMeters } from './meter.ts'
import { plantAnomaly, plantDecoy, plantWaste } from './plant.ts'
import { addBucket } from './storage.ts'
import { vary } from './vary.ts'

export function addData(fleet: Fleet): void {
  const lake: Owner = { team: 'data-platform', app: 'warehouse', env: 'prod', tagged: true }
  addMeters(fleet, 'data-lake', lake, [
    ['redshift', 'ra3.4xlarge node hour', 'Node:ra3.4xlarge', 'Hours', '3.26', 4],
    ['glue', 'Data Processing Unit hour', 'USE1-ETL-DPU-Hour', 'DPU-Hours', '0.44', 14, 'nightly', 0.3],
    ['msk', 'kafka.m5.2xlarge broker hour', 'Kafka.m5.2xlarge', 'Hours', '0.84', 9],
    ['opensearch', 'r6g.2xlarge.search instance hour', 'ESInstance:r6g.2xlarge', 'Hours', '0.67', 8],
  ])
  const shop: Owner = { team: 'storefront', app: 'shop', env: 'prod' }
  addMeters(fleet, 'shop-prod', shop, [
    ['rds', 'db.r6g.4xlarge Multi-AZ instance hour', 'Multi-AZUsage:db.r6g.4xl', 'Hours', '3.597', 4],
    ['rds', 'GB-month of Aurora storage', 'Aurora:StorageUsage', 'GB-Months', '0.10', 60_000 / 730],
    ['elasticache', 'cache.r6g.xlarge node hour', 'NodeUsage:cache.r6g.xlarge', 'Hours', '0.411', 10],
    ['cloudfront', 'data transfer out, US', 'US-DataTransfer-Out-Bytes', 'GB', '0.085', 105, 'traffic', 0.15],
  ])
  const [staging] = addMeters(fleet, 'dev-sandbox', { team: 'data-platform', app: 'etl', env: 'staging' }, [
    ['rds', 'db.m5.2xlarge Multi-AZ instance hour', 'Multi-AZUsage:db.m5.2xl', 'Hours', '1.424', 2],
  ])
  plantWaste(fleet, {
    name: 'multi-az-staging',
    series: [staging ?? 0],
    why: 'standby database in staging',
    fixes: [
      { rule: 'RS-09', keep: 0.5, method: 'one zone is half the price of two' },
      { rule: 'SCH-01', keep: 60 / 168, method: 'stopped outside working hours' },
    ],
  })
}

export function addNetwork(fleet: Fleet): void {
  const net: Owner = { team: null, app: 'network', env: 'prod', tagged: false }
  for (const account of ['platform-prod', 'shop-prod', 'ml-prod', 'ml-research']) {
    const [, bytes, , egress] = addMeters(fleet, account, net, [
      ['vpc', 'NAT gateway hour', 'NatGateway-Hours', 'Hours', '0.045', 3],
      ['vpc', 'NAT gateway data processed', 'NatGateway-Bytes', 'GB', '0.045', 25, 'traffic', 0.2],
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
    plantTraffic(fleet, account, bytes ?? 0, egress ?? 0)
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
  plantAnomaly(
    fleet,
    { name: 'log-growth', shape: 'drift', series: [logs ?? 0], cause: 'debug logging on every robot' },
    70,
    0,
  )
  plantWaste(fleet, {
    name: 'debug-logs',
    series: [logs ?? 0],
    why: 'two fifths of it are debug lines that nobody queries',
    fixes: [
      { rule: 'LOG-02', keep: 1 - vary(fleet, 'debug', 0.4), method: 'the debug lines are no longer sent' },
    ],
  })
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
  const twice = 'management events recorded twice'
  plantWaste(fleet, { name: 'second-trail', series: [trail ?? 0], why: twice, fixes: [{ rule: 'LOG-04' }] })
}

/** Where the bytes of an account go: [share to S3 and DynamoDB, share of the egress that a CDN could serve]. */
const TRAFFIC: Readonly<Record<string, readonly [gateway: number, cached: number]>> = {
  'ml-research': [0.72, 0],
  'ml-prod': [0.45, 0],
  'platform-prod': [0.08, 0.7],
  'shop-prod': [0, 0],
}

function plantTraffic(fleet: Fleet, account: string, bytes: number, egress: number): void {
  const [gateway, cached] = TRAFFIC[account] ?? [0, 0]
  const share = vary(fleet, `gateway:${account}`, gateway, 0.15)
  const fix = {
    rule: 'NET-01',
    keep: 1 - share,
    method: 'bytes to S3 and DynamoDB through a gateway endpoint, at no charge',
  }
  if (gateway > 0.2) {
    plantWaste(fleet, {
      name: 'nat-to-s3',
      series: [bytes],
      why: 'buckets are read through the NAT gateway',
      fixes: [fix],
    })
  } else {
    plantDecoy(fleet, {
      name: 'nat-to-internet',
      series: [bytes],
      tempts: ['NET-01'],
      why: 'hardly a byte of it goes to S3',
    })
  }
  if (cached === 0) {
    plantDecoy(fleet, {
      name: 'egress-of-answers',
      series: [egress],
      tempts: ['NET-04'],
      why: 'answers made for each caller: nothing to cache',
    })
    return
  }
  const method = 'cached bytes at the 0.08 of the CDN instead of 0.09'
  const fixes = [{ rule: 'NET-04', keep: 1 - (cached * 0.01) / 0.09, method }]
  plantWaste(fleet, {
    name: 'egress-without-cdn',
    series: [egress],
    why: 'robots load the same firmware from the origin',
    fixes,
  })
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
        1450,
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
      ['databricks', 'Jobs compute DBU', 'MP:jobs-compute', 'DBU', '0.15', 74, 'nightly', 0.2],
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
