import type { Team } from '../company.ts'
import { accountOf, addSeries, type Fleet, type Owner } from './fleet.ts'
import { priceIn } from './gcp-vm.ts'
import { ago, lifetime } from './hours.ts'
import { addMeters } from './meter.ts'
import { type Load, watch } from './metrics.ts'
import { plant } from './plant.ts'
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
      { cpu: 30, gpu: 34, invocations: 21_000 },
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
      base: Math.max(1, Math.round(machines * size)),
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
  }
  addVertexJobs(fleet, project, owner, size)
}

function plantVertex(fleet: Fleet, name: string, id: string, series: number, project: string): void {
  if (name === 'legacy-asr') plant(fleet, 'endpoint-without-traffic', 'IDLE-11', [id], 1, 'no prediction')
  if (name === 'workbench-1') plant(fleet, 'idle-notebook', 'ML-05', [id], 0.95, 'A100 workbench left on')
  if (name !== 'ranker' || project !== 'tb-mlops') return
  // The level shift of the story: the minimum number of replicas was raised and never lowered again.
  fleet.events.push({ series, fromHour: 0, untilHour: ago(fleet, 45), factor: 1 / 3, perDay: 0 })
  plant(fleet, 'anomaly-level-shift', 'AN-01', [id], 0.6, 'replicas tripled 45 days ago', 45, 0)
}

function addVertexJobs(fleet: Fleet, project: string, owner: Owner, size: number): void {
  const price = (usd: string) => priceIn({ project }, usd)
  addMeters(
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
