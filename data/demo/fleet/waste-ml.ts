import { addAwsVm } from './aws-vm.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago, lifetime } from './hours.ts'
import { keepOnSpot, priceRatio } from './market.ts'
import { addMeters } from './meter.ts'
import { watch } from './metrics.ts'
import { hoursOf, plantWaste } from './plant.ts'
import { addEndpoint, addNotebook } from './sagemaker.ts'
import { addThing } from './thing.ts'
import { choose, vary, varyCount } from './vary.ts'

/** Training, endpoints, notebooks and file systems that cost more than their work. */
export function addMlWaste(fleet: Fleet): void {
  addSmallModels(fleet)
  addGpuWaste(fleet)
  addLeftOn(fleet)
}

function addSmallModels(fleet: Fleet): void {
  const places = choose(fleet, 'models', [
    ['us', 'uk', 'de', 'fr', 'nl'],
    ['se', 'pl', 'es', 'it', 'at'],
    ['a', 'b', 'c', 'd', 'e'],
  ])
  const models = places.map(
    (place) =>
      addEndpoint(fleet, {
        account: 'ml-prod',
        name: `size-advice-${place}`,
        type: 'ml.m5.xlarge',
        owner: ownedBy('storefront', 'size-advice', 'prod'),
        load: { cpu: vary(fleet, `size-${place}`, 5), memory: 13, invocations: 700, swing: 0.4 },
      }).id,
  )
  plantWaste(fleet, {
    name: 'one-model-each',
    ids: models,
    series: hoursOf(fleet, models),
    needs: ['metrics'],
    why: 'five models on a machine each, all of them nearly idle',
    fixes: [{ rule: 'ML-06', keep: 0.4, method: 'one multi-model endpoint on two machines' }],
  })
  const azure = addThing(fleet, {
    account: 'vision-ml',
    owner: ownedBy('perception', 'vision-review', 'prod'),
    service: 'azureMl',
    type: 'onlineendpoints',
    name: 'vision-review',
    kind: 'endpoint',
    state: 'Succeeded',
    meter: 'NC4as T4 v3',
    usageType: 'Azure Machine Learning',
    unit: 'Hours',
    price: '0.526',
    base: 2,
    ml: true,
    grain: 'hour',
    attributes: { instance_type: 'Standard_NC4as_T4_v3', instances: 2, min_instances: 2, autoscaling: false },
  })
  const load = {
    cpu: 22,
    memory: 30,
    gpu: 26,
    gpuMemory: 40,
    invocations: 1500,
    shape: 'office',
    swing: 1,
  } as const
  watch(fleet, azure.id, load, ...lifetime(fleet, 'vision-ml'))
  plantWaste(fleet, {
    name: 'endpoint-office-hours-azure',
    ids: [azure.id],
    needs: ['metrics'],
    why: 'called in office hours only',
    fixes: [{ rule: 'ML-04', keep: (50 / 168) * 1.15, method: '50 of 168 hours and 15 % for starting up' }],
  })
}

