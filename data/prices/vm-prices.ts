import { AWS_VMS } from './aws-vms.ts'
import { AZURE_VMS } from './azure-vms.ts'
import { GCP_VMS } from './gcp-vms.ts'
import { acceleratorMemoryGib } from './gpu-specs.ts'
import { type Provenance, SOURCES } from './sources.ts'

export type PricedProvider = 'aws' | 'azure' | 'gcp'

/** Size and on-demand Linux price of a machine in one region. */
export interface VmPrice extends Provenance {
  readonly provider: PricedProvider
  readonly region: string
  /** In the provider's own spelling: `m5.xlarge`, `Standard_D4s_v5`, `n2-standard-4`. */
  readonly type: string
  readonly family: string
  /** Of the hardware, as the name counts it: 5 of `m5`, 5 of `D4s_v5`, 2 of `n2`. */
  readonly generation: number
  readonly architecture: 'x86' | 'arm'
  /** Shares its cores and earns credits while idle, so that its vCPUs are not always there. */
  readonly burstable: boolean
  readonly vcpu: number
  readonly memoryGib: number
  readonly gpu: string | null
  /** May be a fraction of an accelerator. */
  readonly gpus: number
  /** Of one whole accelerator. */
  readonly gpuMemoryGib: number | null
  readonly usdPerHour: string
  /** The spot price now and here, where the source states one. */
  readonly spotUsdPerHour: string | null
  /** Spot price as a part of the on-demand price, where the source states it for the family. */
  readonly spotRatio: number | null
}

/** Every machine of the catalogue in every region that has a price. */
export function vmPrices(): readonly VmPrice[] {
  all ??= [
    ...machines('aws', AWS_VMS, [
      ['us-east-1', SOURCES.awsUsEast],
      ['eu-west-1', SOURCES.awsEuWest],
    ]),
    ...machines('azure', AZURE_VMS, [
      ['eastus', SOURCES.azureVms],
      ['westeurope', SOURCES.azureVms],
    ]),
    ...machines('gcp', GCP_VMS, [
      ['us-central1', SOURCES.gcp],
      ['europe-west1', SOURCES.gcp],
    ]),
  ]
  return all
}

/** The price of a machine (Azure with or without `Standard_`); throws on one that the table does not hold. */
export function vmPrice(provider: PricedProvider, region: string, type: string): VmPrice {
  byKey ??= new Map(vmPrices().map((vm) => [keyOf(vm.provider, vm.region, vm.type), vm]))
  const price = byKey.get(keyOf(provider, region, type))
  if (price === undefined) throw new Error(`no price for ${provider} ${region} ${type}`)
  return price
}

let all: readonly VmPrice[] | undefined
let byKey: ReadonlyMap<string, VmPrice> | undefined

type Region = readonly [name: string, provenance: Provenance]

/** Reads a table in the form that aws-vms.ts, azure-vms.ts and gcp-vms.ts describe. */
function machines(provider: PricedProvider, table: string, regions: readonly Region[]): VmPrice[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const cells = line.split(' | ')
      const [family = '', architecture = '', gpu = ''] = cells
      const ratio = provider === 'azure' ? known(cells[3]) : null
      const common = {
        provider,
        family,
        architecture: architecture === 'arm' ? ('arm' as const) : ('x86' as const),
        gpu: known(gpu),
        gpuMemoryGib: acceleratorMemoryGib(known(gpu), provider),
        spotRatio: ratio === null ? null : Number(ratio),
      }
      return (cells.at(-1) ?? '').split('; ').flatMap((size) => inRegions(common, size, regions))
    })
}

type Common = Pick<VmPrice, 'provider' | 'family' | 'architecture' | 'gpu' | 'gpuMemoryGib' | 'spotRatio'>

function inRegions(common: Common, size: string, regions: readonly Region[]): VmPrice[] {
  const [name = '', vcpu = '', memory = '', ...rest] = size.split(' ')
  const type = typeOf(common.provider, common.family, name)
  return regions.flatMap(([region, provenance], index) => {
    const price = known(rest[index])
    if (price === null) return []
    const [usdPerHour = '', spot = null] = price.split('/')
    return {
      ...common,
      region,
      type,
      generation: generationOf(common.provider, common.family, name),
      burstable: isBurstable(common.provider, type),
      vcpu: Number(vcpu),
      memoryGib: Number(memory),
      gpus: Number(rest[regions.length] ?? 0),
      usdPerHour,
      spotUsdPerHour: spot,
      ...provenance,
    }
  })
}

function known(cell: string | undefined): string | null {
  return cell === undefined || cell === '-' ? null : cell
}

function typeOf(provider: PricedProvider, family: string, size: string): string {
  if (provider === 'azure') return `Standard_${size}`
  return provider === 'aws' ? `${family}.${size}` : `${family}-${size}`
}

function generationOf(provider: PricedProvider, family: string, size: string): number {
  const digits = provider === 'azure' ? /_v(\d+)$/.exec(size) : /\d+/.exec(family)
  return Number(digits?.[1] ?? digits?.[0] ?? 1)
}

function isBurstable(provider: PricedProvider, type: string): boolean {
  if (provider === 'aws') return /^t\d/.test(type)
  return provider === 'azure' ? /^Standard_B\d/.test(type) : /^(e2|f1|g1)-(micro|small|medium)$/.test(type)
}

function keyOf(provider: PricedProvider, region: string, type: string): string {
  return `${provider} ${region} ${type.replace(/^Standard_/, '')}`
}
