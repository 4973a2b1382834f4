import { CollectError } from '../collect-error.ts'
import type { GcpSource } from '../gcp-client.ts'
import { projectNumber, searchProjects } from '../gcp-projects.ts'
import type { Settings } from './settings.ts'

export interface Project {
  readonly id: string
  readonly number: string
}

/** Projects to look at, in one order. Throws CollectError `permission` for one that the credentials do not see. */
export async function projectsOf(source: GcpSource, { projects }: Settings): Promise<readonly Project[]> {
  const { ProjectsClient } = await import('@google-cloud/resource-manager')
  const seen = await searchProjects(source, new ProjectsClient(source.gaxOptions))
  const active = seen
    .filter(({ state }) => state === 'ACTIVE')
    .map((project) => ({ id: project.projectId, number: projectNumber(project) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (projects === undefined) return active
  const missing = projects.find((id) => active.every((project) => project.id !== id))
  if (missing !== undefined)
    throw new CollectError('permission', `The credentials see no active project ${missing}`, {
      grant: `roles/browser on project ${missing}`,
    })
  return active.filter(({ id }) => projects.includes(id))
}
