import { addManaged } from './database.ts'
import { addLineDecoys, addMlDecoys } from './decoys-ml.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago, at } from './hours.ts'
import { plantDecoy } from './plant.ts'
import { addBucket, type Bucket } from './storage.ts'
import { addThing } from './thing.ts'
import { vary } from './vary.ts'

/** Databases, buckets, endpoints and lines that look like waste and are none. */
export function addDataDecoys(fleet: Fleet): void {
  addDatabaseDecoys(fleet)
  addBucketDecoys(fleet)
  addMlDecoys(fleet)
  addLineDecoys(fleet)
}

function addDatabaseDecoys(fleet: Fleet): void {
  const rds = (
    app: string,
    type: string,
    price: string,
    load: Parameters<typeof addManaged>[1]['load'],
    multi = false,
  ) =>
    addManaged(fleet, {
      account: 'shop-prod',
      owner: ownedBy('payments', app, 'prod'),
      kind: 'database',
      load,
      attributes: {
        engine: 'postgres',
        engine_version: '16.4',
        instance_type: `db.${type}`,
        vcpu: 8,
        memory_gib: 64,
        multi_az: multi,
      },
      rows: [
        [
          'rds',
          `RDS db.${type} ${multi ? 'Multi-AZ' : 'Single-AZ'} instance hour running PostgreSQL`,
          `${multi ? 'Multi-AZUsage' : 'InstanceUsage'}:db.${type}`,
          'Hours',
          price,
          1,
        ],
      ],
    })
  const steady = rds(
    'orders-db',
    'r6g.2xl',
    '1.8',
    { cpu: 41, memory: 77, connections: 210, shape: 'traffic' },
    true,
  )
  plantDecoy(fleet, {
    name: 'production-database',
    ids: [steady.id],
    series: steady.series,
    tempts: ['SCH-01', 'RS-09', 'RS-08'],
    why: 'production, day and night, needs its standby',
  })
  const batch = rds('settlement-db', 'r6g.2xl', '0.9', {
    cpu: 13,
    memory: 70,
    connections: 6,
    shape: 'burst',
    swing: 1,
  })
  plantDecoy(fleet, {
    name: 'batch-database',
    ids: [batch.id],
    series: batch.series,
    tempts: ['RS-08', 'IDLE-09', 'SCH-01'],
    why: 'quiet but for the settlement runs, which use every core',
  })
}

function addBucketDecoys(fleet: Fleet): void {
  const bucket = (account: string, name: string, terabytes: number, more: Partial<Bucket>) =>
    addBucket(fleet, {
      account,
      name,
      terabytes,
      averageObjectKb: 900,
      writesK: 2,
      readsK: 20,
      owner: ownedBy('fleet-data', name, 'prod'),
      ...more,
    })
  bucket('platform-prod', 'robot-map-tiles', vary(fleet, 'tiles', 36), {
    averageObjectKb: 38,
    hot: true,
    readsK: 26_000,
    old: 0.8,
  })
  bucket('tb-mlops', 'tb-embedding-shards', vary(fleet, 'shards', 28), {
    averageObjectKb: 64,
    hot: true,
    readsK: 17_000,
    old: 0.85,
  })
  bucket('apps-eu', 'euproductimages', vary(fleet, 'images', 18), {
    averageObjectKb: 45,
    hot: true,
    readsK: 21_000,
    old: 0.75,
  })
  bucket('shop-prod', 'sku-images-small', vary(fleet, 'sku', 16), { averageObjectKb: 22, old: 0.9 })
  const geo = bucket('erp', 'erpledgerbackup', 14, {
    lifecycle: true,
    storage: ['Hot RA-GRS Data Stored', 'Hot RA-GRS Data Stored', 'Block Blob', '0.0478'],
    attributes: { redundancy: 'RA-GRS' },
  })
  plantDecoy(fleet, {
    name: 'geo-redundant-backup',
    ids: [geo.id],
    series: [geo.stored],
    tempts: ['ST-09'],
    why: 'the only backup of the books: auditors ask for a second region',
  })
  const versions = bucket('data-lake', 'model-registry', 20, {
    lifecycle: true,
    attributes: { versioning: true, noncurrent_bytes: 1.2e12, object_lock: false },
  })
  plantDecoy(fleet, {
    name: 'few-versions',
    ids: [versions.id],
    series: [versions.stored],
    tempts: ['ST-05'],
    why: 'six percent of old versions, expired after thirty days already',
  })
  const image = addThing(fleet, {
    account: 'tb-mlops',
    owner: ownedBy('ml-platform', 'base-image', 'prod'),
    service: 'gce',
    type: 'snapshot',
    name: 'base-image-2024',
    kind: 'snapshot',
    state: 'READY',
    meter: 'Storage PD Snapshot',
    usageType: 'Storage PD Snapshot',
    unit: 'gibibyte month',
    price: '0.05',
    base: 800 / 730,
    attributes: {
      size_gib: 800,
      created_at: at(ago(fleet, 500)),
      source_volume_exists: false,
      referenced_by: ['projects/tb-mlops/images/trainer-base'],
    },
  })
  plantDecoy(fleet, {
    name: 'snapshot-of-image-gcp',
    ids: [image.id],
    tempts: ['IDLE-08'],
    why: 'a machine image is made from it',
  })
  const ami = addThing(fleet, {
    account: 'shop-prod',
    owner: ownedBy('storefront', 'golden-ami', 'prod'),
    service: 'ec2',
    type: 'snapshot',
    name: 'snap-0a41c9d27e5b3f608',
    kind: 'snapshot',
    state: 'completed',
    meter: 'GB-month of snapshot data stored',
    usageType: 'EBS:SnapshotUsage',
    operation: 'CreateSnapshot',
    unit: 'GB-Months',
    price: '0.05',
    base: 700 / 730,
    attributes: {
      size_gib: 700,
      created_at: at(ago(fleet, 500)),
      source_volume_exists: false,
      referenced_by: ['ami-0c9d3b7715ee42f60'],
    },
  })
  plantDecoy(fleet, {
    name: 'snapshot-of-ami',
    ids: [ami.id],
    tempts: ['IDLE-08', 'ST-12'],
    why: 'an AMI in use is made from it: it cannot even be deleted',
  })
}
