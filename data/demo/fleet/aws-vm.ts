import { type VmPrice, vmPrice } from '../../prices/vm-prices.ts'
import { idOf } from '../random.ts'
import type { Hour, Series } from '../types.ts'
import { addVolume } from './aws-volume.ts'
import { accountOf, addSeries, type Fleet, lastHour, type Owner } from './fleet.ts'
import { at, lifetime } from './hours.ts'
import { type Load, watch } from './metrics.ts'

export interface AwsVm {
  readonly account: string
  readonly name: string
  readonly type: string
  readonly owner: Owner
  readonly load: Load
  readonly region?: string
  /** Discount of the spot price on the on-demand price, e.g. `0.66`. */
  readonly spotPrice?: string
  readonly commitment?: string
  readonly shape?: Series['shape']
  readonly from?: Hour
  readonly until?: Hour
  readonly diskGib?: number
  readonly diskType?: 'gp2' | 'gp3'
  /** Machine hours an hour, 1 by default. */
  readonly base?: number
  /** true: neither disk nor traffic of its own on the bill. */
  readonly bare?: boolean
  /** Stopped, but not deleted, at `until`: its disk goes on. */
  readonly stopped?: boolean
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly ml?: boolean
  readonly id?: string
}

/** An EC2 instance with its root volume and its traffic between zones; returns the number of its compute lines. */
export function addAwsVm(fleet: Fleet, vm: AwsVm): { readonly series: number; readonly id: string } {
  const region = vm.region ?? (accountOf(vm.account).source === 'aws-pinemoor' ? 'eu-west-1' : 'us-east-1')
  const price = vmPrice('aws', region, vm.type)
  const id = vm.id ?? `i-0${idOf(fleet.calendar.seed, `vm:${vm.name}`, 16)}`
  const prefix = region === 'eu-west-1' ? 'EU-' : ''
  const [from, until] = lifetime(fleet, vm.account, vm.from, vm.until)
  const common = { account: vm.account, owner: vm.owner, region, from, until, ml: vm.ml ?? false }
  const resource = { id, name: vm.name, type: 'Instance' }
  const series = addSeries(fleet, {
    ...common,
    service: 'ec2',
    zone: `${region}${'abc'[vm.name.length % 3]}`,
    resource,
    ...wordingOf(vm, prefix),
    details: detailsOf(price),
    unit: 'Hours',
    price: vm.spotPrice ?? price.usdPerHour,
    ...(vm.commitment === undefined ? {} : { commitment: vm.commitment }),
    grain: 'hour',
    shape: vm.shape ?? 'flat',
    base: vm.base ?? 1,
  })
  if (!vm.bare && vm.name.length % 2 === 0) addTraffic(fleet, vm, { ...common, resource, prefix })
  if (!vm.bare) addRootVolume(fleet, vm, region, id)
  watch(fleet, id, { networkIn: 4e8, networkOut: 2e8, ...vm.load }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'vm',
    state: stateOf(fleet, vm, until),
    attributes: {
      instance_type: vm.type,
      vcpu: price.vcpu,
      memory_gib: price.memoryGib,
      gpus: price.gpus,
      gpu_model: price.gpu,
      lifecycle: vm.spotPrice === undefined ? 'on-demand' : 'spot',
      launched_at: at(from),
      os: 'Linux',
      ...vm.attributes,
    },
  })
  return { series, id }
}

function stateOf(fleet: Fleet, vm: AwsVm, until: Hour): string {
  if (until >= lastHour(fleet, accountOf(vm.account).source)) return 'running'
  return vm.stopped ? 'stopped' : 'terminated'
}

function addRootVolume(fleet: Fleet, vm: AwsVm, region: string, id: string): void {
  const { until, ...rest } = vm
  const kept = vm.stopped || until === undefined ? {} : { until }
  addVolume(fleet, {
    ...rest,
    ...kept,
    region,
    name: `${vm.name}-root`,
    attachedTo: id,
    sizeGib: vm.diskGib ?? 100,
  })
}

function wordingOf({ spotPrice, type }: AwsVm, prefix: string) {
  return spotPrice === undefined
    ? ({
        meter: `On Demand Linux ${type} Instance Hour`,
        usageType: `${prefix}BoxUsage:${type}`,
        operation: 'RunInstances',
        pricing: 'Standard',
      } as const)
    : ({
        meter: `Spot Linux ${type} Instance Hour`,
        usageType: `${prefix}SpotUsage:${type}`,
        operation: 'RunInstances:SV001',
        pricing: 'Dynamic',
      } as const)
}

function detailsOf(price: VmPrice): Record<string, string> {
  return {
    InstanceType: price.type,
    CoreCount: `${price.vcpu}`,
    MemorySize: `${price.memoryGib}`,
    ...(price.gpus > 0 ? { GpuCount: `${price.gpus}`, x_GpuModel: price.gpu ?? '' } : {}),
  }
}

type Traffic = Pick<
  Parameters<typeof addSeries>[1],
  'account' | 'owner' | 'from' | 'until' | 'ml' | 'region'
> & {
  readonly resource: { readonly id: string; readonly name: string; readonly type: string }
  readonly prefix: string
}

function addTraffic(fleet: Fleet, vm: AwsVm, common: Traffic): void {
  const { prefix, ...rest } = common
  addSeries(fleet, {
    ...rest,
    service: 'ec2',
    meter: 'regional data transfer - in/out/between EC2 AZs',
    usageType: `${prefix}DataTransfer-Regional-Bytes`,
    operation: 'InterZone-In',
    unit: 'GB',
    price: '0.01',
    grain: 'hour',
    shape: 'traffic',
    base: 0.02 + (vm.name.length % 7) * 0.03,
    noise: 0.8,
    startSize: 0.6,
  })
}
