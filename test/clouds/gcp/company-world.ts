import type { Company, CompanyAccount, CompanyBill, CompanyCost } from '../shared/company-types.ts'
import { exportRow } from './export-row.ts'
import type { CatalogService, ComputeItem, GcpWorld, Project, Recommendation, Series } from './world.ts'

const SAMPLED_METRIC = 'compute.googleapis.com/instance/cpu/utilization'
const MAX_ALIGNER = 11
const ORGANIZATION = '9'

/** What the fake holds when a company stands behind it: its bill as a detailed export, and what the bill is of. */
export function worldOf(company: Company, exportProject: string): GcpWorld {
  const bill = company.bills.gcp
  const suffix = bill.billingAccount.replaceAll('-', '_')
  const machines = machinesOf(bill)
  return {
    billingAccounts: [
      {
        id: bill.billingAccount,
        displayName: bill.billingAccountName,
        open: true,
        currencyCode: bill.costs[0]?.currency ?? 'USD',
      },
    ],
    organizations: [{ id: ORGANIZATION, displayName: 'pinemoor.example' }],
    folders: unitsOf(bill).map((unit, index) => ({
      id: String(700 + index),
      displayName: unit,
      parent: `organizations/${ORGANIZATION}`,
    })),
    projects: bill.accounts.map((account) => projectOf(account, bill)),
    services: servicesOf(bill),
    tables: [
      {
        project: exportProject,
        dataset: 'billing',
        table: `gcp_billing_export_resource_v1_${suffix}`,
        location: 'EU',
        partition: null,
        rows: bill.costs.map((cost) => exportRow(cost, bill, numberOf(bill, cost.account))),
      },
    ],
    instances: machines.map(({ item }) => item),
    series: machines.map(({ series }) => series),
    recommendations: machines.slice(0, 1).map(({ item }) => resize(item)),
  }
}

function unitsOf({ accounts }: CompanyBill): string[] {
  return [...new Set(accounts.map(({ unit }) => unit))]
}

function numberOf({ accounts }: CompanyBill, account: CompanyAccount): string {
  return String(1001 + accounts.findIndex(({ id }) => id === account.id))
}

function projectOf(account: CompanyAccount, bill: CompanyBill): Project {
  return {
    projectId: account.id,
    number: numberOf(bill, account),
    displayName: account.name,
    parent: `folders/${700 + unitsOf(bill).indexOf(account.unit)}`,
    billingAccount: bill.billingAccount,
    labels: { team: account.team, env: account.env },
  }
}

/** One of every SKU that the bill has; Cloud Storage, Cloud SQL and Cloud Run are in the catalog without SKUs. */
function servicesOf({ costs }: CompanyBill): CatalogService[] {
  const skus = new Map(costs.filter(({ charge }) => charge === 'usage').map((cost) => [cost.sku, cost]))
  const named = ['Compute Engine', 'Vertex AI', 'BigQuery', 'Cloud Storage', 'Cloud SQL', 'Cloud Run']
  return named.map((displayName, index) => ({
    id: `0000-0000-000${index}`,
    displayName,
    skus: [...skus.values()].filter(({ service }) => service === displayName).map(skuOf),
  }))
}

function skuOf({ sku, region, unit, currency, billed, quantity }: CompanyCost) {
  const nanos = Math.round((Number(billed) / Number(quantity)) * 1e9)
  const unitPrice = { currencyCode: currency, units: String(Math.floor(nanos / 1e9)), nanos: nanos % 1e9 }
  return {
    skuId: sku.replaceAll(/[^A-Za-z0-9]+/g, '-'),
    description: sku,
    category: { resourceFamily: 'Compute', resourceGroup: 'CPU', usageType: 'OnDemand' },
    serviceRegions: [region],
    pricingInfo: [
      {
        effectiveTime: '2026-01-01T00:00:00Z',
        pricingExpression: {
          usageUnit: unit,
          displayQuantity: 1,
          tieredRates: [{ startUsageAmount: 0, unitPrice }],
        },
      },
    ],
  }
}

function machinesOf(bill: CompanyBill): { item: ComputeItem; series: Series }[] {
  const costs = bill.costs.filter(({ service, resource }) => service === 'Compute Engine' && resource !== '')
  const machines = [...new Map(costs.map((cost) => [cost.resource, cost])).values()]
  return machines.map(({ account, region, resource }, index) => {
    const zone = `${region}-b`
    const level = 0.1 + 0.3 * index
    return {
      item: {
        project: account.id,
        scope: `zones/${zone}`,
        body: {
          id: resource,
          name: resource,
          zone: `projects/${account.id}/zones/${zone}`,
          machineType: `zones/${zone}/machineTypes/n2-standard-8`,
          status: 'RUNNING',
          labels: { team: account.team },
        },
      },
      series: {
        project: account.id,
        metric: { type: SAMPLED_METRIC },
        resource: { type: 'gce_instance', labels: { project_id: account.id, zone, instance_id: resource } },
        value: (end, aligner) => (aligner === MAX_ALIGNER ? level * 1.5 : level) + ((end / 3600) % 24) / 1000,
      },
    }
  })
}

function resize({ project, scope, body }: ComputeItem): Recommendation {
  const location = scope.slice('zones/'.length)
  const recommender = 'google.compute.instance.MachineTypeRecommender'
  const resource = `//compute.googleapis.com/projects/${project}/${scope}/instances/${String(body['name'])}`
  return {
    project,
    location,
    recommender,
    body: {
      name: `projects/${project}/locations/${location}/recommenders/${recommender}/recommendations/1`,
      description: 'Save cost by changing machine type from n2-standard-8 to n2-standard-4.',
      recommenderSubtype: 'CHANGE_MACHINE_TYPE',
      lastRefreshTime: '2026-11-01T05:00:00Z',
      primaryImpact: {
        category: 1,
        costProjection: {
          cost: { currencyCode: 'USD', units: '-35', nanos: -500_000_000 },
          duration: '2592000s',
        },
      },
      content: { operationGroups: [{ operations: [{ action: 'replace', resource, path: '/machineType' }] }] },
      stateInfo: { state: 1 },
    },
  }
}
