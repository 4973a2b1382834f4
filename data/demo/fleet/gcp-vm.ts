import { vmPrice } from '../../prices/vm-prices.ts'
import { HOURS_PER_MONTH } from '../limits.ts'
import type { Hour, Series } from '../types.ts'
import { accountOf, addSeries, type Fleet, lastHour, type Owner } from './fleet.ts'
import { at, lifetime } from './hours.ts'
import { type Load, watch } from './metrics.ts'

export interface GcpVm {
  readonly project: string
  readonly name: string
  readonly type: string
  readonly owner: Owner
  readonly load: Load
  readonly commitment?: string
  readonly shape?: Series['shape']
  readonly from?: Hour
  readonly until?: Hour
  readonly base?: number
  readonly bare?: boolean
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly ml?: boolean
}

/** Part of a machine's price that its cores make up. */
const CORE_PART = 0.65

/** Discount for a whole month of use, by family: inside the price that is paid. */
function sustainedUse({ type, commitment, shape, until }: GcpVm): string {
  if (commitment !== undefined || until !== undefined || (shape ?? 'flat') !== 'flat') return '1'
  if (/^n1-/.test(type)) return '0.70'
  return /^(n2|n2d|c2)-/.test(type) ? '0.80' : '1'
}

/** Euro prices are the dollar prices at a fixed list rate. */
export function priceIn(fleet: Pick<GcpVm, 'project'>, usd: string, decimals = 6): string {
  if (accountOf(fleet.project).source !== 'gcp-eu') return usd
  return (Math.round(Number(usd) * 0.92 * 10 ** decimals) / 10 ** decimals).toFixed(decimals)
}

/** Google bills the accelerator and the rest of the machine apart. */
export function addGcpVm(fleet: Fleet, vm: GcpVm): string {
  const region = accountOf(vm.project).source === 'gcp-eu' ? 'europe-west1' : 'us-central1'
  const price = vmPrice('gcp', region, vm.type)
  const id = `//compute.googleapis.com/projects/${vm.project}/zones/${region}-b/instances/${vm.name}`
  const [from, until] = lifetime(fleet, vm.project, vm.from, vm.until)
  const family = vm.type.split('-')[0]?.toUpperCase() ?? ''
  const common = { account: vm.project, owner: vm.owner, region, from, until, ml: vm.ml ?? false }
  const resource = { id, name: vm.name, type: 'Instance' }
  const gpuPart = price.gpus > 0 ? 0.78 : 0
  const part = (share: number, per: number) =>
    priceIn(vm, (Math.round((Number(price.usdPerHour) * share * 1e6) / per) / 1e6).toFixed(6))
  const lines = (meter: string, unitPrice: string, base: number, unit = 'hour') =>
    addSeries(fleet, {
      ...common,
      service: 'gce',
      zone: `${region}-b`,
      resource,
      meter,
      usageType: vm.type,
      details: { InstanceType: vm.type, ...(price.gpus > 0 ? { GpuCount: `${price.gpus}` } : {}) },
      unit,
      price: unitPrice,
      ...(vm.commitment === undefined ? {} : { commitment: vm.commitment }),
      factor: sustainedUse(vm),
      grain: 'hour',
      shape: vm.shape ?? 'flat',
      base: base * (vm.base ?? 1),
    })
  if (price.gpus > 0) lines(`Nvidia ${price.gpu} attached`, part(gpuPart, price.gpus), price.gpus)
  if (price.gpus > 0 || vm.commitment !== undefined) {
    lines(`${family} Instance Core and Ram running`, part(1 - gpuPart, price.vcpu), price.vcpu)
  } else {
    const place = region === 'us-central1' ? 'Americas' : 'Belgium'
    lines(`${family} Instance Core running in ${place}`, part(CORE_PART, price.vcpu), price.vcpu)
    lines(
      `${family} Instance Ram running in ${place}`,
      part(1 - CORE_PART, price.memoryGib),
      price.memoryGib,
      'gibibyte hour',
    )
  }
  if (!vm.bare) addGcpDisk(fleet, vm, from, until)
  watch(fleet, id, { networkIn: 3e8, networkOut: 2e8, ...vm.load }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'vm',
    state: until < lastHour(fleet, accountOf(vm.project).source) ? 'TERMINATED' : 'RUNNING',
    attributes: {
      instance_type: vm.type,
      vcpu: price.vcpu,
      memory_gib: price.memoryGib,
      gpus: price.gpus,
      gpu_model: price.gpu,
      lifecycle: 'on-demand',
      launched_at: at(from),
      os: 'Linux',
      ...vm.attributes,
    },
  })
  return id
}

function addGcpDisk(fleet: Fleet, vm: GcpVm, from: Hour, until: Hour): void {
  const name = `${vm.name}-boot`
  const id = `//compute.googleapis.com/projects/${vm.project}/zones/b/disks/${name}`
  addSeries(fleet, {
    account: vm.project,
    owner: vm.owner,
    service: 'gce',
    resource: { id, name, type: 'Disk' },
    meter: 'Balanced PD Capacity',
    usageType: 'pd-balanced',
    unit: 'gibibyte month',
    price: priceIn(vm, '0.1'),
    base: 200 / HOURS_PER_MONTH,
    from,
    until,
    ml: vm.ml ?? false,
  })
  watch(fleet, id, { readOps: 35, writeOps: 45, shape: 'traffic' }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'disk',
    state: 'READY',
    attributes: {
      attached: true,
      attached_to: vm.name,
      size_gib: 200,
      volume_type: 'pd-balanced',
      created_at: at(from),
    },
  })
}
