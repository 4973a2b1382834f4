import type { Team } from '../company.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago } from './hours.ts'
import { plantWaste } from './plant.ts'
import { addEndpoint, addNotebook } from './sagemaker.ts'

export function addEndpoints(fleet: Fleet): void {
  const rows: readonly (readonly [string, Team, string, number, number, number, number])[] = [
    // name, team, type, machines, gpu %, calls an hour, cpu %
    ['defect-detector', 'perception', 'ml.g5.2xlarge', 3, 48, 42_000, 38],
    ['grasp-planner', 'robotics-core', 'ml.g5.12xlarge', 1, 44, 18_000, 30],
    ['route-optimizer', 'navigation', 'ml.g5.2xlarge', 2, 37, 26_000, 41],
    ['demand-forecast', 'storefront', 'ml.m5.4xlarge', 2, 0, 9_000, 35],
    ['fraud-score', 'payments', 'ml.m5.xlarge', 4, 0, 61_000, 47],
    ['product-search', 'storefront', 'ml.g5.xlarge', 4, 39, 88_000, 44],
    ['ticket-triage', 'support-insights', 'ml.g4dn.xlarge', 2, 21, 2_400, 18],
    ['sim-scorer', 'simulation', 'ml.g5.2xlarge', 2, 33, 7_500, 29],
    ['speech-fallback', 'voice', 'ml.g5.4xlarge', 1, 26, 3_100, 22],
  ]
  for (const [name, team, type, count, gpu, invocations, cpu] of rows) {
    addEndpoint(fleet, {
      account: 'ml-prod',
      name,
      type,
      count,
      owner: ownedBy(team, name, 'prod', team === 'robotics-core' ? true : undefined),
      load: { cpu, memory: cpu + 10, ...(gpu > 0 ? { gpu, gpuMemory: gpu + 15 } : {}), invocations },
    })
  }
  for (const [name, type] of [
    ['defect-detector-v1', 'ml.g5.12xlarge'],
    ['churn-model-old', 'ml.m5.4xlarge'],
  ] as const) {
    const { id } = addEndpoint(fleet, {
      account: 'ml-prod',
      name,
      type,
      owner: ownedBy('ml-platform', name),
      load: { cpu: 0.4, memory: 12, gpu: 0, gpuMemory: 22, invocations: 0, swing: 0 },
    })
    const why = 'no invocation in 45 days'
    plantWaste(fleet, {
      name: 'endpoint-without-traffic',
      ids: [id],
      needs: ['metrics'],
      why,
      fixes: [{ rule: 'IDLE-11' }],
    })
  }
  const oversized = addEndpoint(fleet, {
    account: 'ml-prod',
    name: 'label-assist',
    type: 'ml.g5.12xlarge',
    owner: ownedBy('ml-platform', 'label-assist'),
    load: { cpu: 6, memory: 15, gpu: 7, gpuMemory: 20, invocations: 900, shape: 'office', swing: 1 },
  })
  plantWaste(fleet, {
    name: 'endpoint-office-hours',
    ids: [oversized.id],
    series: [oversized.series],
    needs: ['metrics'],
    why: 'called in office hours only',
    fixes: [{ rule: 'ML-04', keep: (50 / 168) * 1.15, method: '50 of 168 hours and 15 % for starting up' }],
  })
}

export function addNotebooks(fleet: Fleet): void {
  const teams: readonly Team[] = ['perception', 'navigation', 'voice', 'ml-platform', 'simulation']
  for (let index = 1; index <= 10; index++) {
    const team = teams[index % teams.length] ?? 'ml-platform'
    addNotebook(fleet, {
      account: 'ml-research',
      name: `${team}-lab-${index}`,
      type: index % 3 === 0 ? 'ml.g4dn.xlarge' : 'ml.t3.medium',
      owner: ownedBy(team, 'research-lab', 'dev'),
      shape: 'office',
      load: { cpu: 24, memory: 40, shape: 'office', swing: 0.9 },
    })
  }
  for (let index = 1; index <= 4; index++) {
    const id = addNotebook(fleet, {
      account: 'ml-research',
      name: `owner-${index}-scratch`,
      type: index < 3 ? 'ml.g5.12xlarge' : 'ml.p3.2xlarge',
      owner: ownedBy('ml-platform', 'scratch', 'dev'),
      from: ago(fleet, 30 + index * 21),
      load: { cpu: 1.2, memory: 6, gpu: 0.3, gpuMemory: 2, swing: 0 },
    })
    const why = 'GPU notebook left on, nothing run for 19 days'
    plantWaste(fleet, { name: 'idle-notebook', ids: [id], why, fixes: [{ rule: 'ML-05' }] })
  }
}
