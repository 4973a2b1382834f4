import { addVolume } from './aws-volume.ts'
import { type AzureVm, addAzureVm } from './azure-vm.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { addGcpVm, type GcpVm } from './gcp-vm.ts'
import { ago, at } from './hours.ts'
import { plantDecoy } from './plant.ts'
import { vary } from './vary.ts'

export function addOtherDecoys(fleet: Fleet): void {
  const google = (machine: string, type: string, load: GcpVm['load'], project = 'tb-mlops') =>
    addGcpVm(fleet, {
      project,
      name: machine,
      type,
      load,
      owner: ownedBy('ml-platform', machine, 'prod'),
      from: ago(fleet, 190),
      bare: true,
    })
  const azure = (machine: string, type: string, load: AzureVm['load'], more: Partial<AzureVm> = {}) =>
    addAzureVm(fleet, {
      account: 'corp-it',
      name: machine,
      type,
      load,
      owner: ownedBy('corporate-it', machine, 'prod'),
      from: ago(fleet, 190),
      bare: true,
      ...more,
    })
  const busy = { cpu: 55, memory: 62, shape: 'traffic', swing: 0.4 } as const
  plantDecoy(fleet, {
    name: 'cheaper-only-on-the-list',
    ids: [google('label-router', 'n1-standard-4', busy)],
    tempts: ['GEN-04'],
    why: 'n1 earns 30 % sustained-use discount, e2 none: e2 at 24 hours a day costs 0.8 % more than is paid',
  })
  plantDecoy(fleet, {
    name: 'burst-cpu-gcp',
    ids: [google('month-close', 'n2-standard-8', { cpu: 4, memory: 45, shape: 'burst', swing: 1 })],
    tempts: ['RS-01', 'IDLE-05'],
    why: 'full load for three hours a week, on which the business waits',
  })
  plantDecoy(fleet, {
    name: 'full-gpu-memory-gcp',
    ids: [google('rerank-llm', 'g2-standard-8', { cpu: 10, memory: 40, gpu: 8, gpuMemory: 93, swing: 0.2 })],
    tempts: ['RS-05', 'ML-07'],
    why: 'the model fills the memory of the GPU',
  })
  plantDecoy(fleet, {
    name: 'domain-controller',
    ids: [azure('dc-eastus-1', 'D2s_v5', { cpu: 6, memory: 78, swing: 0.2 })],
    tempts: ['IDLE-05', 'RS-01'],
    why: 'smallest of its kind, needed for every log-in, memory 78 %',
  })
  plantDecoy(fleet, {
    name: 'weekday-already',
    ids: [
      azure(
        'build-win-1',
        'D8s_v5',
        { cpu: 58, memory: 60, shape: 'office', swing: 1 },
        { shape: 'office', owner: ownedBy('mobile-apps', 'build-win', 'dev', true) },
      ),
    ],
    tempts: ['SCH-01', 'RS-02'],
    why: 'a schedule stops it at night already; it signs releases, which may not be interrupted',
  })
  plantDecoy(fleet, {
    name: 'too-young-azure',
    ids: [azure('mail-gw-new', 'D4s_v5', { cpu: 1.2, memory: 11, swing: 0 }, { from: ago(fleet, 5) })],
    tempts: ['IDLE-05', 'RS-01'],
    why: 'five days old, the switch-over is next week',
  })
}

export function addVolumeDecoys(fleet: Fleet): void {
  const owner = ownedBy('payments', 'ledger', 'prod')
  const busy = addVolume(fleet, {
    account: 'shop-prod',
    name: 'ledger-wal',
    owner,
    sizeGib: 500,
    diskType: 'io2',
    iops: 20_000,
    opsPerSecond: vary(fleet, 'wal', 9000, 0.1),
    attachedTo: 'ledger-db',
    from: ago(fleet, 180),
  })
  plantDecoy(fleet, {
    name: 'busy-io2',
    ids: [busy],
    tempts: ['RS-06', 'GEN-06'],
    why: 'peaks use what is provisioned, which is more than gp3 can give',
  })
  const fresh = addVolume(fleet, {
    account: 'dev-sandbox',
    name: 'restore-drill',
    owner,
    sizeGib: 900,
    detachedAt: ago(fleet, 3),
    from: ago(fleet, 60),
  })
  plantDecoy(fleet, {
    name: 'detached-yesterday',
    ids: [fresh],
    tempts: ['IDLE-02'],
    why: 'detached three days ago in a drill that goes on',
  })
  fleet.inventory.push({
    resourceId: 'ami-0c9d3b7715ee42f60',
    resourceType: 'image',
    state: 'available',
    attributes: { created_at: at(ago(fleet, 500)), launched_last_at: at(ago(fleet, 2)) },
  })
}
