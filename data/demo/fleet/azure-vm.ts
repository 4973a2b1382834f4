import { vmPrice } from '../../prices/vm-prices.ts'
import { HOURS_PER_MONTH } from '../limits.ts'
import type { Hour, Series } from '../types.ts'
import { accountOf, addSeries, type Fleet, lastHour, type Owner } from './fleet.ts'
import { ago, at, lifetime } from './hours.ts'
import { type Load, watch } from './metrics.ts'

export interface AzureVm {
  readonly account: string
  readonly name: string
  readonly type: string
  readonly owner: Owner
  readonly load: Load
  readonly commitment?: string
  readonly shape?: Series['shape']
  readonly from?: Hour
  readonly until?: Hour
  /** Price an hour of a spot machine. */
  readonly spotPrice?: string
  readonly diskGib?: number
  readonly bare?: boolean
  readonly attributes?: Readonly<Record<string, unknown>>
  /** What it is to Azure, if no machine of its own. */
  readonly kind?: string
  readonly ml?: boolean
}

export function addAzureVm(fleet: Fleet, vm: AzureVm): string {
  const region = accountOf(vm.account).source === 'azure-ea' ? 'eastus' : 'westeurope'
  const price = vmPrice('azure', region, vm.type)
  const id = azureId(vm.account, vm.owner.app, vm.kind ?? 'microsoft.compute/virtualmachines', vm.name)
  const [from, until] = lifetime(fleet, vm.account, vm.from, vm.until)
  const common = { account: vm.account, owner: vm.owner, region, from, until, ml: vm.ml ?? false }
  const resource = { id, name: vm.name, type: 'Virtual machine' }
  addSeries(fleet, {
    ...common,
    service: 'vm',
    resource,
    meter: `${vm.type.replaceAll('_', ' ')}${vm.spotPrice === undefined ? '' : ' Spot'}`,
    usageType: 'Virtual Machines',
    pricing: vm.spotPrice === undefined ? 'Standard' : 'Dynamic',
    details: {
      InstanceType: `Standard_${vm.type}`,
      CoreCount: `${price.vcpu}`,
      ...(price.gpus > 0 ? { GpuCount: `${price.gpus}`, x_GpuModel: price.gpu ?? '' } : {}),
    },
    unit: 'Hours',
    price: vm.spotPrice ?? price.usdPerHour,
    ...(vm.commitment === undefined ? {} : { commitment: vm.commitment }),
    grain: 'hour',
    shape: vm.shape ?? 'flat',
    base: 1,
  })
  if (!vm.bare) {
    addSeries(fleet, {
      ...common,
      service: 'bandwidth',
      resource,
      meter: 'Inter-Region Data Transfer Out',
      usageType: 'Bandwidth',
      unit: 'GB',
      price: '0.02',
      grain: 'hour',
      shape: 'traffic',
      base: 0.05,
      noise: 0.8,
    })
    addAzureDisk(fleet, vm, from, vm.name)
  }
  watch(fleet, id, { networkIn: 2e8, networkOut: 1e8, ...vm.load }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'vm',
    state: until < lastHour(fleet, accountOf(vm.account).source) ? 'VM deallocated' : 'VM running',
    attributes: {
      instance_type: `Standard_${vm.type}`,
      vcpu: price.vcpu,
      memory_gib: price.memoryGib,
      gpus: price.gpus,
      gpu_model: price.gpu,
      lifecycle: vm.spotPrice === undefined ? 'on-demand' : 'spot',
      launched_at: at(from),
      os: vm.owner.app === 'erp' ? 'Windows' : 'Linux',
      ...vm.attributes,
    },
  })
  return id
}

export function addAzureDisk(
  fleet: Fleet,
  vm: AzureVm,
  from: Hour,
  attachedTo: string | null,
  name = `${vm.name}-os`,
): string {
  const id = azureId(vm.account, vm.owner.app, 'microsoft.compute/disks', name)
  const gib = vm.diskGib ?? 128
  const [start, until] = lifetime(fleet, vm.account, from)
  addSeries(fleet, {
    account: vm.account,
    owner: vm.owner,
    service: 'azureDisk',
    resource: { id, name, type: 'Disk' },
    meter: 'Premium SSD Managed Disk, GiB month',
    usageType: 'Premium SSD Managed Disks',
    unit: 'GB-Months',
    price: '0.135',
    base: gib / HOURS_PER_MONTH,
    from: start,
    ml: vm.ml ?? false,
  })
  const busy = attachedTo !== null
  watch(fleet, id, { readOps: busy ? 25 : 0, writeOps: busy ? 40 : 0 }, start, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'disk',
    state: busy ? 'Attached' : 'Unattached',
    attributes: {
      attached: busy,
      size_gib: gib,
      volume_type: 'Premium_LRS',
      created_at: at(start),
      detached_at: busy ? null : at(ago(fleet, 52)),
    },
  })
  return id
}

export function azureId(account: string, group: string, type: string, name: string): string {
  return `/subscriptions/${accountOf(account).id}/resourcegroups/rg-${group}/providers/${type}/${name}`.toLowerCase()
}
