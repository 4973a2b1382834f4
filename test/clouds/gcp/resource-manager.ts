import { z } from 'zod'
import { defineOperation, type Operation, pageOf, pageSize, Refusal, wholeNumber } from './operation.ts'
import type { Folder, Organization, Project } from './world.ts'

const PROJECTS = { list: 'projects', next: 'nextPageToken' } as const
const ACTIVE = 1

/** Resource Manager v3: projects and the folders and organisations above them. */
export const resourceManagerOperations: readonly Operation[] = [
  defineOperation({
    name: 'resourceManager.searchProjects',
    method: 'GET',
    path: /^\/v3\/projects:search$/,
    api: 'gax',
    query: { pageSize: wholeNumber(1000), pageToken: z.string().optional(), query: z.string().optional() },
    pages: PROJECTS,
    answer: ({ query }, { world }, offset) =>
      pageOf(
        PROJECTS,
        (world.projects ?? []).filter(({ hidden }) => hidden !== true).map(project),
        offset,
        pageSize(query['pageSize'], world),
      ),
  }),
  defineOperation({
    name: 'resourceManager.getProject',
    method: 'GET',
    path: /^\/v3\/projects\/(?<project>[a-z0-9-]+)$/,
    api: 'gax',
    answer({ path }, { world }) {
      const id = path['project']
      return project(seen(world.projects?.find(({ projectId, number }) => projectId === id || number === id)))
    },
  }),
  defineOperation({
    name: 'resourceManager.getFolder',
    method: 'GET',
    path: /^\/v3\/folders\/(?<folder>\d+)$/,
    api: 'gax',
    answer: ({ path }, { world }) => folder(seen(world.folders?.find(({ id }) => id === path['folder']))),
  }),
  defineOperation({
    name: 'resourceManager.getOrganization',
    method: 'GET',
    path: /^\/v3\/organizations\/(?<organization>\d+)$/,
    api: 'gax',
    answer: ({ path }, { world }) =>
      organization(seen(world.organizations?.find(({ id }) => id === path['organization']))),
  }),
]

/** What does not exist and what may not be seen are answered alike. */
function seen<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission')
  return found
}

function project({ projectId, number, displayName, parent, labels = {} }: Project) {
  return { name: `projects/${number}`, projectId, displayName, parent, labels, state: ACTIVE }
}

function folder({ id, displayName, parent }: Folder) {
  return { name: `folders/${id}`, displayName, parent, state: ACTIVE }
}

function organization({ id, displayName }: Organization) {
  return { name: `organizations/${id}`, displayName, state: ACTIVE }
}
