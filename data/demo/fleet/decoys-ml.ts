import { type Fleet, ownedBy } from './fleet.ts'
import { ago, at } from './hours.ts'
import { addMeters, type MeterRow } from './meter.ts'
import { linesOf, plantDecoy } from './plant.ts'
import { addEndpoint, addTraining } from './sagemaker.ts'

export function addMlDecoys(fleet: Fleet): void {
  const required = addEndpoint(fleet, {
    account: 'ml-prod',
    name: 'emergency-stop-check',
    type: 'ml.g4dn.xlarge',
    count: 2,
    owner: ownedBy('robotics-core', 'emergency-stop', 'prod'),
    load: { cpu: 3, memory: 21, gpu: 2, gpuMemory: 35, invocations: 14, swing: 0.2 },
  })
  plantDecoy(fleet, {
    name: 'required-endpoint',
    ids: [required.id],
    tempts: ['IDLE-11', 'ML-04', 'ML-06'],
    why: 'asked rarely, has to answer in 50 ms with two replicas: no cold start is allowed',
  })
  const spot = addTraining(fleet, {
    account: 'ml-research',
    name: 'voice-distill',
    type: 'ml.g5.12xlarge',
    owner: ownedBy('voice', 'voice-distill', 'prod'),
    startsAt: 0,
    hours: 8,
    every: 0.6,
    load: { cpu: 60, memory: 60, gpu: 88, gpuMemory: 80 },
    managedSpot: true,
    fromDaysAgo: 70,
  }).slice(-16)
  plantDecoy(fleet, { name: 'training-on-spot', ids: spot, tempts: ['ML-01'], why: 'managed spot already' })
  const lustre = fleet.series
    .filter(({ service, account }) => service === 'fsx' && account === 'ml-prod')
    .map(({ resourceId }) => resourceId ?? '')
  fleet.inventory.push({
    resourceId: lustre[0] ?? '',
    resourceType: 'file_system',
    state: 'AVAILABLE',
    attributes: { last_mounted_at: at(ago(fleet, 1)), clients: 9 },
  })
  plantDecoy(fleet, {
    name: 'shared-file-system',
    ids: lustre.slice(0, 1),
    series: linesOf(fleet, lustre.slice(0, 1)),
    tempts: ['ML-11'],
    why: 'mounted every night by training of another account',
  })
}

export function addLineDecoys(fleet: Fleet): void {
  const rows: readonly (readonly [string, string, readonly string[], string, MeterRow])[] = [
    [
      'egress-to-robots',
      'tb-fleet-telemetry',
      ['NET-04'],
      'every robot asks for another map: nothing to cache',
      [
        'gce',
        'Network Internet Data Transfer Out from Americas to Americas',
        'Internet egress',
        'gibibyte',
        '0.085',
        11,
        'traffic',
        0.2,
      ],
    ],
    [
      'audit-retention',
      'corp-it',
      ['LOG-01'],
      'seven years are the law',
      ['logAnalytics', 'Analytics Logs Data Archive', 'Log Analytics', 'GB-Months', '0.02', 9000 / 730],
    ],
    [
      'address-in-use',
      'platform-prod',
      ['IDLE-01', 'NET-05'],
      'addresses that customers have in their firewalls',
      ['vpc', 'In-use public IPv4 address', 'PublicIPv4:InUseAddress', 'Hours', '0.005', 38],
    ],
  ]
  for (const [name, account, tempts, why, row] of rows) {
    const series = addMeters(fleet, account, ownedBy('security', name, 'prod'), [row])
    plantDecoy(fleet, { name, series, tempts, why })
  }
}
