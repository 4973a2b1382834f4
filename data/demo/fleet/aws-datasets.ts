import type { Team } from '../company.ts'
import { addVolume } from './aws-volume.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago } from './hours.ts'
import { plantAnomaly, plantWaste } from './plant.ts'
import { addBucket } from './storage.ts'
import { snapshotCost } from './waste-size.ts'

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
  const checkpoints = bucket('ml-checkpoints', 'ml-platform', 240, {
    old: 0.85,
    startSize: 0.3,
    lifecycle: true,
    attributes: { lifecycle_rules: 0, prefixes: { 'ckpt/': { share: 0.96, stale_share: 0.73 } } },
  })
  plantWaste(fleet, {
    name: 'stale-checkpoints',
    ids: [checkpoints.id],
    series: [checkpoints.stored],
    needs: ['inventory'],
    why: '85 % older than 90 days, of runs that ended',
    fixes: [
      { rule: 'ST-11', keep: 0.3, method: 'the last three of each run and those of the last 90 days stay' },
    ],
  })
  const features = bucket('ml-features', 'ml-platform', 42, { readsK: 900, writesK: 420, lifecycle: true })
  fleet.events.push({
    series: features.writes + 1,
    fromHour: ago(fleet, 15),
    untilHour: ago(fleet, 12),
    factor: 5600,
    perDay: 0,
  })
  const reads = {
    name: 'request-loop',
    shape: 'spike',
    series: [features.writes + 1],
    cause: 'a retry loop reads the bucket',
  } as const
  plantAnomaly(fleet, reads, 15, 12)
  const legacy = bucket('lidar-2023', 'perception', 95, { quietDays: 240, writesK: 0, old: 1 })
  plantWaste(fleet, {
    name: 'quiet-bucket',
    ids: [legacy.id],
    series: [legacy.stored],
    why: 'no request for 240 days',
    fixes: [{ rule: 'ST-03', keep: 0.004 / 0.023, method: 'price of Glacier Instant Retrieval' }],
  })
  bucket('sim-recordings', 'simulation', 130, { old: 0.5 })
  bucket('label-exports', 'ml-platform', 12, { averageObjectKb: 60, lifecycle: true })
  const cache = addVolume(fleet, {
    account: 'ml-research',
    name: 'dataset-cache-old',
    owner: ownedBy('perception', 'perception-train'),
    sizeGib: 8000,
    diskType: 'io1',
    detachedAt: ago(fleet, 64),
    ml: true,
  })
  plantWaste(fleet, {
    name: 'unattached-io1',
    ids: [cache],
    needs: ['inventory'],
    why: 'detached for 64 days; the data came from a bucket',
    fixes: [
      {
        rule: 'IDLE-02',
        added: snapshotCost(fleet, 8000 * 0.55),
        method: 'a snapshot of what is in use stays',
      },
    ],
  })
}
