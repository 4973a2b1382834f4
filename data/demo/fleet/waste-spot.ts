import { addAwsVm } from './aws-vm.ts'
import { addAzureVm } from './azure-vm.ts'
import type { Fleet, Owner } from './fleet.ts'
import { addGcpVm } from './gcp-vm.ts'
import { ago } from './hours.ts'
import { keepOnSpot } from './market.ts'
import { hoursOf, plantWaste } from './plant.ts'
import { choose, vary, varyCount } from './vary.ts'

/** Work that could be interrupted and is paid at the full price. */
export function addSpotWaste(fleet: Fleet): void {
  addShortLived(fleet)
  addElasticTasks(fleet)
  addDevClusters(fleet)
  addRunners(fleet)
  addSoakTests(fleet)
}

const WORK = { cpu: 71, memory: 48, swing: 0.1 }

function addShortLived(fleet: Fleet): void {
  const type = choose(fleet, 'render', ['c5.2xlarge', 'c5.4xlarge', 'c6i.2xlarge'])
  const hours = varyCount(fleet, 'render-hours', 6)
  const renders: string[] = []
  const tiles: string[] = []
  for (let day = 75; day >= 2; day--) {
    for (const slot of [1, 2]) {
      const from = ago(fleet, day) + slot * 7
      const life = { from, until: from + hours, bare: true }
      const owner: Owner = { team: 'storefront', app: 'catalog-render', env: 'prod', tagged: true }
      const vm = { account: 'shop-prod', type, owner, load: WORK, ...life }
      const { id } = addAwsVm(fleet, { ...vm, name: `catalog-render-${day}-${slot}` })
      if (day <= 30) renders.push(id)
    }
    if (day % 2 === 0) continue
    const from = ago(fleet, day) + 3
    const owner: Owner = { team: 'navigation', app: 'map-tiles', env: 'prod', tagged: true }
    const life = { from, until: from + hours + 3, bare: true }
    const vm = { project: 'tb-mlops', type: 'n2d-standard-8', owner, load: WORK, ...life }
    const id = addGcpVm(fleet, { ...vm, name: `map-tiles-${day}` })
    if (day <= 30) tiles.push(id)
  }
  short(fleet, 'short-lived-vm', renders, keepOnSpot(fleet, type, 0.03))
  short(fleet, 'short-lived-gce', tiles, keepOnSpot(fleet, 'n2d-standard-8', 0.03))
}

function short(fleet: Fleet, name: string, ids: readonly string[], keep: number): void {
  const fix = { rule: 'SPOT-01', keep, method: 'spot price of the type and 3 % of work done twice' }
  plantWaste(fleet, { name, ids, fixes: [fix], why: 'machines that live for hours and can be run again' })
}

function addElasticTasks(fleet: Fleet): void {
  const owner = (role: string): Owner => ({
    team: 'data-platform',
    app: 'spark-nightly',
    env: 'prod',
    tagged: true,
    extra: {
      'aws:elasticmapreduce:job-flow-id': 'j-2AXXQ9P7L1GHC',
      'aws:elasticmapreduce:instance-group-role': role,
    },
  })
  const type = choose(fleet, 'emr', ['r5.2xlarge', 'm5.2xlarge'])
  const node = (name: string, role: string) =>
    addAwsVm(fleet, {
      account: 'data-lake',
      name,
      type,
      owner: owner(role),
      load: { ...WORK, shape: 'nightly', swing: 1 },
      shape: 'nightly',
      base: 0.25,
      bare: true,
      from: ago(fleet, 220),
    }).id
  node('spark-nightly-core-1', 'CORE')
  const tasks = [1, 2, 3, 4].map((index) => node(`spark-nightly-task-${index}`, 'TASK'))
  plantWaste(fleet, {
    name: 'emr-task-nodes',
    ids: tasks,
    why: 'task nodes of a nightly cluster, whose lost work Spark does again',
    fixes: [
      {
        rule: 'SPOT-02',
        keep: keepOnSpot(fleet, type, 0.04),
        method: 'spot price, 4 % of tasks done twice; core nodes stay',
      },
    ],
  })
  const cluster = {
    'goog-dataproc-cluster-name': 'feature-backfill',
    'goog-dataproc-location': 'us-central1',
  }
  const secondary = [1, 2, 3].map((index) =>
    addGcpVm(fleet, {
      project: 'tb-fleet-telemetry',
      name: `feature-backfill-sw-${index}`,
      type: 'e2-standard-8',
      owner: { team: 'fleet-data', app: 'feature-backfill', env: 'prod', tagged: true, extra: cluster },
      load: { ...WORK, shape: 'nightly', swing: 1 },
      shape: 'nightly',
      base: 0.25,
      bare: true,
      from: ago(fleet, 160),
    }),
  )
  plantWaste(fleet, {
    name: 'dataproc-workers',
    ids: secondary,
    why: 'secondary workers hold no data',
    fixes: [
      {
        rule: 'SPOT-02',
        keep: keepOnSpot(fleet, 'e2-standard-8', 0.04),
        method: 'spot price, 4 % of tasks done twice',
      },
    ],
  })
}

