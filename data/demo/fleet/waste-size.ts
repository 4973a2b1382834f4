import { type AwsVm, addAwsVm } from './aws-vm.ts'
import { addVolume } from './aws-volume.ts'
import { addAzureVm } from './azure-vm.ts'
import { type Fleet, factorOf, ownedBy } from './fleet.ts'
import { addGcpVm } from './gcp-vm.ts'
import { ago } from './hours.ts'
import { priceRatio } from './market.ts'
import { hoursOf, plantWaste } from './plant.ts'
import { choose, vary } from './vary.ts'

/** Machines and disks that are larger than their work. */
export function addOversized(fleet: Fleet): void {
  addLargeMachines(fleet)
  addWrongFamilies(fleet)
  addLargeVolumes(fleet)
  addLooseRequests(fleet)
}

const FITS = 'price ratio of the smallest type that holds the 99.5th percentile with 20 % head-room'

function addLargeMachines(fleet: Fleet): void {
  const azure = addAzureVm(fleet, {
    account: 'analytics-eu',
    name: 'eu-bi-cube',
    type: 'D16s_v5',
    owner: ownedBy('data-platform', 'eu-bi-cube', 'prod'),
    load: { cpu: vary(fleet, 'cube', 8), memory: 13, swing: 0.3 },
    from: ago(fleet, 210),
    bare: true,
  })
  large(fleet, 'oversized-azure-vm', azure, priceRatio('azure', 'westeurope', 'D4s_v5', 'D16s_v5'), ['RS-01'])
  const gcp = addGcpVm(fleet, {
    project: 'tb-fleet-telemetry',
    name: 'geo-index',
    type: 'n2-standard-16',
    owner: ownedBy('fleet-data', 'geo-index', 'prod'),
    load: { cpu: vary(fleet, 'geo', 8), memory: 13, swing: 0.2 },
    from: ago(fleet, 170),
  })
  large(fleet, 'oversized-gce-vm', gcp, priceRatio('gcp', 'us-central1', 'n2-standard-4', 'n2-standard-16'), [
    'RS-01',
  ])
  const dev = addAwsVm(fleet, {
    account: 'dev-sandbox',
    name: 'nightwatch',
    type: 'm5.4xlarge',
    owner: ownedBy('simulation', 'nightwatch', 'dev', true),
    load: { cpu: vary(fleet, 'nightwatch', 7), memory: 12, swing: 0.05 },
    from: ago(fleet, 150),
    bare: true,
  }).id
  large(fleet, 'oversized-dev-vm', dev, priceRatio('aws', 'us-east-1', 'm5.xlarge', 'm5.4xlarge'), [
    'RS-01',
    'RS-02',
  ])
}

function large(fleet: Fleet, name: string, id: string, keep: number, rules: readonly string[]): void {
  plantWaste(fleet, {
    name,
    ids: [id],
    series: hoursOf(fleet, [id]),
    needs: ['metrics'],
    why: 'a quarter of the machine would do',
    fixes: rules.map((rule) => ({ rule, keep, method: FITS })),
  })
}

function addWrongFamilies(fleet: Fleet): void {
  const vm = (name: string, type: string, load: AwsVm['load'], account = 'shop-prod') =>
    addAwsVm(fleet, {
      account,
      name,
      type,
      load,
      owner: ownedBy('payments', name, 'prod'),
      from: ago(fleet, 180),
      bare: true,
    }).id
  const memory = vm('ledger-calc', 'r5.4xlarge', {
    cpu: 46,
    memory: vary(fleet, 'ledger', 24, 0.15),
    swing: 0.2,
  })
  plantWaste(fleet, {
    name: 'memory-family',
    ids: [memory],
    series: hoursOf(fleet, [memory]),
    needs: ['metrics'],
    why: 'cores are busy, three quarters of the memory are never touched',
    fixes: [
      {
        rule: 'RS-03',
        keep: priceRatio('aws', 'us-east-1', 'm5.4xlarge', 'r5.4xlarge'),
        method: 'same cores with half the memory',
      },
    ],
  })
  const steady = ['license-gate', 'sms-bridge', 'cron-host'].map((name) =>
    vm(name, 'm5.large', { cpu: 8, memory: 58, swing: 0.2 }),
  )
  plantWaste(fleet, {
    name: 'burstable',
    ids: steady,
    series: hoursOf(fleet, steady),
    needs: ['metrics'],
    why: 'steady load far under the base line of a burstable type',
    fixes: [
      {
        rule: 'RS-04',
        keep: priceRatio('aws', 'us-east-1', 't3.large', 'm5.large'),
        method: 'price of t3.large',
      },
    ],
  })
  const azure = addAzureVm(fleet, {
    account: 'corp-it',
    name: 'badge-svc',
    type: 'D2s_v5',
    load: { cpu: 7, memory: 55, swing: 0.2 },
    bare: true,
    owner: ownedBy('corporate-it', 'badge-svc', 'prod'),
    from: ago(fleet, 200),
  })
  plantWaste(fleet, {
    name: 'burstable-azure',
    ids: [azure],
    series: hoursOf(fleet, [azure]),
    needs: ['metrics'],
    why: 'steady load under the base line',
    fixes: [
      { rule: 'RS-04', keep: priceRatio('azure', 'eastus', 'B2s_v2', 'D2s_v5'), method: 'price of B2s_v2' },
    ],
  })
}

