import type { ProjectsClient } from '@google-cloud/resource-manager'
import { z } from 'zod'
import { GaxPage, type GcpApi, type GcpSource } from './gcp-client.ts'
import { gcpRows } from './gcp-pages.ts'

/** 1200 reads a minute. Source: Resource Manager, "Quotas and limits". */
export const RESOURCE_MANAGER: GcpApi = {
  name: 'Resource Manager',
  service: 'cloudresourcemanager.googleapis.com',
  concurrency: 4,
  everyMs: 50,
}
const GRANT = 'roles/browser on the organisation'

const Project = z.object({
  /** `projects/<number>` */
  name: z.string().regex(/^projects\/\d+$/),
  projectId: z.string().min(1),
  displayName: z.string().default(''),
  parent: z.string().default(''),
  state: z.string(),
  createTime: z.object({ seconds: z.string() }).nullish(),
  labels: z.record(z.string(), z.string()).default({}),
})
export type GcpProject = z.output<typeof Project>
const Projects = GaxPage.pipe(
  z.object({ projects: z.array(Project).default([]), nextPageToken: z.string().nullish() }),
)

/** All projects that the credentials see, those that await deletion too. Throws CollectError. */
export async function searchProjects(source: GcpSource, client: ProjectsClient): Promise<GcpProject[]> {
  return gcpRows(
    'projects',
    async (pageToken) => {
      const request = { pageSize: 1000, ...(pageToken === undefined ? {} : { pageToken }) }
      const page = await source.ask(
        RESOURCE_MANAGER,
        GRANT,
        () => client.searchProjects(request, { autoPaginate: false }),
        Projects,
      )
      return { rows: page.projects, next: page.nextPageToken }
    },
    ({ name }) => name,
  )
}

/** `projects/1` → `1` */
export function projectNumber({ name }: Pick<GcpProject, 'name'>): string {
  return name.slice('projects/'.length)
}
