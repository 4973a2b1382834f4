import type { CompanyAccount, CompanyBill, CompanyCost, Provider } from './company-types.ts'

/** Something that runs every day: so much of it, at so much a unit. */
export interface Item
  extends Pick<CompanyCost, 'account' | 'service' | 'sku' | 'region' | 'resource' | 'unit'> {
  readonly price: number
  readonly perDay: number
}

interface Estate extends Pick<CompanyBill, 'billingAccount' | 'billingAccountName' | 'accounts'> {
  readonly currency: string
  readonly items: readonly Item[]
}

const account = (id: string, name: string, team: string, env: string, unit: string): CompanyAccount => ({
  id,
  name,
  team,
  env,
  unit,
})

const AWS = {
  ml: account('444455556666', 'ml-prod', 'ml', 'prod', 'Workloads'),
  shop: account('777788889999', 'shop-prod', 'shop', 'prod', 'Workloads'),
  dev: account('222233334444', 'sandbox', 'platform', 'dev', 'Sandbox'),
}
const AZURE = {
  data: account('00000000-0000-0000-0000-000000000001', 'Data platform', 'data', 'prod', 'Production'),
  office: account('00000000-0000-0000-0000-000000000002', 'Office', 'platform', 'prod', 'Corporate'),
}
const GCP = {
  vision: account('pinemoor-vision', 'Vision', 'vision', 'prod', 'Research'),
  search: account('pinemoor-search', 'Search', 'search', 'prod', 'Products'),
}

/** What the company runs in each cloud, under the names of the provider's bill. */
export const estates: Readonly<Record<Provider, Estate>> = {
  aws: {
    billingAccount: '111122223333',
    billingAccountName: 'Pinemoor payer',
    currency: 'USD',
    accounts: Object.values(AWS),
    items: [
      item(AWS.ml, 'Amazon SageMaker', 'EU-Host:ml.g5.xlarge', 'eu-west-1', 'ranker', 1.408, 48, 'Hrs'),
      item(
        AWS.ml,
        'Amazon Elastic Compute Cloud - Compute',
        'EU-BoxUsage:p4d.24xlarge',
        'eu-west-1',
        'i-0train',
        35.39,
        6,
        'Hrs',
      ),
      item(
        AWS.shop,
        'Amazon Elastic Compute Cloud - Compute',
        'EU-BoxUsage:m5.xlarge',
        'eu-west-1',
        'i-0web',
        0.214,
        96,
        'Hrs',
      ),
      item(
        AWS.shop,
        'Amazon Relational Database Service',
        'EU-InstanceUsage:db.r6g.large',
        'eu-west-1',
        'shop-db',
        0.271,
        24,
        'Hrs',
      ),
      item(
        AWS.shop,
        'Amazon Simple Storage Service',
        'EU-TimedStorage-ByteHrs',
        'eu-west-1',
        'shop-assets',
        0.023,
        400,
        'GB-Mo',
      ),
      item(AWS.dev, 'EC2 - Other', 'EBS:VolumeUsage.gp2', 'us-east-1', 'vol-0idle', 0.1, 16, 'GB-Mo'),
    ],
  },
  azure: {
    billingAccount: '8a1b2c3d',
    billingAccountName: 'Pinemoor enrolment',
    currency: 'EUR',
    accounts: Object.values(AZURE),
    items: [
      item(
        AZURE.data,
        'Azure Machine Learning',
        'NC6s v3',
        'westeurope',
        'train-cluster',
        3.06,
        20,
        '1 Hour',
      ),
      item(AZURE.data, 'Virtual Machines', 'D4s v5', 'westeurope', 'etl-1', 0.23, 72, '1 Hour'),
      item(AZURE.data, 'Storage', 'Hot LRS Data Stored', 'westeurope', 'datalake', 0.0184, 900, '1 GB/Month'),
      item(AZURE.office, 'Virtual Machines', 'B2ms', 'northeurope', 'jump', 0.0912, 24, '1 Hour'),
    ],
  },
  gcp: {
    billingAccount: '01AB23-CD45EF-678901',
    billingAccountName: 'Pinemoor',
    currency: 'USD',
    accounts: Object.values(GCP),
    items: [
      item(GCP.vision, 'Vertex AI', 'Prediction N1 core', 'europe-west4', 'endpoint-7', 0.0359, 192, 'hour'),
      item(
        GCP.vision,
        'Compute Engine',
        'Nvidia Tesla T4 GPU running in Netherlands',
        'europe-west4',
        'gpu-1',
        0.35,
        40,
        'hour',
      ),
      item(GCP.search, 'BigQuery', 'Analysis', 'EU', '', 6.25, 3, 'tebibyte'),
      item(
        GCP.search,
        'Compute Engine',
        'N2 Instance Core running in Netherlands',
        'europe-west4',
        'index-1',
        0.0347,
        96,
        'hour',
      ),
    ],
  },
}

function item(
  owner: CompanyAccount,
  service: string,
  sku: string,
  region: string,
  resource: string,
  price: number,
  perDay: number,
  unit: string,
): Item {
  return { account: owner, service, sku, region, resource, price, perDay, unit }
}
