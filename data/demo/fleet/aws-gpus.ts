import { type AwsVm, addAwsVm } from './aws-vm.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { monthHour } from './hours.ts'
import { keepOnSpot, priceRatio } from './market.ts'
import { TRAINING_LOAD } from './metrics.ts'
import { hoursOf, plantDecoy, plantWaste } from './plant.ts'

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
    if (gpu > 5) continue
    const why = 'A100 node whose GPUs stay under 2 %'
    plantWaste(fleet, {
      name: 'idle-gpu-vm',
      ids: [id],
      needs: ['metrics'],
      why,
      fixes: [{ rule: 'IDLE-05' }],
    })
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
      owner: {
        ...ownedBy('navigation', 'nav-rl', 'dev'),
        extra: { 'aws:autoscaling:groupName': 'nav-rl-workers' },
      },
      load: TRAINING_LOAD,
      diskGib: 500,
      ml: true,
      ...more,
    }).id
  const first = [worker(1, { diskType: 'gp2' }), worker(2, { diskType: 'gp2' })]
  const later = worker(3, { diskType: 'gp2', from: monthHour(fleet, 6) })
  plantWaste(fleet, {
    name: 'training-group',
    ids: [...first, later],
    series: hoursOf(fleet, [...first, later]),
    why: 'workers of a group that checkpoint every ten minutes; others of it run on spot',
    fixes: [
      { rule: 'SPOT-03', keep: keepOnSpot(fleet, 'g5.12xlarge', 0.08), method: 'spot price and 8 % rework' },
    ],
  })
  const large = worker(4, { load: { cpu: 6, memory: 9, gpu: 9, gpuMemory: 13, swing: 0.2 } })
  const keep = priceRatio('aws', 'us-east-1', 'g5.2xlarge', 'g5.12xlarge')
  plantWaste(fleet, {
    name: 'oversized-gpu-vm',
    ids: [large],
    series: hoursOf(fleet, [large]),
    needs: ['metrics'],
    why: 'four A10G at 9 % load, whose work and memory fit one',
    fixes: ['RS-05', 'ML-07'].map((rule) => ({ rule, keep, method: 'price of g5.2xlarge' })),
  })
  const spot = [worker(5, { spotPrice: '2.3822' }), worker(6, { spotPrice: '2.3822' })]
  plantDecoy(fleet, {
    name: 'group-on-spot',
    ids: spot,
    tempts: ['SPOT-03', 'SCH-01'],
    why: 'spot already, busy day and night',
  })
}

/** Two weeks of H100 bought in advance, in the month before the current one. */
export function addCapacityBlock(fleet: Fleet): void {
  for (const index of [1, 2]) {
    const from = monthHour(fleet, 11, 6)
    addAwsVm(fleet, {
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
  }
}
