import { addVolume } from './aws-volume.ts'
import { addSeries, type Fleet } from './fleet.ts'
import { ago } from './hours.ts'
import { addMeters } from './meter.ts'
import { plantWaste } from './plant.ts'
import { varyCount } from './vary.ts'
import { snapshotCost } from './waste-size.ts'

export function addOrphans(fleet: Fleet): void {
  const disks: string[] = []
  let used = 0
  for (let index = 1; index <= varyCount(fleet, 'leftovers', 12); index++) {
    used += (200 + 100 * (index % 5)) * 0.55
    disks.push(
      addVolume(fleet, {
        account: index % 2 === 0 ? 'dev-sandbox' : 'ml-research',
        name: `leftover-${index}`,
        owner: { team: index % 3 === 0 ? 'ml-platform' : 'data-platform', app: 'leftover', env: 'dev' },
        sizeGib: 200 + 100 * (index % 5),
        diskType: index % 3 === 0 ? 'gp2' : 'gp3',
        detachedAt: ago(fleet, 34 + index * 5),
        from: ago(fleet, 200 + index),
      }),
    )
  }
  plantWaste(fleet, {
    name: 'unattached-disk',
    ids: disks,
    needs: ['inventory'],
    why: 'detached for more than 30 days',
    fixes: [
      { rule: 'IDLE-02', added: snapshotCost(fleet, used), method: 'snapshots of the 55 % in use stay' },
    ],
  })
  const snapshots: string[] = []
  for (let index = 1; index <= 10; index++) snapshots.push(addSnapshot(fleet, index))
  const old = 'older than 180 days, of volumes that are gone and of no image'
  plantWaste(fleet, {
    name: 'old-snapshot',
    ids: snapshots,
    needs: ['inventory'],
    why: old,
    fixes: [{ rule: 'IDLE-08' }],
  })
  const [address, balancer, gateway] = addMeters(
    fleet,
    'dev-sandbox',
    { team: null, app: 'network', tagged: false },
    [
      ['vpc', 'Idle public IPv4 address', 'PublicIPv4:IdleAddress', 'Hours', '0.005', 7],
      ['elb', 'Application load balancer hour', 'LoadBalancerUsage', 'Hours', '0.0225', 2],
      ['vpc', 'NAT gateway hour', 'NatGateway-Hours', 'Hours', '0.045', 2],
    ],
  )
  plantWaste(fleet, {
    name: 'idle-address',
    series: [address ?? 0],
    why: 'seven addresses on nothing',
    fixes: [{ rule: 'IDLE-01' }],
  })
  plantWaste(fleet, {
    name: 'idle-balancer',
    series: [balancer ?? 0],
    why: 'two load balancers without traffic',
    fixes: [{ rule: 'IDLE-06' }],
  })
  plantWaste(fleet, {
    name: 'idle-gateway',
    series: [gateway ?? 0],
    why: 'two NAT gateways without a byte',
    fixes: [{ rule: 'IDLE-07' }],
  })
}

function addSnapshot(fleet: Fleet, index: number): string {
  const id = `arn:aws:ec2:us-east-1:163758492217:snapshot/snap-0d${index.toString().padStart(2, '0')}5e7b31c94f2a8`
  addSeries(fleet, {
    account: 'dev-sandbox',
    owner: { team: 'data-platform', app: 'backup', env: 'dev' },
    service: 'ec2',
    resource: { id, name: `backup-${index}`, type: 'Snapshot' },
    meter: 'GB-month of snapshot data stored',
    usageType: 'EBS:SnapshotUsage',
    operation: 'CreateSnapshot',
    unit: 'GB-Months',
    price: '0.05',
    base: (300 + index * 40) / 730,
  })
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'snapshot',
    state: 'completed',
    attributes: {
      size_gib: 300 + index * 40,
      created_days_ago: 190 + index * 12,
      source_volume_exists: false,
    },
  })
  return id
}
