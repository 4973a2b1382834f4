import { type AwsVm, addAwsVm } from './aws-vm.ts'
import { addOtherDecoys, addVolumeDecoys } from './decoys-clouds.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago } from './hours.ts'
import { plantDecoy } from './plant.ts'
import { vary } from './vary.ts'

/** Machines and disks that look like waste and are none. */
export function addComputeDecoys(fleet: Fleet): void {
  addAwsDecoys(fleet)
  addOtherDecoys(fleet)
  addVolumeDecoys(fleet)
}

type Decoy = readonly [
  name: string,
  machine: string,
  type: string,
  load: AwsVm['load'],
  tempts: readonly string[],
  why: string,
  more?: Partial<AwsVm>,
]

function addAwsDecoys(fleet: Fleet): void {
  const rows: readonly Decoy[] = [
    [
      'disaster-standby',
      'shop-dr-1',
      'm6i.2xlarge',
      { cpu: 1.8, memory: 22, networkIn: 3e7, networkOut: 2e7, swing: 0.1 },
      ['IDLE-05', 'RS-01', 'SCH-01'],
      'warm standby for a disaster, promised to customers',
      {
        owner: {
          ...ownedBy('storefront', 'shop-dr', 'prod'),
          extra: { role: 'dr-standby', criticality: 'high' },
        },
      },
    ],
    [
      'burst-cpu',
      'billing-close',
      'm6i.4xlarge',
      { cpu: 4, memory: 41, shape: 'burst', swing: 1 },
      ['RS-01', 'RS-04', 'IDLE-05'],
      `mean CPU 4 %, but at the 99.5th percentile over 90 % while the books are closed`,
    ],
    [
      'memory-bound',
      'route-cache',
      'r6i.4xlarge',
      { cpu: 5, memory: vary(fleet, 'cache', 86, 0.05), swing: 0.1 },
      ['RS-01', 'RS-03'],
      'CPU 5 %, memory 86 %: no smaller machine holds it',
    ],
    [
      'too-young',
      'mono-split-1',
      'm6i.2xlarge',
      { cpu: 2.2, memory: 9, swing: 0.1 },
      ['RS-01', 'IDLE-05'],
      'runs for six days only: its load is not known yet',
      { from: ago(fleet, 6) },
    ],
    [
      'already-gone',
      'bulk-import-1',
      'c6i.4xlarge',
      { cpu: 1.1, memory: 7, swing: 0 },
      ['IDLE-05', 'RS-01'],
      'terminated nine days ago',
      { from: ago(fleet, 40), until: ago(fleet, 9) },
    ],
    [
      'network-bound',
      'fleet-relay',
      'c6i.4xlarge',
      { cpu: 7, memory: 12, networkIn: 3.4e12, networkOut: 3.9e12, swing: 0.2 },
      ['RS-01', 'IDLE-05'],
      'CPU 7 %, but the network carries 2 GB a second: a smaller machine has half of it',
    ],
    [
      'full-gpu-memory',
      'grasp-llm',
      'g5.2xlarge',
      { cpu: 12, memory: 33, gpu: 9, gpuMemory: vary(fleet, 'llm', 94, 0.03), swing: 0.2 },
      ['RS-05', 'ML-07', 'IDLE-05'],
      'GPU 9 % busy, its memory full: no smaller GPU holds the model',
      { ml: true },
    ],
  ]
  for (const [name, machine, type, load, tempts, why, more] of rows) {
    const { id } = addAwsVm(fleet, {
      account: 'shop-prod',
      name: machine,
      type,
      load,
      owner: ownedBy('payments', machine, 'prod'),
      bare: true,
      from: ago(fleet, 165),
      ...more,
    })
    plantDecoy(fleet, { name, ids: [id], tempts, why })
  }
  const nodes = [1, 2].map(
    (index) =>
      addAwsVm(fleet, {
        account: 'shop-prod',
        name: `pay-legacy-node-${index}`,
        type: 'm5.xlarge',
        load: { cpu: 52, memory: 71, swing: 0.3 },
        bare: true,
        from: ago(fleet, 300),
        owner: {
          team: 'payments',
          app: 'pay-legacy',
          env: 'prod',
          tagged: true,
          extra: { 'eks:cluster-name': 'pay-legacy' },
        },
      }).id,
  )
  plantDecoy(fleet, {
    name: 'stateful-nodes',
    ids: nodes,
    tempts: ['SPOT-04', 'SPOT-03'],
    why: 'nodes in production whose pods hold card sessions',
  })
  const spot = [1, 2].map(
    (index) =>
      addAwsVm(fleet, {
        account: 'ml-research',
        name: `sim-farm-${index}`,
        type: 'c6i.4xlarge',
        load: { cpu: 80, memory: 50, swing: 0.1 },
        bare: true,
        spotPrice: '0.2924',
        owner: ownedBy('simulation', 'sim-farm', 'dev', true),
        from: ago(fleet, 70),
      }).id,
  )
  plantDecoy(fleet, {
    name: 'on-spot-already',
    ids: spot,
    tempts: ['SPOT-01', 'SPOT-03', 'SPOT-06', 'SCH-01', 'RS-02'],
    why: 'spot already, busy day and night',
  })
}
