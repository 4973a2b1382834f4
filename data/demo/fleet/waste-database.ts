import { addManaged } from './database.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { plantWaste } from './plant.ts'
import { vary } from './vary.ts'

/** Databases that are too large, doubled without need or too old. */
export function addDatabaseWaste(fleet: Fleet): void {
  addLargeDatabases(fleet)
  addExtendedSupport(fleet)
}

function addLargeDatabases(fleet: Fleet): void {
  const load = {
    cpu: vary(fleet, 'db', 5),
    memory: 17,
    connections: 21,
    swing: 0.5,
    shape: 'traffic',
  } as const
  const rds = addManaged(fleet, {
    account: 'shop-prod',
    owner: ownedBy('mobile-apps', 'loyalty-db', 'prod'),
    kind: 'database',
    load,
    attributes: {
      engine: 'postgres',
      engine_version: '16.4',
      instance_type: 'db.r5.4xlarge',
      vcpu: 16,
      memory_gib: 128,
      multi_az: false,
      storage_gib: 400,
    },
    rows: [
      [
        'rds',
        'RDS db.r5.4xlarge Single-AZ instance hour running PostgreSQL',
        'InstanceUsage:db.r5.4xl',
        'Hours',
        '2',
        1,
      ],
    ],
  })
  const azure = addManaged(fleet, {
    account: 'corp-it',
    owner: ownedBy('corporate-it', 'assets-sql', 'prod'),
    kind: 'database',
    load,
    attributes: { engine: 'sqlserver', tier: 'GeneralPurpose', vcpu: 8, zone_redundant: false },
    rows: [['azureSql', 'General Purpose - Compute Gen5 vCore', 'SQL Database', 'Hours', '0.2525', 8]],
  })
  const google = addManaged(fleet, {
    account: 'tb-mlops',
    owner: ownedBy('ml-platform', 'experiment-db', 'prod'),
    kind: 'database',
    load,
    attributes: { engine: 'POSTGRES_16', vcpu: 16, memory_gib: 60, availability: 'ZONAL' },
    rows: [
      ['cloudSql', 'Cloud SQL for PostgreSQL: Zonal - vCPU in Americas', 'DB vCPU', 'hour', '0.0413', 16],
    ],
  })
  for (const [name, { id, series }] of [
    ['oversized-rds', rds],
    ['oversized-azure-sql', azure],
    ['oversized-cloud-sql', google],
  ] as const) {
    plantWaste(fleet, {
      name,
      ids: [id],
      series,
      needs: ['metrics'],
      why: 'cores, memory and connections fit a quarter of it',
      fixes: [
        {
          rule: 'RS-08',
          keep: 0.25,
          method: 'a quarter of the cores with 20 % head-room at the 99.5th percentile',
        },
      ],
    })
  }
  const regional = addManaged(fleet, {
    account: 'tb-fleet-telemetry',
    owner: ownedBy('fleet-data', 'replay-db-staging', 'staging', true),
    kind: 'database',
    load: { cpu: 41, memory: 62, connections: 60, shape: 'traffic' },
    attributes: { engine: 'POSTGRES_16', vcpu: 8, memory_gib: 30, availability: 'REGIONAL' },
    rows: [
      ['cloudSql', 'Cloud SQL for PostgreSQL: Regional - vCPU in Americas', 'DB vCPU', 'hour', '0.0826', 8],
    ],
  })
  plantWaste(fleet, {
    name: 'regional-staging',
    ids: [regional.id],
    series: regional.series,
    why: 'a standby in staging',
    fixes: [{ rule: 'RS-09', keep: 0.5, method: 'zonal is half the price of regional' }],
  })
}

function addExtendedSupport(fleet: Fleet): void {
  const rds = addManaged(fleet, {
    account: 'shop-prod',
    owner: ownedBy('storefront', 'coupons-db', 'prod'),
    kind: 'database',
    load: { cpu: 44, memory: 66, connections: 160, shape: 'traffic' },
    attributes: {
      engine: 'mysql',
      engine_version: '5.7.44',
      instance_type: 'db.m5.2xlarge',
      vcpu: 8,
      memory_gib: 32,
      multi_az: false,
    },
    rows: [
      [
        'rds',
        'RDS Extended Support for MySQL 5.7, year 1-2, vCPU hour',
        'ExtendedSupport:Yr1-Yr2:MySQL5.7',
        'vCPU-Months',
        '0.1',
        8,
      ],
      [
        'rds',
        'RDS db.m5.2xlarge Single-AZ instance hour running MySQL',
        'InstanceUsage:db.m5.2xl',
        'Hours',
        '0.684',
        1,
      ],
    ],
  })
  plantWaste(fleet, {
    name: 'rds-extended-support',
    ids: [rds.id],
    series: rds.series.slice(0, 1),
    why: 'version out of standard support',
    fixes: [{ rule: 'LIC-02', method: 'the surcharge vanishes with the upgrade' }],
  })
  const eks = addManaged(fleet, {
    account: 'shop-prod',
    owner: ownedBy('payments', 'pay-legacy', 'prod'),
    kind: 'kubernetes_cluster',
    load: null,
    state: 'ACTIVE',
    attributes: { version: '1.29', nodes: 2, upgrade_policy: 'EXTENDED' },
    rows: [
      [
        'eks',
        'Amazon EKS extended support cluster hours',
        'AmazonEKS-Hours:extendedSupport',
        'Hours',
        '0.5',
        1,
      ],
      ['eks', 'Amazon EKS cluster hours', 'AmazonEKS-Hours:perCluster', 'Hours', '0.1', 1],
    ],
  })
  plantWaste(fleet, {
    name: 'eks-extended-support',
    ids: [eks.id],
    series: eks.series.slice(0, 1),
    why: 'Kubernetes 1.29 is out of standard support',
    fixes: [{ rule: 'LIC-01', method: 'the surcharge vanishes with the upgrade' }],
  })
}
