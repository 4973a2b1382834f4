import { type Calendar, toHour } from '../calendar.ts'
import { ACCOUNTS, sourceOf, type Team } from '../company.ts'
import { idOf, unitOf } from '../random.ts'
import { SERVICES } from '../services.ts'
import type {
  Anomaly,
  Commitment,
  Hour,
  InventoryItem,
  MetricProfile,
  Series,
  Truth,
  UsageEvent,
} from '../types.ts'

/** The company as the README tells it; every other seed is a different one of its kind. */
export const STORY_SEED = 1

/** Everything that the company runs, collected before any line is written. */
export interface Fleet {
  readonly calendar: Calendar
  readonly series: Series[]
  readonly events: UsageEvent[]
  readonly metrics: MetricProfile[]
  readonly inventory: InventoryItem[]
  readonly truths: Truth[]
  readonly anomalies: Anomaly[]
  readonly commitments: Commitment[]
}

export interface Owner {
  readonly team: Team | null
  readonly env?: 'prod' | 'staging' | 'test' | 'dev' | null
  readonly app: string
  /** false: nobody has tagged it; true: surely tagged; absent: some 12 % of resources are not. */
  readonly tagged?: boolean
  readonly extra?: Readonly<Record<string, string>>
}

export interface SeriesSpec {
  readonly account: string
  readonly owner: Owner
  readonly service: string
  readonly region?: string | null
  readonly zone?: string
  readonly resource?: { readonly id: string; readonly name: string; readonly type: string }
  readonly meter: string
  readonly usageType?: string
  readonly operation?: string
  readonly details?: Readonly<Record<string, string>>
  readonly unit: string
  readonly price: string
  readonly factor?: string
  readonly publisher?: string
  readonly pricing?: Series['pricing']
  readonly commitment?: string
  readonly grain?: Series['grain']
  readonly shape?: Series['shape']
  readonly base: number
  readonly noise?: number
  readonly startSize?: number
  readonly decimals?: number
  readonly from?: Hour
  readonly until?: Hour
  readonly ml?: boolean
}

/** Who owns a thing of the main payer; without `tagged` some of them are found untagged. */
export function ownedBy(team: Team, app: string, env: Owner['env'] = 'prod', tagged?: boolean): Owner {
  return { team, app, env, ...(tagged === undefined ? {} : { tagged }) }
}

export function createFleet(calendar: Calendar): Fleet {
  return {
    calendar,
    series: [],
    events: [],
    metrics: [],
    inventory: [],
    truths: [],
    anomalies: [],
    commitments: [],
  }
}

const DEFAULTS = {
  zone: null,
  usageType: null,
  operation: null,
  publisher: null,
  pricing: 'Standard',
  commitment: null,
  grain: 'day',
  shape: 'flat',
  noise: 0,
  startSize: 1,
  decimals: 4,
  ml: false,
} as const

/** Adds a stream of lines and returns its number. */
export function addSeries(fleet: Fleet, spec: SeriesSpec): number {
  const { id: source, region: home, provider, teamKey } = sourceOf(accountOf(spec.account).source)
  const { owner: _, resource, details, price, from, until, ...rest } = spec
  const region = spec.region === undefined ? home : spec.region
  const id = fleet.series.length + 1
  fleet.series.push({
    ...DEFAULTS,
    factor: factorOf(fleet, source),
    ...rest,
    id,
    source,
    region,
    service: known(spec.service),
    resourceId: resource?.id ?? null,
    resourceName: resource?.name ?? null,
    resourceType: resource?.type ?? null,
    sku: skuOf(spec, provider, region),
    details: details === undefined ? null : JSON.stringify(details),
    description: `$${price} per ${spec.unit} ${spec.meter}`,
    listPrice: price,
    fromHour: Math.max(from ?? 0, firstHour(fleet, source)),
    untilHour: Math.min(until ?? Number.MAX_SAFE_INTEGER, lastHour(fleet, source)),
    ...tagsOf(fleet, spec, teamKey),
  })
  return id
}

/** Contracted ÷ list of a source's own services; other companies have bargained otherwise. */
export function factorOf({ calendar: { seed } }: Fleet, source: Series['source']): string {
  return seed === STORY_SEED
    ? sourceOf(source).factor
    : (0.84 + 0.16 * unitOf(seed, `factor:${source}`)).toFixed(2)
}

/** The acquired payer has no history before the fifth month. */
export function firstHour(fleet: Fleet, source: Series['source']): Hour {
  return toHour(source === 'aws-pinemoor' ? fleet.calendar.month(4) : fleet.calendar.start)
}

/** One export is late: its last four days have not arrived. */
export function lastHour(fleet: Fleet, source: Series['source']): Hour {
  return toHour(source === 'azure-mca' ? fleet.calendar.ago(4) : fleet.calendar.asOf)
}

export function accountOf(name: string): (typeof ACCOUNTS)[string] {
  const account = ACCOUNTS[name]
  if (account === undefined) throw new Error(`no demo account ${name}`)
  return account
}

function known(service: string): string {
  if (SERVICES[service] === undefined) throw new Error(`no demo service ${service}`)
  return service
}

function skuOf(spec: SeriesSpec, provider: string, region: string | null): string {
  const key = [provider, region, spec.service, spec.meter, spec.usageType, spec.pricing, spec.price].join('|')
  return idOf(0, key, 16, 'ABCDEFGHJKMNPQRSTUVWXYZ23456789')
}

type Tagging = Pick<Series, 'tagsFirst' | 'tagsLater' | 'tagsSwitchHour'>

function tagsOf(fleet: Fleet, spec: SeriesSpec, teamKey: string): Tagging {
  const { calendar } = fleet
  const { owner } = spec
  const key = `${spec.account}/${spec.resource?.id ?? spec.meter}`
  const switched = toHour(calendar.month(7)) + 11 * 24
  const tagged = owner.tagged ?? unitOf(calendar.seed, `tagged:${key}`) >= 0.12
  const tags = (team: string | null) =>
    JSON.stringify({
      ...(tagged && team !== null ? { [spelling(fleet, key, teamKey)]: team } : {}),
      ...(tagged && owner.env ? { env: owner.env } : {}),
      ...(tagged ? { app: owner.app } : {}),
      ...owner.extra,
    })
  return {
    tagsFirst: tags(owner.team === 'simulation' ? 'robotics-core' : owner.team),
    tagsLater: tags(owner.team),
    tagsSwitchHour: switched,
  }
}

/** On the main payer people spell the key in three ways. */
function spelling(fleet: Fleet, key: string, teamKey: string): string {
  if (teamKey !== 'Team') return teamKey
  const draw = unitOf(fleet.calendar.seed, `spelling:${key}`)
  return draw < 0.75 ? 'Team' : draw < 0.92 ? 'team' : 'TEAM'
}
