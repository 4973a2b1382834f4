import { groupBy } from '@outlay/shared/group-by'
import { z } from 'zod'
import { type Answer, defineOperation, type Operation, pageSize, wholeNumber } from './operation.ts'
import type { ComputeItem, GcpWorld } from './world.ts'

const ITEMS = { list: 'items', next: 'nextPageToken' } as const

/** Compute Engine v1: everything of a project at once, by zone or region. */
export const computeOperations: readonly Operation[] = [
  aggregated('instances', ({ instances }) => instances),
  aggregated('disks', ({ disks }) => disks),
  aggregated('addresses', ({ addresses }) => addresses),
]

function aggregated(
  kind: string,
  itemsOf: (world: GcpWorld) => readonly ComputeItem[] | undefined,
): Operation {
  return defineOperation({
    name: `compute.${kind}`,
    method: 'GET',
    path: new RegExp(`^/compute/v1/projects/(?<project>[a-z0-9-]+)/aggregated/${kind}$`),
    api: 'compute',
    query: {
      maxResults: wholeNumber(500),
      pageToken: z.string().optional(),
    },
    pages: ITEMS,
    answer({ path, query }, { world }, offset) {
      const rows = (itemsOf(world) ?? []).filter(({ project }) => project === path['project'])
      const end = offset + pageSize(query['maxResults'], world)
      return {
        items: byScope(kind, rows.slice(offset, end)),
        ...(end < rows.length ? { nextPageToken: `page-${end}` } : {}),
      }
    },
  })
}

/** Scopes without anything carry a warning instead of a list. */
function byScope(kind: string, rows: readonly ComputeItem[]): Answer {
  const empty = { 'regions/europe-west9': { warning: { code: 'NO_RESULTS_ON_PAGE' } } }
  const scopes = groupBy(rows, ({ scope }) => scope)
  const filled = [...scopes].map(
    ([scope, items]) => [scope, { [kind]: items.map(({ body }) => body) }] as const,
  )
  return { ...empty, ...Object.fromEntries(filled) }
}
