import { addAzureVm, azureId } from './azure-vm.ts'
import { addSeries, type Fleet, type Owner } from './fleet.ts'
import { lifetime, monthHour } from './hours.ts'
import { addMeters } from './meter.ts'
import { watch } from './metrics.ts'
import { plantWaste } from './plant.ts'
import { addBucket } from './storage.ts'

export function addAzureGpus(fleet: Fleet): void {
  const owner: Owner = { team: 'perception', app: 'vision-train', env: 'prod', tagged: true }
  addAzureVm(fleet, {
    account: 'vision-ml',
    name: 'vision-nd96-1',
    type: 'ND96asr_v4',
    owner,
    load: { cpu: 48, memory: 55, gpu: 74, gpuMemory: 71, swing: 0.1 },
    from: monthHour(fleet, 1, 14),
    diskGib: 2048,
    ml: true,
  })
  for (let index = 1; index <= 3; index++) {
    const id = addAzureVm(fleet, {
      account: 'vision-ml',
      name: `vision-a100-${index}`,
      type: 'NC24ads_A100_v4',
      owner: { ...owner, env: 'dev' },
      load: { cpu: 20, memory: 30, gpu: index === 3 ? 2.1 : 52, gpuMemory: index === 3 ? 4 : 60 },
      ml: true,
    })
    if (index < 3) continue
    const why = 'A100 under 3 % for weeks'
    plantWaste(fleet, {
      name: 'idle-gpu-vm-azure',
      ids: [id],
      needs: ['metrics'],
      why,
      fixes: [{ rule: 'IDLE-05' }],
    })
  }
}

export function addAzureMl(fleet: Fleet): void {
  const owner: Owner = { team: 'perception', app: 'vision-serving', env: 'prod', tagged: true }
  for (const [name, kind, load] of [
    [
      'vision-online',
      'endpoint',
      { cpu: 34, memory: 40, gpu: 41, gpuMemory: 50, invocations: 12_000, shape: 'traffic' },
    ],
    ['vision-ab-test', 'endpoint', { cpu: 0.6, memory: 10, gpu: 0, gpuMemory: 15, invocations: 0 }],
    ['ci-annotator', 'notebook', { cpu: 1.5, memory: 9, gpu: 0.4, gpuMemory: 2 }],
  ] as const) {
    const type = kind === 'endpoint' ? 'onlineendpoints' : 'computes'
    const id = azureId(
      'vision-ml',
      owner.app,
      `microsoft.machinelearningservices/workspaces/tb-vision/${type}`,
      name,
    )
    addSeries(fleet, {
      account: 'vision-ml',
      owner,
      service: 'azureMl',
      resource: { id, name, type: kind === 'endpoint' ? 'Online endpoint' : 'Compute instance' },
      meter: 'NC24ads A100 v4',
      usageType: 'Azure Machine Learning',
      details: { InstanceType: 'Standard_NC24ads_A100_v4', GpuCount: '1' },
      unit: 'Hours',
      price: '3.673',
      grain: 'hour',
      base: 1,
      ml: true,
    })
    watch(fleet, id, load, ...lifetime(fleet, 'vision-ml'))
    fleet.inventory.push({
      resourceId: id,
      resourceType: kind,
      state: 'Succeeded',
      attributes: { instance_type: 'Standard_NC24ads_A100_v4', instances: 1, idle_timeout_minutes: null },
    })
    if (name === 'vision-ab-test') {
      plantWaste(fleet, {
        name: 'test-over',
        ids: [id],
        needs: ['metrics'],
        why: 'A/B test over',
        fixes: [{ rule: 'IDLE-11' }],
      })
    }
    if (kind === 'notebook') {
      plantWaste(fleet, {
        name: 'idle-notebook-azure',
        ids: [id],
        why: 'compute instance left on',
        fixes: [{ rule: 'ML-05' }],
      })
    }
  }
  addMeters(
    fleet,
    'vision-ml',
    { team: 'support-insights', app: 'service-desk-bot', env: 'prod', tagged: true },
    [
      ['openai', 'gpt-4o input tokens, 1K', 'Azure OpenAI', '1K tokens', '0.0025', 2300, 'traffic', 0.2, 0],
      ['openai', 'gpt-4o output tokens, 1K', 'Azure OpenAI', '1K tokens', '0.01', 430, 'traffic', 0.2, 0],
    ],
    { ml: true },
  )
  addBucket(fleet, {
    account: 'vision-ml',
    name: 'tbvisiondata',
    owner,
    terabytes: 90,
    averageObjectKb: 1800,
    writesK: 1.4,
    readsK: 11,
    ml: true,
    old: 0.7,
  })
}
