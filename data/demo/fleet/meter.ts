import type { Series } from '../types.ts'
import { accountOf, addSeries, type Fleet, type Owner, type SeriesSpec } from './fleet.ts'

/** [service, meter, usage type, unit, price, quantity an hour, shape?, noise?, decimals?] */
export type MeterRow = readonly [
  service: string,
  meter: string,
  usageType: string,
  unit: string,
  price: string,
  base: number,
  shape?: Series['shape'],
  noise?: number,
  decimals?: number,
]

/** Adds lines for services that are billed by plain meters; `more` goes onto every one of them. */
export function addMeters(
  fleet: Fleet,
  account: string,
  owner: Owner,
  rows: readonly MeterRow[],
  more: Partial<SeriesSpec> = {},
): readonly number[] {
  return rows.map(([service, meter, usageType, unit, price, base, shape, noise, decimals]) =>
    addSeries(fleet, {
      account,
      owner,
      service,
      meter,
      usageType,
      unit,
      price,
      base,
      shape: shape ?? 'flat',
      noise: noise ?? 0,
      startSize: 0.75,
      decimals: decimals ?? 4,
      ...resourceOf(account, owner.app, service),
      ...more,
    }),
  )
}

/** Managed services with a resource of their own: [part of its id, its type]. The rest is billed by account. */
const RESOURCES: Readonly<Record<string, readonly [path: string, type: string]>> = {
  rds: ['rds:us-east-1:ACCOUNT:db:', 'DB Instance'],
  elasticache: ['elasticache:us-east-1:ACCOUNT:cluster:', 'Cache Cluster'],
  opensearch: ['es:us-east-1:ACCOUNT:domain/', 'Search Domain'],
  redshift: ['redshift:us-east-1:ACCOUNT:cluster:', 'Cluster'],
  msk: ['kafka:us-east-1:ACCOUNT:cluster/', 'Cluster'],
  eks: ['eks:us-east-1:ACCOUNT:cluster/', 'Cluster'],
  fsx: ['fsx:us-east-1:ACCOUNT:file-system/', 'File System'],
  glue: ['glue:us-east-1:ACCOUNT:job/', 'Job'],
  cloudfront: ['cloudfront::ACCOUNT:distribution/', 'Distribution'],
  azureSql: ['microsoft.sql/servers/', 'SQL server'],
  synapse: ['microsoft.synapse/workspaces/', 'Synapse workspace'],
  aks: ['microsoft.containerservice/managedclusters/', 'Kubernetes service'],
  openai: ['microsoft.cognitiveservices/accounts/', 'Azure OpenAI'],
  cloudSql: ['//cloudsql.googleapis.com/projects/ACCOUNT/instances/', 'SQL instance'],
  gke: ['//container.googleapis.com/projects/ACCOUNT/clusters/', 'Cluster'],
}

function resourceOf(account: string, app: string, service: string): Pick<SeriesSpec, 'resource'> {
  const known = RESOURCES[service]
  if (known === undefined) return {}
  const { id, source } = accountOf(account)
  const [path, type] = known
  const place = path
    .replace('ACCOUNT', id)
    .replace('us-east-1', source === 'aws-pinemoor' ? 'eu-west-1' : 'us-east-1')
  const start = source.startsWith('aws')
    ? 'arn:aws:'
    : source.startsWith('azure')
      ? `/subscriptions/${id}/resourcegroups/rg-${app}/providers/`
      : ''
  return { resource: { id: `${start}${place}${app}`, name: app, type } }
}
