import { addAwsVm } from './aws-vm.ts'
import { accountOf, type Fleet, ownedBy } from './fleet.ts'
import { ago } from './hours.ts'
import { plantAnomaly } from './plant.ts'
import { addThing } from './thing.ts'

export function addNewServices(fleet: Fleet): void {
  const kendra = addThing(fleet, {
    account: 'dev-sandbox',
    owner: ownedBy('support-insights', 'search-trial', 'dev', true),
    service: 'kendra',
    type: 'index',
    name: 'search-trial',
    kind: 'search_index',
    state: 'ACTIVE',
    meter: 'Developer Edition connector and index hour',
    usageType: 'USE1-DeveloperEdition-Index',
    operation: 'CreateIndex',
    unit: 'Hours',
    price: '1.125',
    base: 3,
    from: ago(fleet, 64),
    until: ago(fleet, 42),
    attributes: {},
  })
  plantAnomaly(
    fleet,
    {
      name: 'new-search-service',
      shape: 'new-service',
      series: [kendra.series],
      cause: 'a trial that nobody told of',
    },
    64,
    42,
  )
  const spanner = addThing(fleet, {
    account: 'tb-fleet-telemetry',
    owner: ownedBy('fleet-data', 'ledger-trial', 'prod', true),
    service: 'spanner',
    type: 'instance',
    name: 'ledger-trial',
    kind: 'database',
    state: 'READY',
    meter: 'Server Node - Regional',
    usageType: 'Spanner Node',
    unit: 'hour',
    price: '0.9',
    base: 4,
    from: ago(fleet, 33),
    attributes: { nodes: 4 },
  })
  plantAnomaly(
    fleet,
    {
      name: 'new-database-service',
      shape: 'new-service',
      series: [spanner.series],
      cause: 'a new database for a launch',
    },
    33,
    0,
  )
  addLeakedKey(fleet)
}

/** A stolen key mines coins in a region where the company has nothing. */
function addLeakedKey(fleet: Fleet): void {
  const series = [1, 2, 3, 4].map((index) => {
    const vm = {
      account: 'dev-sandbox',
      name: `default-${index}`,
      type: 'g5.12xlarge',
      region: 'eu-west-1',
      bare: true,
    } as const
    return addAwsVm(fleet, {
      ...vm,
      owner: { team: null, app: 'unknown', tagged: false },
      load: { cpu: 97, gpu: 98, gpuMemory: 60, swing: 0 },
      from: ago(fleet, 27) + 5,
      until: ago(fleet, 25) + 9,
    }).series
  })
  plantAnomaly(
    fleet,
    {
      name: 'leaked-key',
      shape: 'new-service',
      series,
      cause: `machines in a region where ${accountOf('dev-sandbox').id} had none`,
    },
    27,
    24,
  )
}
