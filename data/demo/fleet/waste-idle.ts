import { addAwsVm } from './aws-vm.ts'
import { addAzureDisk, addAzureVm } from './azure-vm.ts'
import { addManaged } from './database.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { addGcpVm } from './gcp-vm.ts'
import { ago, at } from './hours.ts'
import { plantWaste } from './plant.ts'
import { plantUnused } from './plant-unused.ts'
import { addThing } from './thing.ts'
import { choose, varyCount } from './vary.ts'
import { addForgotten } from './waste-forgotten.ts'

/** Things that nobody uses any more, on every cloud. */
export function addIdle(fleet: Fleet): void {
  addStopped(fleet)
  addForgotten(fleet)
  addEmptyClusters(fleet)
  addIdleMachines(fleet)
}

function addStopped(fleet: Fleet): void {
  const since = ago(fleet, 47)
  const aws = addAwsVm(fleet, {
    account: 'platform-prod',
    name: 'migration-tmp',
    type: 'm5.2xlarge',
    owner: ownedBy('data-platform', 'migration', 'prod', true),
    load: { cpu: 22, memory: 40 },
    from: ago(fleet, 160),
    until: since,
    stopped: true,
    diskGib: varyCount(fleet, 'stopped', 1800),
    diskType: 'gp3',
    attributes: { stopped_at: at(since) },
  })
  const disk =
    fleet.inventory.find(({ attributes }) => attributes['attached_to'] === aws.id)?.resourceId ?? ''
  plantWaste(fleet, {
    name: 'stopped-vm-disk',
    ids: [disk],
    needs: ['inventory'],
    why: 'its machine has been stopped for 47 days',
    fixes: [
      {
        rule: 'IDLE-03',
        keep: (0.55 * 0.05) / 0.08,
        method: 'a snapshot of the 55 % in use at 0.05 a GB instead of 0.08',
      },
    ],
  })
  const vm = {
    account: 'corp-it',
    type: 'D4s_v5',
    owner: ownedBy('corporate-it', 'print-old', 'prod', true),
    load: { cpu: 9, memory: 30 },
  }
  addAzureVm(fleet, { ...vm, name: 'print-old', from: ago(fleet, 240), until: since, bare: true })
  const old = addAzureDisk(fleet, { ...vm, name: 'print-old', diskGib: 1024 }, ago(fleet, 240), 'print-old')
  plantWaste(fleet, {
    name: 'deallocated-vm-disk',
    ids: [old],
    needs: ['inventory'],
    why: 'its machine has been deallocated for 47 days',
    fixes: [
      { rule: 'IDLE-03', keep: (0.55 * 0.05) / 0.135, method: 'a snapshot of the part in use at 0.05 a GB' },
    ],
  })
}

function addEmptyClusters(fleet: Fleet): void {
  const name = choose(fleet, 'orphan', ['hackweek', 'spike-cluster', 'offsite-demo'])
  const eks = addManaged(fleet, {
    account: 'pinemoor-lab',
    owner: { team: 'voice', app: name, env: 'dev', tagged: true },
    kind: 'kubernetes_cluster',
    load: null,
    state: 'ACTIVE',
    attributes: { version: '1.33', nodes: 0 },
    rows: [['eks', 'Amazon EKS cluster hours', 'EU-AmazonEKS-Hours:perCluster', 'Hours', '0.1', 1]],
  })
  plantUnused(fleet, 'empty-eks', [eks.id], 'IDLE-13', [], 'no node in its account')
  const gke = addManaged(fleet, {
    account: 'tb-voice-eu',
    owner: ownedBy('voice', 'voice-lab', 'dev', true),
    kind: 'kubernetes_cluster',
    load: null,
    state: 'RUNNING',
    attributes: { version: '1.33', nodes: 0 },
    rows: [['gke', 'Zonal Kubernetes Clusters', 'Zonal Kubernetes Clusters', 'hour', '0.092', 1]],
  })
  plantUnused(fleet, 'empty-gke', [gke.id], 'IDLE-13', [], 'no node in its project')
  const plan = addThing(fleet, {
    account: 'apps-eu',
    owner: ownedBy('storefront', 'promo-2025', 'prod'),
    service: 'appService',
    type: 'serverfarms',
    name: 'asp-promo',
    kind: 'app_service_plan',
    state: 'Ready',
    meter: 'P2 v3 App',
    usageType: 'Azure App Service',
    unit: 'Hours',
    price: '0.338',
    base: varyCount(fleet, 'asp', 2),
    attributes: { apps: 0 },
  })
  plantUnused(fleet, 'empty-app-plan', [plan.id], 'IDLE-13', ['inventory'], 'a plan without an app')
}

function addIdleMachines(fleet: Fleet): void {
  const load = { cpu: 0.7, memory: 9, networkIn: 20_000, networkOut: 9000, swing: 0 }
  const google = addGcpVm(fleet, {
    project: 'tb-support-eu',
    name: 'crm-export',
    type: 'n2-standard-8',
    load,
    from: ago(fleet, 170),
    owner: ownedBy('support-insights', 'crm-export', 'prod', true),
  })
  const azure = addAzureVm(fleet, {
    account: 'apps-eu',
    name: 'eu-store-green',
    type: 'D8s_v5',
    load,
    from: ago(fleet, 100),
    bare: true,
    owner: ownedBy('storefront', 'eu-store', 'prod', true),
  })
  plantUnused(fleet, 'idle-vm-gcp', [google], 'IDLE-05', ['metrics'], 'no load since its project ended')
  plantUnused(
    fleet,
    'idle-vm-azure',
    [azure],
    'IDLE-05',
    ['metrics'],
    'the other half of a switch-over, never taken down',
  )
}