function addLargeVolumes(fleet: Fleet): void {
  const owner = ownedBy('data-platform', 'ledger-db', 'prod')
  const size = Math.round(vary(fleet, 'io-size', 1000))
  const iops = choose(fleet, 'iops', [12_000, 9000, 16_000])
  const volume = addVolume(fleet, {
    account: 'shop-prod',
    name: 'ledger-db-data',
    owner,
    sizeGib: size,
    diskType: choose(fleet, 'io-type', ['io2', 'io1']),
    iops,
    opsPerSecond: vary(fleet, 'io-ops', 420),
    attachedTo: 'ledger-calc',
    from: ago(fleet, 180),
  })
  plantWaste(fleet, {
    name: 'provisioned-iops',
    ids: [volume],
    needs: ['metrics'],
    why: 'under 1,600 operations a second of many thousand paid for',
    fixes: [
      {
        rule: 'RS-06',
        keep: (size * 0.08) / (size * 0.125 + iops * 0.065),
        method: 'gp3 holds 3,000 operations a second at no charge',
      },
    ],
  })
  const half = addVolume(fleet, {
    account: 'ml-research',
    name: 'annotation-scratch',
    owner: ownedBy('perception', 'annotation', 'dev', true),
    sizeGib: 6000,
    usedShare: vary(fleet, 'scratch', 0.1),
    attachedTo: 'annotation-1',
    opsPerSecond: 60,
    from: ago(fleet, 230),
  })
  plantWaste(fleet, {
    name: 'empty-volume',
    ids: [half],
    needs: ['inventory'],
    why: 'a tenth of six tebibytes is used',
    fixes: [{ rule: 'RS-07', keep: 0.2, method: 'a new volume of 1,200 GiB; an existing one cannot shrink' }],
  })
}

/** A cluster whose pods ask for three times what they use. */
function addLooseRequests(fleet: Fleet): void {
  const extra = { 'eks:cluster-name': 'labeling', 'eks:nodegroup-name': 'workers' }
  const cpu = vary(fleet, 'labeling', 14)
  const ids = [1, 2, 3, 4, 5, 6].map(
    (index) =>
      addAwsVm(fleet, {
        account: 'ml-prod',
        name: `labeling-node-${index}`,
        type: 'm5.2xlarge',
        load: { cpu, memory: 24, swing: 0.2 },
        bare: true,
        owner: { team: 'ml-platform', app: 'labeling', env: 'prod', tagged: true, extra },
        from: ago(fleet, 110),
      }).id,
  )
  fleet.inventory.push({
    resourceId: 'arn:aws:eks:us-east-1:518203947762:cluster/labeling',
    resourceType: 'kubernetes_cluster',
    state: 'ACTIVE',
    attributes: {
      version: '1.33',
      nodes: 6,
      node_ids: ids,
      allocatable_vcpu: 48,
      requested_vcpu: 41,
      used_vcpu_p90: Math.round(4.8 * cpu) / 10,
      allocatable_memory_gib: 192,
      requested_memory_gib: 150,
      used_memory_gib_p90: 52,
    },
  })
  const keep = 0.5
  plantWaste(fleet, {
    name: 'kubernetes-requests',
    ids,
    series: hoursOf(fleet, ids),
    needs: ['metrics', 'inventory'],
    why: `pods ask for 41 of 48 cores and use ${Math.round(4.8 * cpu) / 10}`,
    fixes: [
      {
        rule: 'RS-10',
        keep,
        method: 'three of six nodes hold the use with 15 % margin at 50 % of a highly available cluster',
      },
      { rule: 'RS-01', keep, method: 'nodes of half the size' },
    ],
  })
}

/** What a kept snapshot of a volume costs in 30 days. */
export function snapshotCost(
  fleet: Fleet,
  gib: number,
  source: Parameters<typeof factorOf>[1] = 'aws-main',
): number {
  return gib * 0.05 * Number(factorOf(fleet, source)) * (720 / 730)
}
