import { monthStart } from '@outlay/shared/period'
import type { Company, CompanyBill, CompanyCost } from '../shared/company-types.ts'
import { adviceOf } from './company-advice.ts'
import type { AwsWorld, Cost, ListedMetric, MetricQuestion, Organization, Product } from './world.ts'

const ROOT = 'r-pine'
const EPOCH = 1_577_836_800

/** What AWS knows of the company. The keys are those of its first account, which may go into a role of every other one. */
export function worldOf({ bills: { aws }, today }: Company): AwsWorld {
  const [first, ...others] = aws.accounts
  return {
    today,
    estimatedFrom: monthStart(today),
    costs: aws.costs.map(toCost),
    organization: organizationOf(aws),
    ...accountOf(aws, first?.id ?? ''),
    metric: busyness,
    members: Object.fromEntries(others.map(({ id }) => [id, accountOf(aws, id)])),
    roles: Object.fromEntries(others.map(({ id }) => [roleOf(id), id])),
    products: [PRODUCT],
    ...adviceOf(today, first?.id ?? aws.billingAccount),
  }
}

export function roleOf(account: string): string {
  return `arn:aws:iam::${account}:role/outlay-reader`
}

function organizationOf(bill: CompanyBill): Organization {
  const units = [...new Set(bill.accounts.map(({ unit }) => unit))]
  const unitId = (unit: string) => `ou-pine-${String(units.indexOf(unit)).padStart(8, '0')}`
  const account = (id: string, name: string, parent: string, tags: Record<string, string>) => ({
    id,
    name,
    email: `${name.toLowerCase().replaceAll(' ', '-')}@pinemoor.example`,
    status: 'ACTIVE' as const,
    joined: EPOCH,
    parent,
    tags,
  })
  return {
    id: 'o-pinemoor',
    masterAccountId: bill.billingAccount,
    units: [
      { id: ROOT, name: 'Root', parent: null },
      ...units.map((name) => ({ id: unitId(name), name, parent: ROOT })),
    ],
    accounts: [
      account(bill.billingAccount, bill.billingAccountName, ROOT, {}),
      ...bill.accounts.map(({ id, name, team, env, unit }) => account(id, name, unitId(unit), { team, env })),
    ],
  }
}

/** What runs in one account. */
function accountOf({ costs }: CompanyBill, id: string): Pick<AwsWorld, 'metricsListed' | 'ec2'> {
  const own = costs.filter(({ account }) => account.id === id)
  const resources = new Map(own.map((cost) => [cost.resource, cost]))
  return {
    metricsListed: [...resources.values()].flatMap(listed),
    ec2: {
      volumes: [...resources.keys()]
        .filter((resource) => resource.startsWith('vol-'))
        .map((volumeId) => ({ volumeId, size: 500, volumeType: 'gp2', status: 'available' })),
      instances: [...resources.values()]
        .filter(({ resource }) => resource.startsWith('i-'))
        .map(({ resource, sku }) => ({
          instanceId: resource,
          instanceType: sku.split(':')[1] ?? '',
          launchTime: '2025-01-01T00:00:00.000Z',
          instanceState: { code: 16, name: 'running' },
        })),
    },
  }
}

function toCost({
  day,
  service,
  sku,
  region,
  resource,
  quantity,
  unit,
  charge,
  billed,
  currency,
  account,
}: CompanyCost): Cost {
  return {
    day,
    service,
    usageType: sku,
    recordType: { usage: 'Usage', credit: 'Credit', tax: 'Tax' }[charge],
    unblended: billed,
    amortized: billed,
    blended: billed,
    quantity,
    quantityUnit: unit,
    currency,
    account: account.id,
    region,
    tags: { team: account.team, env: account.env },
    ...(resource === '' ? {} : { resource }),
  }
}

function listed({ resource, service }: CompanyCost): ListedMetric[] {
  if (resource.startsWith('i-')) {
    const dimensions = { InstanceId: resource }
    return ['CPUUtilization', 'NetworkIn'].map((metric) => ({ namespace: 'AWS/EC2', metric, dimensions }))
  }
  if (service !== 'Amazon SageMaker' || resource === '') return []
  const dimensions = { EndpointName: resource, VariantName: 'AllTraffic' }
  return [{ namespace: 'AWS/SageMaker', metric: 'Invocations', dimensions }]
}

/** Busy by day, quiet by night; the same at every call. */
function busyness({ start, stat, metric }: MetricQuestion): number {
  const hour = Math.floor(start / 3600) % 24
  const load = hour > 7 && hour < 20 ? 40 : 5
  const value = metric === 'CPUUtilization' ? load : load * 1000
  return stat === 'Maximum' ? value * 1.5 : value
}

const PRODUCT: Product = {
  serviceCode: 'AmazonEC2',
  version: '20261120000000',
  publicationDate: '2026-11-20T00:00:00Z',
  product: {
    sku: 'PINEMOOR1',
    productFamily: 'Compute Instance',
    attributes: {
      instanceType: 'm5.xlarge',
      regionCode: 'eu-west-1',
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
    },
  },
  terms: {
    OnDemand: {
      term: {
        priceDimensions: { rate: { unit: 'Hrs', beginRange: '0', pricePerUnit: { USD: '0.2140000000' } } },
      },
    },
  },
}
