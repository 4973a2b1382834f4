/**
 * On-demand Linux prices and sizes of the machines in the demo, in US dollars an hour. Facts taken from the public
 * sources named in each row; how they were collected is told in data/README.md.
 */
export interface VmPrice {
  readonly provider: 'aws' | 'azure' | 'gcp'
  readonly region: string
  readonly type: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly gpu: string | null
  readonly gpus: number
  readonly usdPerHour: string
  readonly source: string
  readonly licence: string
  readonly asOf: string
}

type Row = readonly [
  region: string,
  type: string,
  vcpu: number,
  memoryGib: number,
  gpu: string | null,
  gpus: number,
  usdPerHour: string,
]

const AWS_1: readonly Row[] = [
  ['us-east-1', 'm6i.large', 2, 8, null, 0, '0.096'],
  ['us-east-1', 'm6i.xlarge', 4, 16, null, 0, '0.192'],
  ['us-east-1', 'm6i.2xlarge', 8, 32, null, 0, '0.384'],
  ['us-east-1', 'm6i.4xlarge', 16, 64, null, 0, '0.768'],
  ['us-east-1', 'c6i.2xlarge', 8, 16, null, 0, '0.34'],
  ['us-east-1', 'c6i.4xlarge', 16, 32, null, 0, '0.68'],
  ['us-east-1', 'r6i.2xlarge', 8, 64, null, 0, '0.504'],
  ['us-east-1', 'r6i.4xlarge', 16, 128, null, 0, '1.008'],
  ['us-east-1', 'm5.xlarge', 4, 16, null, 0, '0.192'],
  ['us-east-1', 'm5.2xlarge', 8, 32, null, 0, '0.384'],
  ['us-east-1', 'c5.2xlarge', 8, 16, null, 0, '0.34'],
  ['us-east-1', 'r5.2xlarge', 8, 64, null, 0, '0.504'],
  ['us-east-1', 't3.medium', 2, 4, null, 0, '0.0416'],
  ['us-east-1', 't3.large', 2, 8, null, 0, '0.0832'],
  ['us-east-1', 'g5.2xlarge', 8, 32, 'A10G', 1, '1.212'],
  ['us-east-1', 'g5.12xlarge', 48, 192, 'A10G', 4, '5.672'],
  ['us-east-1', 'g4dn.xlarge', 4, 16, 'T4', 1, '0.526'],
  ['us-east-1', 'p3.2xlarge', 8, 61, 'V100', 1, '3.06'],
  ['us-east-1', 'p4d.24xlarge', 96, 1152, 'A100-40GB', 8, '21.957642'],
  ['us-east-1', 'p5.48xlarge', 192, 2048, 'H100', 8, '55.04'],
  ['us-east-1', 'trn1.32xlarge', 128, 512, 'Trainium', 16, '21.5'],
  ['us-east-1', 'inf2.xlarge', 4, 16, 'Inferentia2', 1, '0.7582'],
]

const AWS_2: readonly Row[] = [
  ['eu-west-1', 'm5.xlarge', 4, 16, null, 0, '0.214'],
  ['eu-west-1', 'c5.2xlarge', 8, 16, null, 0, '0.384'],
  ['eu-west-1', 'g5.2xlarge', 8, 32, 'A10G', 1, '1.35296'],
  ['eu-west-1', 'g5.12xlarge', 48, 192, 'A10G', 4, '6.33167'],
  ['eu-west-1', 'g4dn.xlarge', 4, 16, 'T4', 1, '0.587'],
  ['eu-west-1', 't3.large', 2, 8, null, 0, '0.0912'],
]

const AZURE: readonly Row[] = [
  ['eastus', 'D2s_v5', 2, 8, null, 0, '0.096'],
  ['eastus', 'D4s_v5', 4, 16, null, 0, '0.192'],
  ['eastus', 'D8s_v5', 8, 32, null, 0, '0.384'],
  ['eastus', 'D16s_v5', 16, 64, null, 0, '0.768'],
  ['eastus', 'E8s_v5', 8, 64, null, 0, '0.504'],
  ['eastus', 'NC24ads_A100_v4', 24, 220, 'A100-80GB', 1, '3.673'],
  ['eastus', 'ND96asr_v4', 96, 900, 'A100-40GB', 8, '27.197'],
  ['eastus', 'NC4as_T4_v3', 4, 28, 'T4', 1, '0.526'],
  ['westeurope', 'D2s_v5', 2, 8, null, 0, '0.115'],
  ['westeurope', 'D4s_v5', 4, 16, null, 0, '0.23'],
  ['westeurope', 'D8s_v5', 8, 32, null, 0, '0.46'],
  ['westeurope', 'NC24ads_A100_v4', 24, 220, 'A100-80GB', 1, '4.775'],
]

const GCP: readonly Row[] = [
  ['us-central1', 'n2-standard-4', 4, 16, null, 0, '0.194236'],
  ['us-central1', 'n2-standard-8', 8, 32, null, 0, '0.388472'],
  ['us-central1', 'e2-standard-4', 4, 16, null, 0, '0.134023'],
  ['us-central1', 'n1-standard-4', 4, 15, null, 0, '0.189999'],
  ['us-central1', 'g2-standard-8', 8, 32, 'L4', 1, '0.853624'],
  ['us-central1', 'a2-highgpu-1g', 12, 85, 'A100-40GB', 1, '3.673385'],
  ['us-central1', 'a2-highgpu-8g', 96, 680, 'A100-40GB', 8, '29.38708'],
  ['us-central1', 'a3-highgpu-1g', 26, 234, 'H100', 1, '11.06125'],
  ['europe-west1', 'n2-standard-4', 4, 16, null, 0, '0.213668'],
  ['europe-west1', 'e2-standard-4', 4, 16, null, 0, '0.147431'],
  ['europe-west1', 'g2-standard-8', 8, 32, 'L4', 1, '0.939926'],
  ['europe-west1', 'a2-highgpu-1g', 12, 85, 'A100-40GB', 1, '3.747369'],
]

export const VM_PRICES: readonly VmPrice[] = [
  ...rows('aws', AWS_1, 'karpenter-provider-aws@1d92708', 'Apache-2.0', '2026-07-20'),
  ...rows('aws', AWS_2, 'ec2instances.info@a19cd859', 'MIT', '2024-04-04'),
  ...rows('azure', AZURE, 'karpenter-provider-azure@352646f', 'Apache-2.0', '2026-06-18'),
  ...rows('gcp', GCP, 'google-cloud-pricing-cost-calculator@fd66b26', 'Apache-2.0', '2026-07-30'),
]

function rows(
  provider: VmPrice['provider'],
  table: readonly Row[],
  source: string,
  licence: string,
  asOf: string,
): VmPrice[] {
  return table.map(([region, type, vcpu, memoryGib, gpu, gpus, usdPerHour]) => ({
    provider,
    region,
    type,
    vcpu,
    memoryGib,
    gpu,
    gpus,
    usdPerHour,
    source,
    licence,
    asOf,
  }))
}

/** The price of a machine; throws on one that the table does not hold. */
export function vmPrice(provider: VmPrice['provider'], region: string, type: string): VmPrice {
  const price = VM_PRICES.find(
    (row) => row.provider === provider && row.region === region && row.type === type,
  )
  if (price === undefined) throw new Error(`no price for ${provider} ${region} ${type}`)
  return price
}