function addGpuWaste(fleet: Fleet): void {
  const small = addAwsVm(fleet, {
    account: 'pinemoor-prod',
    name: 'pm-wakeword',
    type: 'g5.12xlarge',
    owner: ownedBy('voice', 'pm-wakeword', 'prod'),
    bare: true,
    ml: true,
    load: { cpu: 6, memory: 9, gpu: vary(fleet, 'wake', 8), gpuMemory: 13, swing: 0.2 },
    from: ago(fleet, 140),
  }).id
  plantWaste(fleet, {
    name: 'idle-gpus',
    ids: [small],
    series: hoursOf(fleet, [small]),
    needs: ['metrics'],
    why: 'work and memory fit one of four GPUs',
    fixes: ['ML-07', 'RS-05'].map((rule) => ({
      rule,
      keep: priceRatio('aws', 'eu-west-1', 'g5.2xlarge', 'g5.12xlarge'),
      method: 'price of g5.2xlarge',
    })),
  })
  const old = addAwsVm(fleet, {
    account: 'ml-prod',
    name: 'depth-estimator',
    type: 'p3.2xlarge',
    owner: ownedBy('perception', 'depth-estimator', 'prod'),
    bare: true,
    ml: true,
    load: { cpu: 38, memory: 35, gpu: vary(fleet, 'depth', 46), gpuMemory: 62, swing: 0.3 },
    from: ago(fleet, 330),
  }).id
  plantWaste(fleet, {
    name: 'old-gpu',
    ids: [old],
    series: hoursOf(fleet, [old]),
    why: 'inference on a V100 that an A10G does as fast',
    fixes: [
      {
        rule: 'ML-08',
        keep: priceRatio('aws', 'us-east-1', 'g5.2xlarge', 'p3.2xlarge'),
        method: 'price of g5.2xlarge',
      },
    ],
  })
  const cluster = addThing(fleet, {
    account: 'vision-ml',
    owner: ownedBy('perception', 'vision-finetune', 'prod'),
    service: 'azureMl',
    type: 'computes',
    name: 'gpu-cluster-nightly',
    kind: 'training_cluster',
    state: 'Succeeded',
    meter: 'NC24ads A100 v4',
    usageType: 'Azure Machine Learning',
    unit: 'Hours',
    price: '3.673',
    base: 0.5,
    shape: 'nightly',
    ml: true,
    grain: 'hour',
    attributes: {
      instance_type: 'Standard_NC24ads_A100_v4',
      vm_priority: 'Dedicated',
      min_nodes: 0,
      max_nodes: 2,
    },
  })
  watch(
    fleet,
    cluster.id,
    { cpu: 50, gpu: 86, gpuMemory: 74, shape: 'nightly', swing: 1 },
    ...lifetime(fleet, 'vision-ml'),
  )
  plantWaste(fleet, {
    name: 'aml-dedicated-nodes',
    ids: [cluster.id],
    why: 'nightly fine-tuning with checkpoints',
    fixes: [
      {
        rule: 'ML-03',
        keep: keepOnSpot(fleet, 'NC24ads_A100_v4', 0.08, 0.95),
        method: 'low-priority price, re-based, and 8 % rework',
      },
    ],
  })
}

function addLeftOn(fleet: Fleet): void {
  const [scratch = 0] = addMeters(
    fleet,
    'pinemoor-prod',
    ownedBy('voice', 'pm-scratch-fs', 'prod'),
    [
      [
        'fsx',
        'FSx for Lustre SSD persistent storage',
        'EU-PersistentStorage:SSD-125',
        'GB-Months',
        '0.16',
        vary(fleet, 'fsx', 9600) / 730,
      ],
    ],
    { ml: true },
  )
  const id = fleet.series[scratch - 1]?.resourceId ?? ''
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'file_system',
    state: 'AVAILABLE',
    attributes: { last_mounted_at: null, clients: 0 },
  })
  plantWaste(fleet, {
    name: 'file-system-left-on',
    ids: [id],
    why: 'no training in its account since the acquisition; S3 holds the data',
    fixes: [{ rule: 'ML-11', keep: 0.06, method: 'made anew from S3 for two days a month' }],
  })
  for (let index = 1; index <= varyCount(fleet, 'labs', 2); index++) {
    const notebook = addNotebook(fleet, {
      account: 'ml-research',
      name: `gait-study-${index}`,
      type: 'ml.g5.2xlarge',
      owner: ownedBy('robotics-core', 'gait-study', 'dev', true),
      from: ago(fleet, 90),
      load: { cpu: 31, memory: 44, gpu: 29, gpuMemory: 40, shape: 'office', swing: 1 },
    })
    plantWaste(fleet, {
      name: 'notebook-nights',
      ids: [notebook],
      why: 'used in office hours, on day and night',
      fixes: [
        { rule: 'ML-05', keep: 0.03, during: 'office', method: 'office hours and one idle hour after them' },
      ],
    })
  }
}
