import type { Project } from './projects.ts'
import { endpointId, instanceId, runServiceId, sqlInstanceId } from './resource-id.ts'

type Labels = Readonly<Record<string, string>>

/** One of Cloud Monitoring's metrics, and which of ours it is. */
export interface MetricQuery {
  readonly metric: string
  /** Monitoring's filter, as far as it is needed beside the metric's type. */
  readonly label?: readonly [name: string, value: string]
  readonly ours: string
  readonly unit: string
  /** What a sample is multiplied by to be in the unit. */
  readonly factor: number
  /** Amounts of an hour are summed up, levels have a mean and a maximum. */
  readonly kind: 'level' | 'amount'
  /** How the series of one resource (its disks, its GPUs) become one. */
  readonly series: 'sum' | 'mean'
  resourceId(project: Project, labels: Labels): string | null
}

const INSTANCE = {
  resourceId: (project: Project, { zone, instance_id }: { zone?: string; instance_id?: string }) =>
    zone === undefined || instance_id === undefined ? null : instanceId(project, zone, instance_id),
}
/** `database_id` is `project:instance`. */
const DATABASE = {
  resourceId: (project: Project, { database_id }: { database_id?: string }) =>
    database_id === undefined
      ? null
      : sqlInstanceId(project, database_id.slice(database_id.indexOf(':') + 1)),
}
const ENDPOINT = {
  resourceId: (project: Project, { location, endpoint_id }: { location?: string; endpoint_id?: string }) =>
    location === undefined || endpoint_id === undefined ? null : endpointId(project, location, endpoint_id),
}
const SERVICE = {
  resourceId: (project: Project, { location, service_name }: { location?: string; service_name?: string }) =>
    location === undefined || service_name === undefined
      ? null
      : runServiceId(project, location, service_name),
}
const SHARE = { unit: 'percent', factor: 100, kind: 'level', series: 'mean' } as const
const PERCENT = { unit: 'percent', factor: 1, kind: 'level', series: 'mean' } as const
const BYTES = { unit: 'bytes', factor: 1, kind: 'amount', series: 'sum' } as const
const COUNT = { unit: 'count', factor: 1, kind: 'amount', series: 'sum' } as const

/** Memory and GPU need Google's Ops Agent in the machine. Source: Cloud Monitoring, "Google Cloud metrics", "Ops Agent metrics". */
export const METRIC_QUERIES: readonly MetricQuery[] = [
  {
    metric: 'compute.googleapis.com/instance/cpu/utilization',
    ours: 'cpu_utilization',
    ...SHARE,
    ...INSTANCE,
  },
  {
    metric: 'agent.googleapis.com/memory/percent_used',
    label: ['state', 'used'],
    ours: 'memory_utilization',
    ...PERCENT,
    ...INSTANCE,
  },
  { metric: 'agent.googleapis.com/gpu/utilization', ours: 'gpu_utilization', ...PERCENT, ...INSTANCE },
  {
    metric: 'compute.googleapis.com/instance/network/received_bytes_count',
    ours: 'network_in_bytes',
    ...BYTES,
    ...INSTANCE,
  },
  {
    metric: 'compute.googleapis.com/instance/network/sent_bytes_count',
    ours: 'network_out_bytes',
    ...BYTES,
    ...INSTANCE,
  },
  {
    metric: 'compute.googleapis.com/instance/disk/read_ops_count',
    ours: 'disk_read_ops',
    ...COUNT,
    ...INSTANCE,
  },
  {
    metric: 'compute.googleapis.com/instance/disk/write_ops_count',
    ours: 'disk_write_ops',
    ...COUNT,
    ...INSTANCE,
  },
  {
    metric: 'cloudsql.googleapis.com/database/cpu/utilization',
    ours: 'cpu_utilization',
    ...SHARE,
    ...DATABASE,
  },
  {
    metric: 'cloudsql.googleapis.com/database/memory/utilization',
    ours: 'memory_utilization',
    ...SHARE,
    ...DATABASE,
  },
  {
    metric: 'cloudsql.googleapis.com/database/network/connections',
    ours: 'connections',
    unit: 'count',
    factor: 1,
    kind: 'level',
    series: 'sum',
    ...DATABASE,
  },
  {
    metric: 'aiplatform.googleapis.com/prediction/online/prediction_count',
    ours: 'invocations',
    ...COUNT,
    ...ENDPOINT,
  },
  {
    metric: 'aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle',
    ours: 'gpu_utilization',
    ...SHARE,
    ...ENDPOINT,
  },
  { metric: 'run.googleapis.com/request_count', ours: 'invocations', ...COUNT, ...SERVICE },
]
