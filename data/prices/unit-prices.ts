import { type Provenance, SOURCES } from './sources.ts'
import type { PricedProvider } from './vm-prices.ts'

/** List price of one unit of something that is neither a machine nor an object storage class. */
export interface UnitPrice extends Provenance {
  readonly provider: PricedProvider
  readonly region: string
  /** What is bought, in our own words: `ebs.gp3.storage`, `nat.hour`. */
  readonly item: string
  readonly unit: string
  readonly usd: string
}

export function unitPrices(): readonly UnitPrice[] {
  return [
    ...prices('aws', 'us-east-1', SOURCES.infracost, AWS),
    ...prices('aws', 'us-east-1', SOURCES.infracostEks, [['eks.cluster.extended-support', 'hour', '0.6']]),
    ...prices('aws', 'us-east-1', SOURCES.sagemakerServerless, [
      ['sagemaker.serverless.memory', 'GB-second', '0.00002'],
      ['sagemaker.serverless.data', 'GB', '0.016'],
    ]),
    ...prices('aws', 'us-east-1', SOURCES.s3, S3),
    ...prices('azure', 'eastus', SOURCES.infracost, AZURE),
    ...prices('gcp', 'us-central1', SOURCES.gcp, GCP),
    ...prices('gcp', 'us-central1', SOURCES.gcpNetwork, GCP_NETWORK),
  ]
}

type Row = readonly [item: string, unit: string, usd: string]

const AWS: readonly Row[] = [
  ['ebs.gp2.storage', 'GB-month', '0.1'],
  ['ebs.gp3.storage', 'GB-month', '0.08'],
  ['ebs.gp3.iops-over-3000', 'IOPS-month', '0.005'],
  ['ebs.gp3.throughput-over-125', 'MB/s-month', '0.04'],
  ['ebs.io1.storage', 'GB-month', '0.125'],
  ['ebs.io1.iops', 'IOPS-month', '0.065'],
  ['ebs.io2.storage', 'GB-month', '0.125'],
  ['ebs.io2.iops', 'IOPS-month', '0.065'],
  ['ebs.st1.storage', 'GB-month', '0.045'],
  ['ebs.sc1.storage', 'GB-month', '0.015'],
  ['ebs.standard.storage', 'GB-month', '0.05'],
  ['ebs.snapshot', 'GB-month', '0.05'],
  ['ip.idle', 'hour', '0.005'],
  ['nat.gateway', 'hour', '0.045'],
  ['nat.data', 'GB', '0.045'],
  ['lb.application', 'hour', '0.0225'],
  ['lb.application.lcu', 'LCU-hour', '0.008'],
  ['lb.network', 'hour', '0.0225'],
  ['lb.network.lcu', 'LCU-hour', '0.006'],
  ['lb.classic', 'hour', '0.025'],
  ['lb.classic.data', 'GB', '0.008'],
  ['vpc-endpoint.interface', 'hour', '0.01'],
  ['vpc-endpoint.interface.data', 'GB', '0.01'],
  ['logs.ingestion', 'GB', '0.5'],
  ['logs.storage', 'GB-month', '0.03'],
  ['logs.insights-scan', 'GB', '0.005'],
  ['cloudtrail.management-copy', '100k events', '2'],
  ['cloudtrail.data', '100k events', '0.1'],
  ['eks.cluster', 'hour', '0.1'],
  ['rds.extended-support.year-1', 'vCPU-hour', '0.1'],
]

const S3: readonly Row[] = [
  ['s3.standard.over-50-tb', 'GB-month', '0.022'],
  ['s3.standard.over-500-tb', 'GB-month', '0.021'],
  ['s3.glacier-flexible.retrieval.expedited', 'GB', '0.03'],
  ['s3.deep-archive.retrieval.bulk', 'GB', '0.0025'],
]

const AZURE: readonly Row[] = [
  ['disk.premium.p4', 'disk-month', '5.28'],
  ['disk.standard-ssd.e30', 'disk-month', '76.8'],
  ['disk.standard-hdd.s4', 'disk-month', '1.54'],
  ['disk.snapshot', 'GB-month', '0.05'],
  ['blob.hot.ra-grs', 'GB-month', '0.0478'],
  ['ip.static', 'hour', '0.005'],
  ['nat.gateway', 'hour', '0.045'],
  ['nat.data', 'GB', '0.045'],
  ['lb.standard.data', 'GB', '0.005'],
]

const GCP: readonly Row[] = [
  ['disk.pd-standard.storage', 'GB-month', '0.04'],
  ['disk.pd-balanced.storage', 'GB-month', '0.1'],
  ['disk.pd-ssd.storage', 'GB-month', '0.17'],
  ['disk.snapshot', 'GB-month', '0.05'],
  ['ip.idle', 'hour', '0.01'],
]

const GCP_NETWORK: readonly Row[] = [
  ['nat.gateway', 'hour', '0.0448'],
  ['nat.data', 'GB', '0.045'],
]

function prices(provider: PricedProvider, region: string, from: Provenance, rows: readonly Row[]) {
  return rows.map(([item, unit, usd]) => ({ provider, region, item, unit, usd, ...from }))
}
