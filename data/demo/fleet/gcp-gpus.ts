import { addSeries, type Fleet, type Owner } from './fleet.ts'
import { addGcpVm, type GcpVm } from './gcp-vm.ts'
import { lifetime, monthHour } from './hours.ts'
import { keepOnSpot } from './market.ts'
import { addMeters } from './meter.ts'
import { type Load, watch } from './metrics.ts'
import { plantWaste } from './plant.ts'

export function addGpus(fleet: Fleet): void {
  const owner: Owner = { team: 'perception', app: 'world-model', env: 'prod', tagged: true }
  const busy = { cpu: 45, memory: 58, gpu: 81, gpuMemory: 77, swing: 0.1 }
  const gpu = (name: string, type: string, load: Load, more: Partial<GcpVm> = {}) =>
    addGcpVm(fleet, { project: 'tb-perception-train', name, type, owner, load, ml: true, ...more })
  gpu('world-model-a100x8', 'a2-highgpu-8g', busy, { from: monthHour(fleet, 5, 3) })
  gpu('world-model-h100', 'a3-highgpu-1g', busy, { from: monthHour(fleet, 9, 11) })
  gpu('eval-a100-1', 'a2-highgpu-1g', { ...busy, gpu: 39 })
  gpu('eval-a100-2', 'a2-highgpu-1g', { ...busy, gpu: 44 })
  const idle = gpu('eval-a100-3', 'a2-highgpu-1g', { cpu: 1, memory: 4, gpu: 0.6, gpuMemory: 2, swing: 0 })
  plantWaste(fleet, {
    name: 'idle-gpu-vm-gcp',
    ids: [idle],
    needs: ['metrics'],
    why: 'A100 without work',
    fixes: [{ rule: 'IDLE-05' }],
  })
  const tpu = `//tpu.googleapis.com/projects/tb-perception-train/locations/us-central1-a/nodes/policy-v5e-16`
  addSeries(fleet, {
    account: 'tb-perception-train',
    owner: { team: 'navigation', app: 'policy-pretrain', env: 'prod', tagged: true },
    service: 'tpu',
    resource: { id: tpu, name: 'policy-v5e-16', type: 'TPU node' },
    meter: 'TPU v5e chip hour',
    usageType: 'ct5lp-hightpu',
    unit: 'hour',
    price: '1.2',
    grain: 'hour',
    base: 16,
    from: monthHour(fleet, 2, 20),
    ml: true,
  })
  watch(
    fleet,
    tpu,
    { cpu: 35, gpu: 62, gpuMemory: 70 },
    ...lifetime(fleet, 'tb-perception-train', monthHour(fleet, 2, 20)),
  )
  plantWaste(fleet, {
    name: 'tpu-on-demand',
    ids: [tpu],
    why: 'training with checkpoints on a TPU at the full price',
    fixes: [{ rule: 'ML-15', keep: keepOnSpot(fleet, 'v5e', 0.1), method: 'spot price and 10 % rework' }],
  })
}

export function addGcpEurope(fleet: Fleet): void {
  const voice = {
    project: 'tb-voice-eu',
    owner: { team: 'voice', app: 'voice-eu', env: 'prod' },
    ml: true,
  } as const
  const load = { cpu: 35, memory: 45, gpu: 46, gpuMemory: 55, shape: 'traffic' } as const
  addGcpVm(fleet, { ...voice, name: 'voice-serve-1', type: 'a2-highgpu-1g', load })
  addGcpVm(fleet, { ...voice, name: 'voice-serve-2', type: 'g2-standard-8', load })
  for (const name of ['support-app-1', 'support-app-2']) {
    addGcpVm(fleet, {
      project: 'tb-support-eu',
      name,
      type: 'n2-standard-4',
      owner: { team: 'support-insights', app: 'helpdesk', env: 'prod' },
      load: { cpu: 35, memory: 45, shape: 'traffic' },
    })
  }
  addMeters(fleet, 'tb-support-eu', { team: 'support-insights', app: 'helpdesk', env: 'prod' }, [
    ['cloudSql', 'Cloud SQL for PostgreSQL vCPU', 'DB vCPU', 'hour', '0.038', 12],
    ['bigquery', 'Analysis (on-demand), TiB', 'Analysis', 'tebibyte', '5.75', 0.05, 'office', 0.3],
  ])
}
