import type { Team } from '../company.ts'
import { addVolume } from './aws-volume.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago } from './hours.ts'
import { plant } from './plant.ts'
import { addBucket } from './storage.ts'

export function addDatasets(fleet: Fleet): void {
  const bucket = (name: string, team: Team, terabytes: number, more: object = {}) =>
    addBucket(fleet, {
      account: 'data-lake',
      name: `tb-${name}`,
      owner: ownedBy(team, name),
      terabytes,
      averageObjectKb: 900,
      writesK: 2.2,
      readsK: 19,
      ml: true,
      ...more,
    })
  bucket('camera-datasets', 'perception', 610, { averageObjectKb: 2400, old: 0.7, startSize: 0.55 })
  const checkpoints = bucket('ml-checkpoints', 'ml-platform', 240, { old: 0.85, startSize: 0.3 })
  plant(fleet, 'checkpoints-without-lifecycle', 'ST-11', [checkpoints.id], 0.7, '85 % older than 90 days')
  const features = bucket('ml-features', 'ml-platform', 42, { readsK: 900, writesK: 420, lifecycle: true })
  fleet.events.push({
    series: features.writes + 1,
    fromHour: ago(fleet, 15),
    untilHour: ago(fleet, 12),
    factor: 5600,
    perDay: 0,
  })
  plant(fleet, 'anomaly-spike', 'AN-01', [features.id], 0, 'a retry loop reads the bucket for 3 days', 15, 12)
  const legacy = bucket('lidar-2023', 'perception', 95, { quietDays: 240, writesK: 0, old: 1 })
  plant(fleet, 'bucket-without-requests', 'ST-03', [legacy.id], 0.83, 'no request for 240 days')
  bucket('sim-recordings', 'simulation', 130, { old: 0.5 })
  bucket('label-exports', 'ml-platform', 12, { averageObjectKb: 60, lifecycle: true })
  addVolume(fleet, {
    account: 'ml-research',
    name: 'dataset-cache-old',
    owner: ownedBy('perception', 'perception-train'),
    sizeGib: 8000,
    diskType: 'io1',
    detachedAt: ago(fleet, 64),
    ml: true,
  })
}
