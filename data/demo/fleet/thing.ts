import { accountOf, addSeries, type Fleet, type Owner, type SeriesSpec } from './fleet.ts'
import { lifetime } from './hours.ts'
import { watch } from './metrics.ts'

/** A resource that is billed by one meter and known to the inventory. */
export interface Thing
  extends Pick<
    SeriesSpec,
    | 'meter'
    | 'unit'
    | 'price'
    | 'base'
    | 'shape'
    | 'noise'
    | 'from'
    | 'until'
    | 'ml'
    | 'grain'
    | 'startSize'
    | 'decimals'
    | 'pricing'
  > {
  readonly account: string
  readonly owner: Owner
  readonly service: string
  readonly usageType: string
  readonly operation?: string
  /** Part of its id, as the cloud spells it. */
  readonly type: string
  readonly name: string
  /** Its type in the inventory. */
  readonly kind: string
  readonly state: string
  readonly attributes: Readonly<Record<string, unknown>>
}

const AZURE_PROVIDERS: Readonly<Record<string, string>> = {
  azureDisk: 'microsoft.compute',
  azureNetwork: 'microsoft.network',
  azureLb: 'microsoft.network',
  appService: 'microsoft.web',
  azureMl: 'microsoft.machinelearningservices/workspaces/tb-vision',
}

/** Adds its lines and its entry in the inventory. */
export function addThing(fleet: Fleet, thing: Thing): { readonly id: string; readonly series: number } {
  const { type, name, kind, state, attributes, ...spec } = thing
  const id = idOf(thing)
  const series = addSeries(fleet, { ...spec, resource: { id, name, type } })
  // a disk on nothing is measured as well: it does nothing
  if (kind === 'disk')
    watch(fleet, id, { readOps: 0, writeOps: 0 }, ...lifetime(fleet, thing.account, thing.from, thing.until))
  if (!fleet.inventory.some(({ resourceId }) => resourceId === id)) {
    fleet.inventory.push({ resourceId: id, resourceType: kind, state, attributes })
  }
  return { id, series }
}

function idOf({ account, owner, service, type, name }: Thing): string {
  const { id, source } = accountOf(account)
  if (source.startsWith('azure')) {
    return `/subscriptions/${id}/resourcegroups/rg-${owner.app}/providers/${AZURE_PROVIDERS[service]}/${type}/${name}`
  }
  if (source.startsWith('gcp'))
    return `//${service === 'gce' ? 'compute' : service}.googleapis.com/projects/${account}/${type}s/${name}`
  const region = source === 'aws-pinemoor' ? 'eu-west-1' : 'us-east-1'
  return `arn:aws:${service}:${region}:${id}:${type}/${name}`
}
