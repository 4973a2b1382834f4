import { HOURS_PER_MONTH } from '../limits.ts'
import { idOf } from '../random.ts'
import type { Hour } from '../types.ts'
import { addSeries, type Fleet, type Owner } from './fleet.ts'
import { at, lifetime } from './hours.ts'
import { watch } from './metrics.ts'

export interface AwsVolume {
  readonly account: string
  readonly name: string
  readonly owner: Owner
  readonly sizeGib: number
  readonly diskType?: 'gp2' | 'gp3' | 'io1' | 'io2'
  /** Provisioned and measured operations a second. */
  readonly iops?: number
  readonly opsPerSecond?: number
  readonly usedShare?: number
  readonly region?: string
  readonly attachedTo?: string
  readonly detachedAt?: Hour
  readonly from?: Hour
  readonly until?: Hour
  readonly ml?: boolean
}

const VOLUME_PRICES = { gp2: '0.10', gp3: '0.08', io1: '0.125', io2: '0.125' } as const

/** An EBS volume; without `attachedTo` it hangs on nothing. */
export function addVolume(fleet: Fleet, volume: AwsVolume): string {
  const id = `vol-0${idOf(fleet.calendar.seed, `vol:${volume.name}`, 16)}`
  const type = volume.diskType ?? 'gp3'
  const [from, until] = lifetime(fleet, volume.account, volume.from, volume.until)
  addSeries(fleet, {
    account: volume.account,
    owner: volume.owner,
    service: 'ec2',
    ...(volume.region === undefined ? {} : { region: volume.region }),
    resource: { id, name: volume.name, type: 'Volume' },
    meter: `GB-month of ${type} provisioned storage`,
    usageType: `${volume.region === 'eu-west-1' ? 'EU-' : ''}EBS:VolumeUsage.${type}`,
    operation: 'CreateVolume',
    unit: 'GB-Months',
    price: VOLUME_PRICES[type],
    base: volume.sizeGib / HOURS_PER_MONTH,
    from,
    until,
    ml: volume.ml ?? false,
  })
  if (volume.iops !== undefined) addIops(fleet, volume, id, volume.iops)
  const busy = volume.attachedTo !== undefined
  const ops = busy ? (volume.opsPerSecond ?? 90) : 0
  watch(fleet, id, { readOps: ops * 0.4, writeOps: ops * 0.6, shape: 'traffic' }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'disk',
    state: busy ? 'in-use' : 'available',
    attributes: {
      attached: busy,
      attached_to: volume.attachedTo ?? null,
      detached_at: volume.detachedAt === undefined ? null : at(volume.detachedAt),
      size_gib: volume.sizeGib,
      used_gib: Math.round(volume.sizeGib * (volume.usedShare ?? 0.55)),
      ...(volume.iops === undefined ? {} : { iops: volume.iops }),
      volume_type: type,
      created_at: at(from),
    },
  })
  return id
}

function addIops(fleet: Fleet, volume: AwsVolume, id: string, iops: number): void {
  addSeries(fleet, {
    account: volume.account,
    owner: volume.owner,
    service: 'ec2',
    resource: { id, name: volume.name, type: 'Volume' },
    meter: `IOPS-month of ${volume.diskType} provisioned`,
    usageType: `EBS:VolumeP-IOPS${volume.diskType === 'io2' ? '.io2' : '.piops'}`,
    operation: 'CreateVolume',
    unit: 'IOPS-Mo',
    price: '0.065',
    base: iops / HOURS_PER_MONTH,
    ...(volume.from === undefined ? {} : { from: volume.from }),
  })
}