function addDevClusters(fleet: Fleet): void {
  const extra = { 'eks:cluster-name': 'sandbox-dev', 'eks:nodegroup-name': 'general' }
  const nodes = [1, 2, 3].map(
    (index) =>
      addAwsVm(fleet, {
        account: 'dev-sandbox',
        name: `sandbox-dev-node-${index}`,
        type: 'm5.2xlarge',
        owner: { team: 'robotics-core', app: 'sandbox-dev', env: 'dev', tagged: true, extra },
        load: { cpu: vary(fleet, 'sandbox', 52), memory: 63, swing: 0.1 },
        from: ago(fleet, 190),
        diskType: 'gp3',
      }).id,
  )
  const keep = 1 - 0.6 * (1 - keepOnSpot(fleet, 'm5.2xlarge', 0.03))
  plantWaste(fleet, {
    name: 'eks-dev-nodes',
    ids: nodes,
    series: hoursOf(fleet, nodes),
    why: 'six of ten pods of the cluster hold no state',
    fixes: [{ rule: 'SPOT-04', keep, method: '60 % of the nodes at the spot price and 3 % rework' }],
  })
  const machines = [1, 2, 3].map((index) =>
    addAzureVm(fleet, {
      account: 'apps-eu',
      name: `vmss-loadtest_${index}`,
      type: 'D4s_v5',
      kind: 'microsoft.compute/virtualmachinescalesets/vmss-loadtest/virtualmachines',
      owner: { team: 'mobile-apps', app: 'loadtest', env: 'test', tagged: true },
      load: { ...WORK, shape: 'office', swing: 1 },
      shape: 'office',
      bare: true,
      from: ago(fleet, 140),
    }),
  )
  plantWaste(fleet, {
    name: 'vmss-test-fleet',
    ids: machines,
    why: 'load generators in a scale set of the test environment',
    fixes: [
      {
        rule: 'SPOT-03',
        keep: keepOnSpot(fleet, 'D4s_v5', 0.03),
        method: 'spot price of Azure and 3 % rework',
      },
      {
        rule: 'SPOT-06',
        keep: keepOnSpot(fleet, 'D4s_v5', 0.03),
        method: 'spot price of Azure and 3 % rework',
      },
    ],
  })
}

function addRunners(fleet: Fleet): void {
  const name = choose(fleet, 'runner', ['gitlab-runner', 'buildkite-agent', 'jenkins-worker', 'gha-runner'])
  const runners = [1, 2].map((index) =>
    addGcpVm(fleet, {
      project: 'tb-mlops',
      name: `${name}-${index}`,
      type: 'e2-standard-8',
      bare: true,
      from: ago(fleet, 250),
      owner: { team: 'ml-platform', app: name, env: 'dev', tagged: true },
      shape: 'office',
      load: { ...WORK, shape: 'office', swing: 1 },
    }),
  )
  plantWaste(fleet, {
    name: 'ci-runner',
    ids: runners,
    why: 'builds can be started again',
    fixes: [
      {
        rule: 'SPOT-05',
        keep: keepOnSpot(fleet, 'e2-standard-8', 0.03),
        method: 'spot price and 3 % rework',
      },
    ],
  })
}

/** Tests that run day and night: a schedule would stop them, spot would not. */
function addSoakTests(fleet: Fleet): void {
  const load = { cpu: 64, memory: 57, swing: 0.05 }
  const gce = addGcpVm(fleet, {
    project: 'tb-mlops',
    name: 'soak-test-1',
    type: 'e2-standard-8',
    load,
    from: ago(fleet, 130),
    owner: { team: 'robotics-core', app: 'soak-test', env: 'test', tagged: true },
  })
  const azure = addAzureVm(fleet, {
    account: 'corp-it',
    name: 'soak-win-1',
    type: 'D8s_v5',
    load,
    from: ago(fleet, 130),
    bare: true,
    owner: { team: 'mobile-apps', app: 'soak-test', env: 'dev', tagged: true },
  })
  for (const [name, id, keep] of [
    ['gce-test-vm', gce, keepOnSpot(fleet, 'e2-standard-8', 0.03)],
    ['azure-test-vm', azure, keepOnSpot(fleet, 'D8s_v5', 0.03, 0.95)],
  ] as const) {
    const fix = { rule: 'SPOT-06', keep, method: 'spot price, re-based to the price paid, and 3 % rework' }
    plantWaste(fleet, {
      name,
      ids: [id],
      series: hoursOf(fleet, [id]),
      fixes: [fix],
      why: 'test machine that keeps no state',
    })
  }
}
