import type { Fleet, Owner } from './fleet.ts'
import { lifetime } from './hours.ts'
import { addMeters, type MeterRow } from './meter.ts'
import { type Load, watch } from './metrics.ts'

/** A managed service with measured load; its name is the app of its owner. */
export interface Managed {
  readonly account: string
  readonly owner: Owner
  readonly rows: readonly MeterRow[]
  readonly load: Load | null
  readonly kind: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly state?: string
}

/** Adds its lines, its metrics and its entry in the inventory; answers with its id and the numbers of its lines. */
export function addManaged(
  fleet: Fleet,
  managed: Managed,
): { readonly id: string; readonly series: readonly number[] } {
  const { account, owner, rows, load, kind, attributes, state } = managed
  const series = addMeters(fleet, account, owner, rows)
  const id = resourceOf(fleet, series[0])
  if (load !== null) watch(fleet, id, load, ...lifetime(fleet, account))
  fleet.inventory.push({ resourceId: id, resourceType: kind, state: state ?? 'available', attributes })
  return { id, series }
}

function resourceOf(fleet: Fleet, series: number | undefined): string {
  const id = fleet.series.find((candidate) => candidate.id === series)?.resourceId
  if (id === undefined || id === null) throw new Error('a managed service without a resource')
  return id
}
