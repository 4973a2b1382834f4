import type { SourceId } from './types.ts'

/** Tarnbrook Robotics, an invented maker of warehouse robots that bought the start-up Pinemoor AI. */
export interface Source {
  readonly id: SourceId
  readonly provider: string
  readonly issuer: string
  readonly billingAccountId: string
  readonly billingAccountName: string
  readonly billingAccountType: string
  readonly subAccountType: string
  readonly currency: string
  /** Contracted ÷ list of the provider's own services. */
  readonly factor: string
  /** Spelling of the key that holds the team. */
  readonly teamKey: string
  readonly region: string
}

const AWS = 'Amazon Web Services, Inc.'

export const SOURCES: readonly Source[] = [
  {
    id: 'aws-main',
    provider: 'AWS',
    issuer: AWS,
    billingAccountId: '402917365518',
    billingAccountName: 'Tarnbrook Robotics',
    billingAccountType: 'Billing Account',
    subAccountType: 'Account',
    currency: 'USD',
    factor: '0.91',
    teamKey: 'Team',
    region: 'us-east-1',
  },
  {
    id: 'aws-pinemoor',
    provider: 'AWS',
    issuer: AWS,
    billingAccountId: '715204886631',
    billingAccountName: 'Pinemoor AI',
    billingAccountType: 'Billing Account',
    subAccountType: 'Account',
    currency: 'USD',
    factor: '1',
    teamKey: 'TEAM',
    region: 'eu-west-1',
  },
  {
    id: 'azure-ea',
    provider: 'Microsoft',
    issuer: 'Microsoft',
    billingAccountId: '/providers/microsoft.billing/billingaccounts/8608480',
    billingAccountName: 'Tarnbrook Robotics Inc. (EA)',
    billingAccountType: 'Billing Account',
    subAccountType: 'Subscription',
    currency: 'USD',
    factor: '0.95',
    teamKey: 'team',
    region: 'eastus',
  },
  {
    id: 'azure-mca',
    provider: 'Microsoft',
    issuer: 'Microsoft',
    billingAccountId:
      '/providers/microsoft.billing/billingaccounts/3c1f6a52-90de-5b7c-8a44-1f0d7be2c913:77b0c3de-21f4-4f0e-9d1a-5f6a0c98e2b1_2019-05-31',
    billingAccountName: 'Tarnbrook Europe B.V. (MCA)',
    billingAccountType: 'Billing Profile',
    subAccountType: 'Subscription',
    currency: 'USD',
    factor: '1',
    teamKey: 'team',
    region: 'westeurope',
  },
  {
    id: 'gcp-us',
    provider: 'Google Cloud',
    issuer: 'Google LLC',
    billingAccountId: '01A7C3-5D92EF-B64410',
    billingAccountName: 'Tarnbrook US',
    billingAccountType: 'Billing Account',
    subAccountType: 'Project',
    currency: 'USD',
    factor: '1',
    teamKey: 'team',
    region: 'us-central1',
  },
  {
    id: 'gcp-eu',
    provider: 'Google Cloud',
    issuer: 'Google Cloud EMEA Limited',
    billingAccountId: '0F3B88-A1C6D4-72E905',
    billingAccountName: 'Tarnbrook Europe',
    billingAccountType: 'Billing Account',
    subAccountType: 'Project',
    currency: 'EUR',
    factor: '1',
    teamKey: 'team',
    region: 'europe-west1',
  },
]

export const ACCOUNTS: Readonly<Record<string, { readonly id: string; readonly source: SourceId }>> = {
  'ml-prod': { id: '518203947762', source: 'aws-main' },
  'ml-research': { id: '629314058873', source: 'aws-main' },
  'data-lake': { id: '730425169984', source: 'aws-main' },
  'platform-prod': { id: '841536270095', source: 'aws-main' },
  'shop-prod': { id: '952647381106', source: 'aws-main' },
  'dev-sandbox': { id: '163758492217', source: 'aws-main' },
  payer: { id: '402917365518', source: 'aws-main' },
  'pinemoor-prod': { id: '274869503328', source: 'aws-pinemoor' },
  'pinemoor-lab': { id: '385970614439', source: 'aws-pinemoor' },
  'corp-it': { id: '5e0c9a41-6c1d-4b7f-9a55-30d2c8e7f101', source: 'azure-ea' },
  'vision-ml': { id: '9b7d1f64-2a3e-4c58-8d10-77f4e0b9a202', source: 'azure-ea' },
  erp: { id: 'c2f8e5b7-81d0-4e6a-b3c9-15a6d4f0b303', source: 'azure-ea' },
  'apps-eu': { id: 'd4a1b2c3-5e6f-4708-91a2-b3c4d5e6f404', source: 'azure-mca' },
  'analytics-eu': { id: 'e5b2c3d4-6f70-4819-a2b3-c4d5e6f70505', source: 'azure-mca' },
  'tb-perception-train': { id: 'tb-perception-train', source: 'gcp-us' },
  'tb-fleet-telemetry': { id: 'tb-fleet-telemetry', source: 'gcp-us' },
  'tb-mlops': { id: 'tb-mlops', source: 'gcp-us' },
  'tb-voice-eu': { id: 'tb-voice-eu', source: 'gcp-eu' },
  'tb-support-eu': { id: 'tb-support-eu', source: 'gcp-eu' },
}

/** In the eighth month `simulation` was split off `robotics-core`: tags of its resources change from then on. */
export const TEAMS = [
  'ml-platform',
  'perception',
  'navigation',
  'voice',
  'simulation',
  'fleet-data',
  'robotics-core',
  'storefront',
  'payments',
  'mobile-apps',
  'data-platform',
  'security',
  'corporate-it',
  'support-insights',
] as const
export type Team = (typeof TEAMS)[number]

export function sourceOf(id: SourceId): Source {
  const source = SOURCES.find((candidate) => candidate.id === id)
  if (source === undefined) throw new Error(`no demo source ${id}`)
  return source
}
