import { addAwsVm } from './aws-vm.ts'
import { addAzureVm } from './azure-vm.ts'
import { addManaged } from './database.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { addGcpVm } from './gcp-vm.ts'
import { ago } from './hours.ts'
import { hoursOf, plantWaste } from './plant.ts'
import { choose, vary } from './vary.ts'

/** Machines for people's working day that run day and night. */
export function addAlwaysOn(fleet: Fleet): void {
  const load = { cpu: vary(fleet, 'qa', 17), memory: 34, shape: 'office', swing: 1 } as const
  const env = choose<'test' | 'staging' | 'dev'>(fleet, 'qa-env', ['test', 'staging', 'dev'])
  const aws = ['qa-web-1', 'qa-web-2', 'qa-api-1'].map(
    (name) =>
      addAwsVm(fleet, {
        account: 'dev-sandbox',
        name,
        type: 'm6i.2xlarge',
        load,
        owner: ownedBy('storefront', 'qa', env, true),
        bare: true,
        from: ago(fleet, 260),
      }).id,
  )
  const azure = [1, 2].map((index) =>
    addAzureVm(fleet, {
      account: 'apps-eu',
      name: `eu-uat-${index}`,
      type: 'D8s_v5',
      load,
      owner: ownedBy('payments', 'eu-uat', 'staging', true),
      bare: true,
      from: ago(fleet, 220),
    }),
  )
  const google = addGcpVm(fleet, {
    project: 'tb-support-eu',
    name: 'helpdesk-dev',
    type: 'n2-standard-8',
    load,
    owner: ownedBy('support-insights', 'helpdesk-dev', 'dev', true),
    from: ago(fleet, 200),
  })
  const database = addManaged(fleet, {
    account: 'dev-sandbox',
    owner: ownedBy('payments', 'checkout-dev-db', 'dev', true),
    kind: 'database',
    load: { ...load, connections: 9 },
    attributes: {
      engine: 'postgres',
      engine_version: '16.4',
      instance_type: 'db.r6g.2xlarge',
      vcpu: 8,
      memory_gib: 64,
      multi_az: false,
    },
    rows: [
      [
        'rds',
        'RDS db.r6g.2xlarge Single-AZ instance hour running PostgreSQL',
        'InstanceUsage:db.r6g.2xl',
        'Hours',
        '0.9',
        1,
      ],
    ],
  })
  always(fleet, 'always-on-aws', aws, hoursOf(fleet, aws))
  always(fleet, 'always-on-azure', azure, hoursOf(fleet, azure))
  always(fleet, 'always-on-gcp', [google], hoursOf(fleet, [google]))
  plantWaste(fleet, {
    name: 'always-on-database',
    ids: [database.id],
    series: database.series,
    why: 'a developer database without a connection at night',
    fixes: [{ rule: 'SCH-01', keep: 60 / 168, method: '60 of 168 hours' }],
  })
}

/** Also for what stands elsewhere: off outside ten hours on working days, two more a day to be safe. */
export function always(fleet: Fleet, name: string, ids: readonly string[], series: readonly number[]): void {
  plantWaste(fleet, {
    name,
    ids,
    series,
    why: 'not for production, used in office hours, on at night and at weekends',
    fixes: [{ rule: 'SCH-01', keep: 10 / 118, during: 'office', method: 'on for 60 of 168 hours' }],
  })
}
