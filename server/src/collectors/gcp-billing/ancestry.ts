import type { FoldersClient, OrganizationsClient } from '@google-cloud/resource-manager'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { GcpSource } from '../gcp-client.ts'
import { RESOURCE_MANAGER } from '../gcp-projects.ts'

/** What stands above a project, the outermost first. */
export interface Ancestor {
  /** `organizations/9`, `folders/7` */
  readonly resource: string
  /** Null where the credentials may not see it. */
  readonly name: string | null
}

export interface AncestryClients {
  readonly folders: FoldersClient
  readonly organizations: OrganizationsClient
}

const GRANT = 'roles/browser on the organisation'
/** Folders nest at most ten deep. Source: Resource Manager, "Quotas and limits". */
const DEPTH_MAX = 12

const Node = z.tuple([z.object({ displayName: z.string(), parent: z.string().default('') })], z.unknown())

/**
 * Finds ancestors, asking for each folder once. One that may not be seen ends the way up: its id stands for itself and
 * what is above it is unknown. Throws CollectError for anything but a missing permission.
 */
export function ancestryOf(
  source: GcpSource,
  clients: AncestryClients,
): (parent: string) => Promise<Ancestor[]> {
  const known = new Map<string, Promise<{ name: string | null; parent: string }>>()
  const lookUp = (resource: string) => {
    const found = known.get(resource) ?? ask(source, clients, resource)
    known.set(resource, found)
    return found
  }
  return async (first) => {
    const ancestors: Ancestor[] = []
    let resource = first
    while (resource !== '' && ancestors.length < DEPTH_MAX) {
      const { name, parent } = await lookUp(resource)
      ancestors.unshift({ resource, name })
      resource = parent
    }
    return ancestors
  }
}

async function ask(
  source: GcpSource,
  { folders, organizations }: AncestryClients,
  name: string,
): Promise<{ name: string | null; parent: string }> {
  const get = (): Promise<unknown> =>
    name.startsWith('folders/') ? folders.getFolder({ name }) : organizations.getOrganization({ name })
  try {
    const [node] = await source.ask(RESOURCE_MANAGER, GRANT, get, Node)
    return { name: node.displayName, parent: node.parent }
  } catch (error) {
    if (error instanceof CollectError && error.kind === 'permission') return { name: null, parent: '' }
    throw error
  }
}
