import { TEAMS, type Team } from '../company.ts'
import { type AwsVm, addAwsVm } from './aws-vm.ts'
import type { Fleet, Owner } from './fleet.ts'
import { ago, monthHour } from './hours.ts'
import { keepOnSpot } from './market.ts'
import { addMeters } from './meter.ts'
import type { Load } from './metrics.ts'
import { hoursOf, plantWaste } from './plant.ts'
import { choose, vary, varyCount } from './vary.ts'
import { always } from './waste-schedule.ts'

export const SAVINGS_PLAN =
  'arn:aws:savingsplans::402917365518:savingsplan/7f3d2c1b-5a4e-4d8f-9e60-2b1c7a9d4e55'

const SHARED: Owner = {
  team: null,
  env: 'prod',
  app: 'tb-shared',
  tagged: true,
  extra: { 'eks:cluster-name': 'tb-shared' },
}

/** The shared Kubernetes cluster: its nodes belong to nobody, its namespaces to teams. */
export function addCluster(fleet: Fleet): void {
  for (let index = 1; index <= 12; index++) {
    addAwsVm(fleet, {
      account: 'platform-prod',
      name: `tb-shared-node-${index}`,
      type: index % 3 === 0 ? 'r6i.4xlarge' : 'm6i.4xlarge',
      owner: SHARED,
      load: { cpu: 44, memory: 61, shape: 'traffic' },
      diskGib: 200,
      ...(index > 9 ? { from: monthHour(fleet, index - 6, 5) } : { commitment: SAVINGS_PLAN }),
    })
  }
  addMeters(fleet, 'platform-prod', SHARED, [
    ['eks', 'Amazon EKS cluster hours', 'AmazonEKS-Hours:perCluster', 'Hours', '0.1', 1],
  ])
  fleet.inventory.push({
    resourceId: 'arn:aws:eks:us-east-1:841536270095:cluster/tb-shared',
    resourceType: 'kubernetes_cluster',
    state: 'ACTIVE',
    attributes: {
      version: '1.33',
      namespaces: TEAMS.slice(0, 9).map((team, index) => ({
        namespace: team,
        team,
        cpu_request_share: [0.22, 0.17, 0.13, 0.11, 0.1, 0.09, 0.08, 0.06, 0.04][index],
      })),
    },
  })
}

export function addAppServers(fleet: Fleet): void {
  const rows: readonly (readonly [string, string, Team, string, number, 'prod' | 'staging' | 'dev'])[] = [
    ['shop-prod', 'shop-web', 'storefront', 'c6i.2xlarge', 4, 'prod'],
    ['shop-prod', 'checkout', 'payments', 'm6i.2xlarge', 3, 'prod'],
    ['shop-prod', 'mobile-bff', 'mobile-apps', 'm6i.xlarge', 3, 'prod'],
    ['platform-prod', 'fleet-ingest', 'fleet-data', 'c6i.4xlarge', 4, 'prod'],
    ['platform-prod', 'sim-render', 'simulation', 'c5.2xlarge', 3, 'dev'],
    ['dev-sandbox', 'robot-os-ci', 'robotics-core', 'm5.2xlarge', 3, 'dev'],
    ['dev-sandbox', 'etl-staging', 'data-platform', 'r5.2xlarge', 2, 'staging'],
    ['platform-prod', 'vault', 'security', 'm6i.large', 2, 'prod'],
  ]
  for (const [account, app, team, type, count, env] of rows) {
    const prod = env === 'prod'
    const load: Load = { cpu: 31, memory: 52, shape: prod ? 'traffic' : 'office', swing: prod ? 0.8 : 1 }
    const ids: string[] = []
    for (let index = 1; index <= count; index++) {
      const { id } = addAwsVm(fleet, {
        account,
        name: `${app}-${index}`,
        type,
        owner: { team, app, env },
        load,
        diskType: prod ? 'gp3' : 'gp2',
        diskGib: 250,
        ...scheduleOf(fleet, app, prod, index),
      })
      ids.push(id)
    }
    plantApp(fleet, app, type, ids)
  }
  addIdleServers(fleet)
}

function plantApp(fleet: Fleet, app: string, type: string, ids: readonly string[]): void {
  if (app === 'etl-staging') always(fleet, 'always-on-etl', ids, hoursOf(fleet, ids))
  if (app !== 'robot-os-ci') return
  plantWaste(fleet, {
    name: 'ci-runner-aws',
    ids,
    series: hoursOf(fleet, ids),
    why: 'builds can be started again',
    fixes: [{ rule: 'SPOT-05', keep: keepOnSpot(fleet, type, 0.03), method: 'spot price and 3 % rework' }],
  })
}

/** The first two of each kind in production are covered; the renderers rest at weekends, which the plan pays for. */
function scheduleOf(fleet: Fleet, app: string, prod: boolean, index: number): Partial<AwsVm> {
  if (app === 'robot-os-ci') return { shape: 'office' }
  if (app === 'sim-render') return { shape: 'weekday', commitment: SAVINGS_PLAN }
  if (prod && index <= 2) return { commitment: SAVINGS_PLAN }
  return index > 3 ? { from: monthHour(fleet, 2 + index, 3 * index) } : {}
}

function addIdleServers(fleet: Fleet): void {
  for (let index = 1; index <= varyCount(fleet, 'poc', 5); index++) {
    const { id } = addAwsVm(fleet, {
      account: 'dev-sandbox',
      name: `poc-${index}`,
      type:
        index % 2 === 0
          ? 'm5.2xlarge'
          : choose(fleet, `poc-${index}`, ['m5.xlarge', 'm6i.xlarge', 'r6i.xlarge']),
      owner: { team: index % 2 === 0 ? 'data-platform' : 'robotics-core', app: 'poc', env: 'dev' },
      load: { cpu: 0.9, memory: 7, networkIn: 40_000, networkOut: 25_000, swing: 0 },
      from: ago(fleet, 120 + index * 9),
      diskType: 'gp2',
    })
    const why = 'CPU under 2 % and no traffic since its first week'
    plantWaste(fleet, {
      name: 'idle-vm',
      ids: [id],
      needs: ['metrics'],
      why,
      fixes: [{ rule: 'IDLE-05' }, { rule: 'SCH-01', keep: 60 / 168, method: 'on for 60 of 168 hours' }],
    })
  }
  const { id } = addAwsVm(fleet, {
    account: 'shop-prod',
    name: 'report-server',
    type: 'r6i.4xlarge',
    owner: { team: 'storefront', app: 'reports', env: 'prod', tagged: true },
    load: { cpu: vary(fleet, 'report', 6), memory: 11, swing: 0.3 },
  })
  plantWaste(fleet, {
    name: 'oversized-vm',
    ids: [id],
    series: hoursOf(fleet, [id]),
    needs: ['metrics'],
    why: 'CPU 6 %, memory 11 %',
    fixes: [{ rule: 'RS-01', keep: 0.25, method: 'r6i.xlarge holds the peaks with 20 % head-room' }],
  })
  addAwsVm(fleet, {
    account: 'dev-sandbox',
    name: 'etl-legacy',
    type: 'm5.2xlarge',
    owner: { team: 'data-platform', app: 'etl', env: 'prod', tagged: true },
    load: { cpu: 22, memory: 35, shape: 'nightly' },
    until: ago(fleet, 6) + 9,
  })
}
