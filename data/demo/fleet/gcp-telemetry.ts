import type { Fleet, Owner } from './fleet.ts'
import { addGcpVm } from './gcp-vm.ts'
import { ago } from './hours.ts'
import { addMeters } from './meter.ts'
import { plantWaste } from './plant.ts'
import { addBucket } from './storage.ts'

export const GCP_COMMITMENT = 'projects/tb-fleet-telemetry/regions/us-central1/commitments/n2-flex-1y'

export function addTelemetry(fleet: Fleet): void {
  const owner: Owner = { team: 'fleet-data', app: 'telemetry', env: 'prod' }
  for (let index = 1; index <= 8; index++) {
    addGcpVm(fleet, {
      project: 'tb-fleet-telemetry',
      name: `telemetry-${index}`,
      type: index <= 6 ? 'n2-standard-8' : 'e2-standard-4',
      owner,
      load: { cpu: 38, memory: 50, shape: 'traffic' },
      ...(index <= 6 ? { commitment: GCP_COMMITMENT } : {}),
      ...(index === 6 ? { until: ago(fleet, 58) } : {}),
    })
  }
  const lines = addMeters(fleet, 'tb-fleet-telemetry', { ...owner, tagged: true }, [
    ['bigquery', 'Analysis (on-demand), TiB', 'Analysis', 'tebibyte', '6.25', 2.9, 'office', 0.3],
    ['bigquery', 'Active Logical Storage', 'Active Storage', 'gibibyte month', '0.02', 130_000 / 730],
    ['pubsub', 'Message Delivery Basic', 'Message Delivery', 'tebibyte', '40', 0.09, 'traffic', 0.2],
    ['gke', 'Regional cluster management', 'Regional Kubernetes Clusters', 'hour', '0.1', 2],
    ['cloudSql', 'Cloud SQL for PostgreSQL vCPU', 'DB vCPU', 'hour', '0.0413', 64],
    ['cloudLogging', 'Log Storage cost', 'Log Volume', 'gibibyte', '0.5', 4.5, 'traffic', 0.2],
  ])
  plantWaste(fleet, {
    name: 'unread-logs-gcp',
    series: lines.slice(-1),
    why: 'a third are health checks',
    fixes: [{ rule: 'LOG-02', keep: 0.67, method: 'health checks are excluded from the sink' }],
  })
  addBucket(fleet, {
    account: 'tb-fleet-telemetry',
    name: 'tb-robot-logs',
    owner,
    terabytes: 70,
    averageObjectKb: 120,
    writesK: 2,
    readsK: 6,
    old: 0.6,
  })
}
