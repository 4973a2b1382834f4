import { type Calendar, toHour } from '../calendar.ts'
import { MAX_PERCENT } from '../limits.ts'
import type { Hour, Shape } from '../types.ts'
import type { Fleet } from './fleet.ts'

/** Average load in percent or a rate; what is absent is not measured. */
export interface Load {
  readonly cpu?: number
  readonly memory?: number
  readonly gpu?: number
  readonly gpuMemory?: number
  readonly networkIn?: number
  readonly networkOut?: number
  readonly readOps?: number
  readonly writeOps?: number
  readonly invocations?: number
  readonly connections?: number
  readonly shape?: Shape
  /** How far the load follows its shape, 0–1. */
  readonly swing?: number
}

/** A training job that keeps its accelerators busy. */
export const TRAINING_LOAD = { cpu: 55, memory: 62, gpu: 84, gpuMemory: 78, swing: 0.1 }

const METRICS = [
  ['cpu', 'cpu_utilization', 'Percent', 1.7],
  ['memory', 'memory_utilization', 'Percent', 1.12],
  ['gpu', 'gpu_utilization', 'Percent', 1.5],
  ['gpuMemory', 'gpu_memory_utilization', 'Percent', 1.1],
  ['networkIn', 'network_in_bytes', 'Bytes', 2.4],
  ['networkOut', 'network_out_bytes', 'Bytes', 2.4],
  ['readOps', 'disk_read_ops', 'Count/Second', 3],
  ['writeOps', 'disk_write_ops', 'Count/Second', 3],
  ['invocations', 'invocations', 'Count', 2],
  ['connections', 'connections', 'Count', 1.6],
] as const

/** Has a resource measured between two hours, at the load given. */
export function watch(fleet: Fleet, resourceId: string, load: Load, from: Hour, until: Hour): void {
  for (const [key, metric, unit, peak] of METRICS) {
    const mean = load[key]
    if (mean === undefined) continue
    fleet.metrics.push({
      resourceId,
      metric,
      unit,
      fromHour: Math.max(from, historyStart(fleet.calendar)),
      untilHour: until,
      shape: load.shape ?? 'flat',
      mean,
      swing: load.swing ?? 0.6,
      noise: metric.startsWith('memory') || metric.startsWith('gpu_memory') ? 0.05 : 0.25,
      peak,
      cap: unit === 'Percent' ? MAX_PERCENT : 0,
    })
  }
}

function historyStart(calendar: Calendar): Hour {
  return toHour(calendar.start)
}
