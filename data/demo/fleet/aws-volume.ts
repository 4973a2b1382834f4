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
  readonly diskType?: 'gp2' | 'gp3' | 'io1'
  readonly region?: string
  readonly attachedTo?: string
  readonly detachedAt?: Hour
  readonly from?: Hour
  readonly until?: Hour
  readonly ml?: boolean
}

const VOLUME_PRICES = { gp2: '0.10', gp3: '0.08', io1: '0.125' } as const

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
  const busy = volume.attachedTo !== undefined
  watch(fleet, id, { readOps: busy ? 900 : 0, writeOps: busy ? 1600 : 0, shape: 'traffic' }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'disk',
    state: busy ? 'in-use' : 'available',
    attributes: {
      attached: busy,
      attached_to: volume.attachedTo ?? null,
      detached_at: volume.detachedAt === undefined ? null : at(volume.detachedAt),
      size_gib: volume.sizeGib,
      used_gib: Math.round(volume.sizeGib * 0.55),
      volume_type: type,
      created_at: at(from),
    },
  })
  return id
}
