import { type AwsVm, addAwsVm } from './aws-vm.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { monthHour } from './hours.ts'
import { TRAINING_LOAD } from './metrics.ts'
import { plant } from './plant.ts'

export const GPU_RESERVATION =
  'arn:aws:ec2:us-east-1:402917365518:reserved-instances/4e1c6a0b-77d5-4f3c-9b5e-0d2b91f8a611'
export const CAPACITY_BLOCK = 'cr-0c4b7f19e52d8a360'

export function addGpuCluster(fleet: Fleet): void {
  const loads = [84, 79, 71, 1.4]
  for (const [index, gpu] of loads.entries()) {
    const { id } = addAwsVm(fleet, {
      account: 'ml-research',
      name: `perception-train-a100-${index + 1}`,
      type: 'p4d.24xlarge',
      owner: ownedBy('perception', 'perception-train', 'prod', true),
      load: { cpu: gpu * 0.6, memory: 20 + gpu * 0.5, gpu, gpuMemory: gpu < 5 ? 3 : 76, swing: 0.1 },
      commitment: GPU_RESERVATION,
      diskGib: 2000,
      ml: true,
      ...(index === 0 ? { id: 'i-0abc4d19e7f2a6b53' } : {}),
    })
    if (gpu < 5) plant(fleet, 'idle-gpu-vm', 'IDLE-05', [id], 1, 'A100 node whose GPUs stay under 2 %')
  }
  addAwsVm(fleet, {
    account: 'ml-prod',
    name: 'planner-trainium-1',
    type: 'trn1.32xlarge',
    owner: ownedBy('navigation', 'planner', 'prod', true),
    load: { cpu: 40, memory: 45, gpu: 66, gpuMemory: 60 },
    from: monthHour(fleet, 3, 9),
    diskGib: 1000,
    ml: true,
  })
}

/** Six workers of reinforcement learning: three that could run on spot, one far too large, two on spot already. */
export function addRlWorkers(fleet: Fleet): void {
  const worker = (index: number, more: Partial<AwsVm> = {}) =>
    addAwsVm(fleet, {
      account: 'ml-research',
      name: `nav-rl-worker-${index}`,
      type: 'g5.12xlarge',
      owner: ownedBy('navigation', 'nav-rl', 'dev'),
      load: TRAINING_LOAD,
      diskGib: 500,
      ml: true,
      ...more,
    }).id
  const first = [worker(1, { diskType: 'gp2' }), worker(2, { diskType: 'gp2' })]
  const later = worker(3, { diskType: 'gp2', from: monthHour(fleet, 6) })
  for (const id of [...first, later]) {
    plant(fleet, 'spot-eligible', 'SPOT-01', [id], 0.55, 'checkpointed training on demand')
  }
  const large = worker(4, { load: { cpu: 9, memory: 14, gpu: 11, gpuMemory: 18 } })
  plant(fleet, 'oversized-gpu-vm', 'RS-05', [large], 0.55, 'four A10G at 11 % load')
  worker(5, { spotPrice: '2.3822' })
  worker(6, { spotPrice: '2.3822' })
}

/** Two weeks of H100 bought in advance, in the month before the current one. */
export function addCapacityBlock(fleet: Fleet): void {
  for (const index of [1, 2]) {
    const from = monthHour(fleet, 11, 6)
    const { series, id } = addAwsVm(fleet, {
      account: 'ml-research',
      name: `foundation-h100-${index}`,
      type: 'p5.48xlarge',
      owner: ownedBy('perception', 'foundation-model', 'prod', true),
      load: { ...TRAINING_LOAD, gpu: 93 },
      commitment: CAPACITY_BLOCK,
      from: from + 4,
      until: from + 14 * 24 - 10,
      diskGib: 4000,
      ml: true,
    })
    if (index === 2) plant(fleet, 'capacity-block', 'INFO', [id], 0, `capacity block, series ${series}`)
  }
}
