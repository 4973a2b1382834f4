import { type Fleet, ownedBy } from './fleet.ts'
import { ago, at } from './hours.ts'
import { plantWaste } from './plant.ts'
import { plantUnused } from './plant-unused.ts'
import { addThing } from './thing.ts'
import { vary, varyCount } from './vary.ts'

export function addForgotten(fleet: Fleet): void {
  const owner = ownedBy('navigation', 'atlas', 'prod')
  const addresses = Array.from(
    { length: varyCount(fleet, 'ips', 6) },
    (_, index) =>
      addThing(fleet, {
        account: 'tb-mlops',
        owner,
        service: 'gce',
        type: 'address',
        name: `atlas-ip-${index + 1}`,
        kind: 'ip_address',
        state: 'RESERVED',
        meter: 'Static Ip Charge',
        usageType: 'Static Ip Charge',
        unit: 'hour',
        price: '0.01',
        base: 1,
        attributes: { attached: false },
      }).id,
  )
  plantUnused(fleet, 'idle-address-gcp', addresses, 'IDLE-01', [], 'reserved, on nothing')
  const azure = addThing(fleet, {
    account: 'apps-eu',
    owner,
    service: 'azureNetwork',
    type: 'publicipaddresses',
    name: 'pip-atlas-old',
    kind: 'ip_address',
    state: 'Unassociated',
    meter: 'Standard IPv4 Static Public IP',
    usageType: 'Virtual Network',
    unit: 'Hours',
    price: '0.005',
    base: 4,
    attributes: { attached: false },
  })
  plantUnused(fleet, 'idle-address-azure', [azure.id], 'IDLE-01', ['inventory'], 'four addresses on nothing')
  const disk = addThing(fleet, {
    account: 'tb-fleet-telemetry',
    owner,
    service: 'gce',
    type: 'disk',
    name: 'replay-scratch-old',
    kind: 'disk',
    state: 'READY',
    meter: 'SSD backed PD Capacity',
    usageType: 'pd-ssd',
    unit: 'gibibyte month',
    price: '0.17',
    base: vary(fleet, 'pd', 1500) / 730,
    attributes: {
      attached: false,
      size_gib: 1500,
      used_gib: 700,
      volume_type: 'pd-ssd',
      detached_at: at(ago(fleet, 66)),
    },
  })
  plantWaste(fleet, {
    name: 'unattached-pd',
    ids: [disk.id],
    needs: ['inventory'],
    why: 'detached for 66 days',
    fixes: [
      {
        rule: 'IDLE-02',
        keep: ((700 / 1500) * 0.05) / 0.17,
        method: 'a snapshot of the bytes in use at 0.05 a GB',
      },
    ],
  })
  const snapshots = [1, 2, 3].map(
    (index) =>
      addThing(fleet, {
        account: 'tb-perception-train',
        owner,
        service: 'gce',
        type: 'snapshot',
        name: `world-model-2024-${index}`,
        kind: 'snapshot',
        state: 'READY',
        meter: 'Storage PD Snapshot',
        usageType: 'Storage PD Snapshot',
        unit: 'gibibyte month',
        price: '0.05',
        base: vary(fleet, `snap${index}`, 1900) / 730,
        attributes: {
          size_gib: 1900,
          created_at: at(ago(fleet, 400 + index)),
          source_volume_exists: false,
          referenced_by: [],
        },
      }).id,
  )
  plantUnused(
    fleet,
    'old-snapshot-gcp',
    snapshots,
    'IDLE-08',
    ['inventory'],
    'older than a year, of disks that are gone',
  )
  addIdleNetwork(fleet)
}

function addIdleNetwork(fleet: Fleet): void {
  const owner = ownedBy('mobile-apps', 'beta', 'prod')
  const azure = addThing(fleet, {
    account: 'apps-eu',
    owner,
    service: 'azureLb',
    type: 'loadbalancers',
    name: 'lb-beta',
    kind: 'load_balancer',
    state: 'Succeeded',
    meter: 'Standard Included LB Rules and Outbound Rules',
    usageType: 'Load Balancer',
    unit: 'Hours',
    price: '0.025',
    base: 3,
    attributes: { backends: 0 },
  })
  plantUnused(
    fleet,
    'idle-balancer-azure',
    [azure.id],
    'IDLE-06',
    [],
    'three balancers with rules and without a byte',
  )
  const google = addThing(fleet, {
    account: 'tb-mlops',
    owner,
    service: 'gce',
    type: 'forwardingRule',
    name: 'beta-fr',
    kind: 'load_balancer',
    state: 'ACTIVE',
    meter: 'Network Load Balancing: Forwarding Rule Minimum Service Charge in Americas',
    usageType: 'Forwarding Rule',
    unit: 'hour',
    price: '0.025',
    base: 2,
    attributes: { backends: 0 },
  })
  plantUnused(fleet, 'idle-balancer-gcp', [google.id], 'IDLE-06', [], 'forwarding rules without a byte')
  const gateway = addThing(fleet, {
    account: 'analytics-eu',
    owner,
    service: 'azureNetwork',
    type: 'natgateways',
    name: 'ng-eu-old',
    kind: 'nat_gateway',
    state: 'Succeeded',
    meter: 'Standard Gateway',
    usageType: 'NAT Gateway',
    unit: 'Hours',
    price: '0.045',
    base: 1,
    attributes: { subnets: 0 },
  })
  plantUnused(fleet, 'idle-gateway-azure', [gateway.id], 'IDLE-07', [], 'no subnet sends through it')
}
