import { z } from 'zod'
import type { GcpApi, GcpSource } from '../gcp-client.ts'
import { gcpRows } from '../gcp-pages.ts'
import type { Project } from './projects.ts'

/** 1500 list requests a minute and project. Source: Compute Engine, "Rate quotas". */
const COMPUTE: GcpApi = {
  name: 'Compute Engine',
  service: 'compute.googleapis.com',
  concurrency: 4,
  everyMs: 40,
}
const PAGE_SIZE = '500'

export const Instance = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string(),
  machineType: z.string(),
  status: z.string(),
  creationTimestamp: z.string().optional(),
  lastStartTimestamp: z.string().optional(),
  lastStopTimestamp: z.string().optional(),
  scheduling: z
    .object({ provisioningModel: z.string().optional(), preemptible: z.boolean().optional() })
    .optional(),
  guestAccelerators: z
    .array(z.object({ acceleratorType: z.string(), acceleratorCount: z.number() }))
    .default([]),
  disks: z.array(z.object({ source: z.string().optional() })).default([]),
  labels: z.record(z.string(), z.string()).default({}),
})
export type Instance = z.output<typeof Instance>

export const Disk = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string().optional(),
  region: z.string().optional(),
  type: z.string().optional(),
  sizeGb: z.string().regex(/^\d+$/),
  status: z.string(),
  users: z.array(z.string()).default([]),
  creationTimestamp: z.string().optional(),
  lastAttachTimestamp: z.string().optional(),
  lastDetachTimestamp: z.string().optional(),
  provisionedIops: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
})
export type Disk = z.output<typeof Disk>

export const Address = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string().optional(),
  status: z.string(),
  addressType: z.string().default('EXTERNAL'),
  users: z.array(z.string()).default([]),
  creationTimestamp: z.string().optional(),
})
export type Address = z.output<typeof Address>

/**
 * Everything of one kind in a project, over all zones and regions. Compute Engine has no client of its own here: it is
 * plain REST through the same transport. Throws CollectError.
 */
export async function listCompute<R extends z.ZodType<{ id: string }>>(
  source: GcpSource,
  project: Project,
  kind: 'instances' | 'disks' | 'addresses',
  row: R,
): Promise<z.output<R>[]> {
  const Page = z.object({
    items: z.record(z.string(), z.object({ [kind]: z.array(row).optional() })).default({}),
    nextPageToken: z.string().optional(),
  })
  return gcpRows(
    `${kind} of ${project.id}`,
    async (token) => {
      const query = new URLSearchParams({
        maxResults: PAGE_SIZE,
        ...(token === undefined ? {} : { pageToken: token }),
      })
      const url = `${source.addressOf(COMPUTE)}/compute/v1/projects/${project.id}/aggregated/${kind}?${query}`
      const grant = `roles/compute.viewer on project ${project.id}`
      const page = await source.ask(COMPUTE, grant, () => get(source, url), Page)
      const rows = Object.values(page.items).flatMap((scope) => (scope[kind] ?? []) as z.output<R>[])
      return { rows, next: page.nextPageToken }
    },
    ({ id }) => id,
  )
}

async function get({ transport }: GcpSource, url: string): Promise<unknown> {
  const { body } = await transport.send({ url, method: 'GET', headers: new Headers() })
  return JSON.parse(body.toString('utf8'))
}

/** The last part of a resource's address: `…/zones/us-central1-a` → `us-central1-a`. */
export function lastPart(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1)
}
