import type { Commitment } from '../types.ts'
import { addSeries, type Fleet, type SeriesSpec } from './fleet.ts'
import { ago, at, monthHour } from './hours.ts'
import { plantDecoy } from './plant.ts'

interface Ids {
  readonly gpu: string
  readonly block: string
  readonly savingsPlan: string
  readonly azure: string
  readonly gcp: string
  readonly pinemoor: string
  readonly europe: string
}

type Plan = Omit<Commitment, 'owner'> &
  Pick<SeriesSpec, 'account' | 'service' | 'meter' | 'price' | 'usageType'>

/** What the company promised to buy, each with the series that carries its fee and its unused hours. */
export function addCommitments(fleet: Fleet, ids: Ids): void {
  for (const { account, service, meter, price, usageType, ...plan } of [
    ...awsPlans(fleet, ids),
    ...otherPlans(fleet, ids),
    ...smallPlans(fleet, ids),
  ]) {
    const owner = addSeries(fleet, {
      account,
      owner: { team: null, app: 'commitment', tagged: false },
      service,
      resource: { id: plan.id, name: plan.name, type: plan.type },
      meter,
      ...(usageType === undefined ? {} : { usageType }),
      unit: plan.unit,
      price,
      factor: '1',
      grain: 'none',
      base: 0,
      ml: plan.kind === 'capacity' || plan.id === ids.gpu,
    })
    fleet.commitments.push({ ...plan, owner })
    fleet.inventory.push({
      resourceId: plan.id,
      resourceType: 'commitment',
      state: plan.untilHour <= ago(fleet, 0) ? 'retired' : 'active',
      attributes: {
        type: plan.type,
        unit_price_per_hour: plan.rate,
        units_per_hour: plan.units,
        starts_at: at(plan.fromHour),
        ends_at: at(plan.untilHour),
        payment: plan.upfront ? 'All Upfront' : 'No Upfront',
      },
    })
  }
  plantDecoy(fleet, {
    name: 'unused-commitment',
    ids: [ids.gcp],
    series: owners(fleet, ids.gcp),
    tempts: ['CM-02'],
    why: 'one of six committed machines is gone; the commitment is paid until it ends and fits nothing else, so that nothing can be saved before',
  })
  plantDecoy(fleet, {
    name: 'expiring-commitment',
    ids: [ids.azure],
    series: owners(fleet, ids.azure),
    tempts: ['CM-03'],
    why: 'ends 40 days after the last day of data: renewing avoids a rise, it saves nothing',
  })
}

function owners({ commitments }: Fleet, id: string): readonly number[] {
  return commitments.filter((plan) => plan.id === id).map(({ owner }) => owner)
}

function awsPlans(fleet: Fleet, ids: Ids): readonly Plan[] {
  const gpuEnd = monthHour(fleet, 8, 15)
  const blockStart = monthHour(fleet, 11, 6)
  return [
    {
      id: ids.gpu,
      source: 'aws-main',
      kind: 'usage',
      name: 'p4d-24xlarge-1y',
      type: 'Reserved Instance',
      unit: 'Hours',
      rate: '12.98',
      units: '4',
      utilisation: null,
      fromHour: gpuEnd - 365 * 24,
      untilHour: gpuEnd,
      upfront: false,
      account: 'payer',
      service: 'ec2',
      meter: 'p4d.24xlarge reserved instance fee, 1 year, no upfront',
      usageType: 'HeavyUsage:p4d.24xlarge',
      price: '12.98',
    },
    {
      id: ids.savingsPlan,
      source: 'aws-main',
      kind: 'spend',
      name: 'compute-sp-3y',
      type: 'Savings Plan',
      unit: 'USD',
      rate: '1',
      units: null,
      utilisation: 0.92,
      fromHour: monthHour(fleet, 2),
      untilHour: monthHour(fleet, 2) + 3 * 365 * 24,
      upfront: false,
      account: 'payer',
      service: 'awsSavings',
      meter: '3 year No Upfront Compute Savings Plan',
      usageType: 'ComputeSP:3yrNoUpfront',
      price: '1',
    },
    {
      id: ids.block,
      source: 'aws-main',
      kind: 'capacity',
      name: 'p5-block',
      type: 'Capacity Block',
      unit: 'Hours',
      rate: '41.61',
      units: '2',
      utilisation: null,
      fromHour: blockStart,
      untilHour: blockStart + 14 * 24,
      upfront: true,
      account: 'payer',
      service: 'ec2',
      meter: 'p5.48xlarge Capacity Block fee',
      usageType: 'CapacityBlock:p5.48xlarge',
      price: '41.61',
    },
  ]
}

function otherPlans(fleet: Fleet, ids: Ids): readonly Plan[] {
  const azureEnd = ago(fleet, -40)
  return [
    {
      id: ids.azure,
      source: 'azure-ea',
      kind: 'usage',
      name: 'erp-d8s-3y',
      type: 'Reservation',
      unit: 'Hours',
      rate: '0.1476',
      units: '6',
      utilisation: null,
      fromHour: azureEnd - 3 * 365 * 24,
      untilHour: azureEnd,
      upfront: false,
      account: 'erp',
      service: 'vm',
      meter: 'Reserved VM Instance, Standard_D8s_v5, 3 years, monthly',
      price: '0.1476',
    },
    {
      id: ids.gcp,
      source: 'gcp-us',
      kind: 'usage',
      name: 'n2-flex-1y',
      type: 'Resource-based CUD',
      unit: 'hour',
      rate: '0.030592',
      units: '48',
      utilisation: null,
      fromHour: monthHour(fleet, 5),
      untilHour: monthHour(fleet, 5) + 365 * 24,
      upfront: false,
      account: 'tb-fleet-telemetry',
      service: 'gce',
      meter: 'Commitment v1: N2 Core and Ram, 1 year',
      price: '0.030592',
    },
  ]
}

/** One each for a machine that stands idle: what it frees helps others, or nobody. */
function smallPlans(fleet: Fleet, ids: Ids): readonly Plan[] {
  const from = ago(fleet, 250)
  const common = {
    utilisation: null,
    fromHour: from,
    untilHour: from + 3 * 365 * 24,
    upfront: false,
  } as const
  return [
    {
      ...common,
      id: ids.pinemoor,
      source: 'aws-pinemoor',
      kind: 'spend',
      name: 'pm-compute-sp-3y',
      type: 'Savings Plan',
      unit: 'USD',
      rate: '1',
      units: null,
      utilisation: 1,
      account: 'pinemoor-prod',
      service: 'awsSavings',
      meter: '3 year No Upfront Compute Savings Plan',
      usageType: 'ComputeSP:3yrNoUpfront',
      price: '1',
    },
    {
      ...common,
      id: ids.europe,
      source: 'azure-mca',
      kind: 'usage',
      name: 'eu-olap-e8s-3y',
      type: 'Reservation',
      unit: 'Hours',
      rate: '0.2432',
      units: '1',
      account: 'analytics-eu',
      service: 'vm',
      meter: 'Reserved VM Instance, Standard_E8s_v5, 3 years, monthly',
      price: '0.2432',
    },
  ]
}
