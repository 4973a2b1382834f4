import { addAwsVm } from './aws-vm.ts'
import { addAzureVm } from './azure-vm.ts'
import { type Fleet, type Owner, ownedBy } from './fleet.ts'
import { addGcpVm } from './gcp-vm.ts'
import { ago } from './hours.ts'
import { priceRatio } from './market.ts'
import { hoursOf, plantDecoy, plantWaste } from './plant.ts'
import { choose } from './vary.ts'

/** Batch work that could run anywhere, in a region that costs more. */
export function addDistantWork(fleet: Fleet): void {
  const owner = (app: string): Owner => ({
    team: 'simulation',
    app,
    env: 'prod',
    tagged: true,
    extra: { placement: 'any', workload: 'batch' },
  })
  const load = { cpu: 68, memory: 52, swing: 0.1 }
  const common = { load, bare: true, from: ago(fleet, 125) }
  const aws = addAwsVm(fleet, {
    ...common,
    account: 'pinemoor-prod',
    name: 'pm-resample-1',
    type: 'm5.4xlarge',
    owner: owner('pm-resample'),
  }).id
  const azure = addAzureVm(fleet, {
    ...common,
    account: 'analytics-eu',
    name: 'mesh-solver-1',
    type: 'D16s_v5',
    owner: owner('mesh-solver'),
  })
  const google = addGcpVm(fleet, {
    ...common,
    project: 'tb-voice-eu',
    name: 'phoneme-align-1',
    type: 'e2-standard-8',
    owner: owner('phoneme-align'),
  })
  for (const [name, id, keep, gigabytes] of [
    ['distant-aws', aws, 0.768 / 0.856, 220],
    ['distant-azure', azure, 0.768 / 0.92, 300],
    ['distant-gcp', google, 0.268046 / 0.294862, 90],
  ] as const) {
    plantWaste(fleet, {
      name,
      ids: [id],
      series: hoursOf(fleet, [id]),
      why: 'batch work bound to no place; results are small',
      fixes: [
        {
          rule: 'REG-01',
          keep,
          added: gigabytes * 0.02,
          method: `price of the same machine in the cheapest region of its cloud, ${gigabytes} GB of transfer a month`,
        },
      ],
    })
  }
}

/** Machines of an older or dearer family that others would do cheaper, and some that would not. */
export function addGenerationFleet(fleet: Fleet): void {
  const vm = (name: string, type: string, index: number, arm: boolean) =>
    addAwsVm(fleet, {
      account: 'platform-prod',
      name: `${name}-${index}`,
      type,
      load: { cpu: 47, memory: 55, shape: 'traffic', swing: 0.5 },
      bare: true,
      from: ago(fleet, 95),
      owner: {
        ...ownedBy('fleet-data', name, 'prod'),
        extra: arm ? { runtime: 'go', arch: 'any' } : { runtime: 'vendor-binary', arch: 'x86' },
      },
    }).id
  const arm = [1, 2].map((index) => vm('tile-server', 'c5.2xlarge', index, true))
  plantWaste(fleet, {
    name: 'arm-ready',
    ids: arm,
    series: hoursOf(fleet, arm),
    why: 'Go services that are built for ARM as well',
    fixes: [
      {
        rule: 'GEN-03',
        keep: priceRatio('aws', 'us-east-1', 'c7g.2xlarge', 'c5.2xlarge'),
        method: 'price of c7g.2xlarge',
      },
      {
        rule: 'GEN-02',
        keep: priceRatio('aws', 'us-east-1', 'c6a.2xlarge', 'c5.2xlarge'),
        method: 'price of c6a.2xlarge',
      },
    ],
  })
  const type = choose(fleet, 'x86', ['m5.2xlarge', 'm4.2xlarge'])
  const amd = [1, 2].map((index) => vm('dispatch', type, index, false))
  plantWaste(fleet, {
    name: 'amd-ready',
    ids: amd,
    series: hoursOf(fleet, amd),
    why: 'x86 binaries run on AMD as they are, not on ARM',
    fixes: [
      {
        rule: 'GEN-02',
        keep: priceRatio('aws', 'us-east-1', 'm6a.2xlarge', type),
        method: 'price of m6a.2xlarge',
      },
    ],
  })
  const old = vm('beacon', 'm4.2xlarge', 1, false)
  plantWaste(fleet, {
    name: 'previous-generation',
    ids: [old],
    series: hoursOf(fleet, [old]),
    why: 'an older generation at a higher price',
    fixes: [
      {
        rule: 'GEN-02',
        keep: priceRatio('aws', 'us-east-1', 'm6a.2xlarge', 'm4.2xlarge'),
        method: 'price of m6a.2xlarge',
      },
      {
        rule: 'GEN-04',
        keep: priceRatio('aws', 'us-east-1', 'm5.2xlarge', 'm4.2xlarge'),
        method: 'price of m5.2xlarge',
      },
    ],
  })
  const turbo = vm('matcher', 'c5.4xlarge', 1, false)
  plantDecoy(fleet, {
    name: 'newer-costs-more',
    ids: [turbo],
    tempts: ['GEN-03', 'GEN-05'],
    why: 'licensed x86 binary, certified on Intel: c7i costs 5 % more and ARM does not run it',
  })
}
