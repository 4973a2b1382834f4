import { idOf, unitOf } from '../random.ts'
import type { Hour, Series } from '../types.ts'
import { plantAutoscaling } from './autoscaling.ts'
import { accountOf, addSeries, type Fleet, lastHour, type Owner, STORY_SEED } from './fleet.ts'
import { ago, at, lifetime } from './hours.ts'
import { type Load, watch } from './metrics.ts'
import { vary } from './vary.ts'

/** Prices an hour of SageMaker machines: the shape of the public list, for illustration only. */
const ML_PRICES: Readonly<Record<string, string>> = {
  'ml.t3.medium': '0.05',
  'ml.m5.xlarge': '0.23',
  'ml.m5.4xlarge': '0.922',
  'ml.c5.2xlarge': '0.408',
  'ml.g4dn.xlarge': '0.7364',
  'ml.g5.xlarge': '1.408',
  'ml.g5.2xlarge': '1.515',
  'ml.g5.4xlarge': '2.03',
  'ml.g5.8xlarge': '3.06',
  'ml.g5.12xlarge': '7.09',
  'ml.g5.48xlarge': '20.36',
  'ml.p3.2xlarge': '3.825',
  'ml.p4d.24xlarge': '25.25131',
}

interface Machine {
  readonly account: string
  readonly name: string
  readonly type: string
  readonly owner: Owner
  readonly count?: number
  readonly shape?: Series['shape']
  readonly from?: Hour
  readonly until?: Hour
}

/** A real-time endpoint of `count` machines; returns its id and the number of its lines. */
export function addEndpoint(
  fleet: Fleet,
  endpoint: Machine & { readonly load: Load },
): { readonly id: string; readonly series: number } {
  const { id, from, until, series } = addMachine(fleet, endpoint, 'Host', 'endpoint', 'Endpoint')
  const serves = (endpoint.load.invocations ?? 0) > 0
  if (serves) addResponses(fleet, endpoint, id)
  watch(fleet, id, { ...endpoint.load, shape: endpoint.load.shape ?? 'traffic' }, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'endpoint',
    state: 'InService',
    attributes: {
      instance_type: endpoint.type,
      instances: endpoint.count ?? 1,
      min_instances: endpoint.count ?? 1,
      autoscaling: false,
      created_at: at(from),
    },
  })
  plantAutoscaling(fleet, { id, series, machines: endpoint.count ?? 1, load: endpoint.load })
  return { id, series }
}

export function addNotebook(fleet: Fleet, notebook: Machine & { readonly load: Load }): string {
  const { id, from, until } = addMachine(fleet, notebook, 'Notebk', 'notebook-instance', 'Notebook Instance')
  watch(fleet, id, notebook.load, from, until)
  fleet.inventory.push({
    resourceId: id,
    resourceType: 'notebook',
    state: until < lastHour(fleet, accountOf(notebook.account).source) ? 'Deleted' : 'InService',
    attributes: {
      instance_type: notebook.type,
      idle_timeout_minutes: null,
      last_activity_at: at(ago(fleet, notebook.load.cpu !== undefined && notebook.load.cpu < 3 ? 19 : 1)),
      created_at: at(from),
    },
  })
  return id
}

export interface TrainingPlan {
  readonly account: string
  readonly name: string
  readonly type: string
  readonly owner: Owner
  readonly count?: number
  /** Hour of day on which a run starts, and its usual length. */
  readonly startsAt: number
  readonly hours: number
  /** Share of days with a run. */
  readonly every: number
  readonly load: Load
  readonly managedSpot?: boolean
  readonly fromDaysAgo?: number
}

/** One resource a run, as SageMaker bills them; runs become rarer the further back one looks. */
export function addTraining(fleet: Fleet, plan: TrainingPlan): readonly string[] {
  const ids: string[] = []
  const { seed } = fleet.calendar
  for (let day = plan.fromDaysAgo ?? 396; day >= 1; day--) {
    const draw = unitOf(seed, `${plan.name}:${day}`)
    if (draw > plan.every * (1 - day / 1400)) continue
    const hours = Math.max(1, Math.round(plan.hours * (0.7 + 0.6 * unitOf(seed, `${plan.name}:len:${day}`))))
    const from = ago(fleet, day) + plan.startsAt
    const run = { ...plan, name: `${plan.name}-${at(from).slice(0, 10)}`, from, until: from + hours }
    if (from < lifetime(fleet, plan.account)[0]) continue
    const job = addMachine(fleet, run, plan.managedSpot ? 'TrSpt' : 'Train', 'training-job', 'Training Job')
    ids.push(job.id)
    if (day <= 45) watch(fleet, job.id, plan.load, job.from, job.until)
  }
  return ids
}

function addMachine(fleet: Fleet, machine: Machine, kind: string, arn: string, type: string) {
  const { source, id: account } = accountOf(machine.account)
  const region = source === 'aws-pinemoor' ? 'eu-west-1' : 'us-east-1'
  const id = `arn:aws:sagemaker:${region}:${account}:${arn}/${machine.name}`
  const [from, until] = lifetime(fleet, machine.account, machine.from, machine.until)
  const spot = kind === 'TrSpt'
  const series = addSeries(fleet, {
    account: machine.account,
    owner: machine.owner,
    service: 'sagemaker',
    region,
    resource: { id, name: machine.name, type },
    meter: `${kind} ${machine.type} hour`,
    usageType: `${region === 'eu-west-1' ? 'EU-' : ''}${kind}:${machine.type}`,
    operation: spot ? 'CreateTrainingJob:Spot' : `Run${type.replace(/ /g, '')}`,
    details: { InstanceType: machine.type },
    unit: 'Hours',
    price: spot ? spotOf(fleet, machine.type) : priceOf(fleet, machine.type),
    pricing: spot ? 'Dynamic' : 'Standard',
    grain: 'hour',
    shape: machine.shape ?? 'flat',
    base: machine.count ?? 1,
    from,
    until,
    ml: true,
  })
  return { id, from, until, series }
}

function addResponses(fleet: Fleet, endpoint: Machine & { readonly load: Load }, id: string): void {
  addSeries(fleet, {
    account: endpoint.account,
    owner: endpoint.owner,
    service: 'sagemaker',
    resource: { id, name: endpoint.name, type: 'Endpoint' },
    meter: 'data processed by model deployment, out',
    usageType: 'Hst:Data-Bytes-Out',
    operation: 'Invoke-Endpoint',
    unit: 'GB',
    price: '0.016',
    grain: 'hour',
    shape: 'traffic',
    base: 0.02 + unitOf(0, idOf(0, id, 4)) * 0.3,
    noise: 0.5,
    ml: true,
    ...(endpoint.from === undefined ? {} : { from: endpoint.from }),
  })
}

/** Not public, so that other companies pay other prices. */
function priceOf(fleet: Fleet, type: string): string {
  const price = ML_PRICES[type]
  if (price === undefined) throw new Error(`no price for ${type}`)
  return fleet.calendar.seed === STORY_SEED
    ? price
    : vary(fleet, `ml:${type}`, Number(price), 0.08).toFixed(4)
}

function spotOf(fleet: Fleet, type: string): string {
  return (Math.round(Number(priceOf(fleet, type)) * 340_000) / 1_000_000).toString()
}
