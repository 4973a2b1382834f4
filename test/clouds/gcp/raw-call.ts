import { onTestFinished } from 'vitest'
import { startFakeGcp } from './server.ts'
import type { GcpWorld } from './world.ts'

const ACCOUNT = '01AB23-CD45EF-678901'
export const HEADERS = {
  authorization: 'Bearer good',
  'x-goog-api-client': 'gax/5.0.8-fallback gapic/5.1.2 rest/5.0.8',
}
const line = {
  partition: '2026-10-02',
  exported: 1_000_000,
  month: '202610',
  cost: '1',
  credits: '0',
  line: {},
}
export const world: GcpWorld = {
  token: 'good',
  now: '2026-11-23T00:00:00Z',
  pageSize: 1,
  billingAccounts: [
    { id: ACCOUNT, displayName: 'A', open: true, currencyCode: 'USD' },
    { id: '0A0A0A-0B0B0B-0C0C0C', displayName: 'B', open: true, currencyCode: 'USD' },
    { id: '0D0D0D-0E0E0E-0F0F0F', displayName: 'C', open: true, currencyCode: 'USD' },
  ],
  projects: [
    { projectId: 'ml-prod', number: '101', displayName: 'ML', parent: 'folders/7', billingAccount: ACCOUNT },
  ],
  services: [{ id: '6F81-5844-456A', displayName: 'Compute Engine', skus: [{ skuId: 'a' }, { skuId: 'b' }] }],
  tables: [
    {
      project: 'p-export',
      dataset: 'billing',
      table: 'bill',
      location: 'EU',
      partition: null,
      rows: [line, line],
    },
  ],
}

/** For tests: one request to a fake of its own. */
export async function ask(path: string, init: RequestInit = {}) {
  const fake = await startFakeGcp(world)
  onTestFinished(() => fake.close())
  return call(fake.url, path, init)
}

/** For tests: one request as it stands, without any client. */
export async function call(url: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${url}${path}`, { headers: HEADERS, ...init })
  const body = (await response.json()) as {
    error?: { message: string; status: string; details?: { reason: string }[]; errors?: { reason: string }[] }
  }
  const { error } = body
  const reason = error?.details?.[0]?.reason ?? error?.errors?.[0]?.reason ?? error?.status
  return {
    status: response.status,
    reason,
    message: error?.message ?? '',
    body: body as Record<string, unknown>,
  }
}
