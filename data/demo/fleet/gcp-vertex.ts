import type { Team } from '../company.ts'
import { plantAutoscaling } from './autoscaling.ts'
import { accountOf, addSeries, type Fleet, type Owner } from './fleet.ts'
import { priceIn } from './gcp-vm.ts'
import { ago, lifetime } from './hours.ts'
import { keepOnSpot } from './market.ts'
import { addMeters } from './meter.ts'
import { type Load, watch } from './metrics.ts'
import { plantAnomaly, plantWaste } from './plant.ts'
import { addBucket } from './storage.ts'

export function addVertex(fleet: Fleet, project: string, team: Team, app: string, size: number): void {
  const owner: Owner = { team, app, env: 'prod', tagged: true }
  const location = accountOf(project).source === 'gcp-eu' ? 'europe-west1' : 'us-central1'
  const at0 = `//aiplatform.googleapis.com/projects/${project}/locations/${location}`
  const rows: readonly (readonly [string, string, string, string, number, Load])[] = [
    [
      'endpoint',
      'ranker',
      'Online Prediction g2-standard-8',
      '0.98167',
      6,
      { cpu: 14, gpu: 16, invocations: 21_000 },
    ],
    [
      'endpoint',
      'embedder',
      'Online Prediction g2-standard-8',
      '0.98167',
      3,
      { cpu: 25, gpu: 28, invocations: 9_500 },
    ],
    [
      'endpoint',
      'legacy-asr',
      'Online Prediction n1-standard-4',
      '0.2185',
      4,
      { cpu: 0.3, memory: 9, invocations: 0 },
    ],
    ['notebook', 'workbench-1', 'Workbench a2-highgpu-1g', '4.22', 1, { cpu: 1.1, gpu: 0.2, gpuMemory: 1 }],
    [
      'notebook',
      'workbench-2',
      'Workbench n1-standard-8',
      '0.45',
      1,
      { cpu: 21, memory: 40, shape: 'office' },
    ],
  ]
  for (const [kind, name, meter, usd, machines, load] of rows) {
    const id = `${at0}/${kind === 'endpoint' ? 'endpoints' : 'instances'}/${app}-${name}`
    const series = addSeries(fleet, {
      account: project,
      owner,
      service: 'vertex',
      resource: { id, name: `${app}-${name}`, type: kind === 'endpoint' ? 'Endpoint' : 'Workbench instance' },
      meter,
      usageType: meter,
      unit: 'hour',
      price: priceIn({ project }, usd),
      grain: 'hour',
      base: name === 'ranker' && project === 'tb-mlops' ? 2 : Math.max(1, Math.round(machines * size)),
      ml: true,
      ...(name === 'workbench-2' ? { shape: 'office' as const } : {}),
    })
    watch(fleet, id, { shape: 'traffic', ...load }, ...lifetime(fleet, project))
    fleet.inventory.push({
      resourceId: id,
      resourceType: kind,
      state: 'ACTIVE',
      attributes: {
        instance_type: meter.split(' ').at(-1),
        instances: Math.max(1, Math.round(machines * size)),
      },
    })
    plantVertex(fleet, name, id, series, project)
    const replicas = Math.max(1, Math.round(machines * size))
    if (kind === 'endpoint' && (load.invocations ?? 0) > 0) {
      plantAutoscaling(fleet, { id, series, machines: replicas, load })
    }
  }
  addVertexJobs(fleet, project, owner, size)
}

function plantVertex(fleet: Fleet, name: string, id: string, series: number, project: string): void {
  if (name === 'legacy-asr') {
    plantWaste(fleet, {
      name: 'endpoint-unused',
      ids: [id],
      needs: ['metrics'],
      why: 'no prediction',
      fixes: [{ rule: 'IDLE-11' }],
    })
  }
  if (name === 'workbench-1') {
    plantWaste(fleet, {
      name: 'idle-workbench',
      ids: [id],
      why: 'A100 workbench left on',
      fixes: [{ rule: 'ML-05' }],
    })
  }
  if (name !== 'ranker' || project !== 'tb-mlops') return
  // The level shift of the story: the minimum number of replicas was raised and never lowered again.
  fleet.events.push({ series, fromHour: ago(fleet, 45), untilHour: ago(fleet, 0), factor: 3, perDay: 0 })
  const cause = 'the minimum number of replicas was raised from two to six'
  plantAnomaly(fleet, { name: 'replicas-tripled', shape: 'shift', series: [series], cause }, 45, 0)
}

function addVertexJobs(fleet: Fleet, project: string, owner: Owner, size: number): void {
  const price = (usd: string) => priceIn({ project }, usd)
  const [training] = addMeters(
    fleet,
    project,
    owner,
    [
      [
        'vertex',
        'Custom Training a2-highgpu-1g',
        'Training',
        'hour',
        price('4.22'),
        3.2 * size,
        'nightly',
        0.25,
      ],
      ['vertex', 'Pipelines run', 'Pipelines', 'count', price('0.03'), 4, 'nightly', 0.3, 0],
      [
        'vertex',
        'Gemini Flash input characters, 1K',
        'Generative',
        '1K characters',
        price('0.000125'),
        26_000 * size,
        'traffic',
        0.3,
        0,
      ],
    ],
    { ml: true },
  )
  plantWaste(fleet, {
    name: 'vertex-training',
    series: [training ?? 0],
    why: 'custom training with checkpoints at the full price',
    fixes: [
      { rule: 'ML-02', keep: keepOnSpot(fleet, 'a2-highgpu-1g', 0.08), method: 'spot price and 8 % rework' },
    ],
  })
  addBucket(fleet, {
    account: project,
    name: `${project}-datasets`,
    owner,
    terabytes: Math.round(110 * size),
    averageObjectKb: 1500,
    writesK: 1.3,
    readsK: 9,
    ml: true,
    old: 0.75,
  })
}
