import { addVolume } from './aws-volume.ts'
import { addSeries, type Fleet } from './fleet.ts'
import { ago } from './hours.ts'
import { addMeters } from './meter.ts'
import { plant, plantLines } from './plant.ts'

export function addOrphans(fleet: Fleet): void {
  const disks: string[] = []
  for (let index = 1; index <= 12; index++) {
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
  plant(fleet, 'unattached-disk', 'IDLE-02', disks, 0.9, 'detached for more than 30 days')
  const snapshots: string[] = []
  for (let index = 1; index <= 10; index++) snapshots.push(addSnapshot(fleet, index))
  plant(fleet, 'old-snapshot', 'IDLE-08', snapshots, 0.6, 'older than 180 days, of volumes that are gone')
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
  plantLines(fleet, 'idle-address', 'IDLE-01', [address ?? 0], 1, 'seven addresses on nothing')
  plantLines(fleet, 'idle-balancer', 'IDLE-06', [balancer ?? 0], 1, 'two load balancers without traffic')
  plantLines(fleet, 'idle-gateway', 'IDLE-07', [gateway ?? 0], 1, 'two NAT gateways without a byte')
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
