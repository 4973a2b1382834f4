import type { CloudBillingClient } from '@google-cloud/billing'
import { z } from 'zod'
import { GaxPage, type GcpApi, type GcpSource } from '../gcp-client.ts'
import { gcpRows } from '../gcp-pages.ts'

/** 300 requests a minute. Source: Cloud Billing API, "Quotas and limits". */
export const BILLING: GcpApi = {
  name: 'Cloud Billing',
  service: 'cloudbilling.googleapis.com',
  concurrency: 2,
  everyMs: 200,
}
export const BILLING_GRANT = 'roles/billing.viewer on the billing account'

const Account = z.object({
  name: z.string().regex(/^billingAccounts\//),
  displayName: z.string(),
  open: z.boolean(),
  currencyCode: z.string().default(''),
  masterBillingAccount: z.string().default(''),
})
export type BillingAccount = z.output<typeof Account>
const Accounts = GaxPage.pipe(
  z.object({ billingAccounts: z.array(Account).default([]), nextPageToken: z.string().nullish() }),
)

const ProjectInfo = z.object({ projectId: z.string().min(1), billingEnabled: z.boolean() })
export type ProjectInfo = z.output<typeof ProjectInfo>
const ProjectInfos = GaxPage.pipe(
  z.object({ projectBillingInfo: z.array(ProjectInfo).default([]), nextPageToken: z.string().nullish() }),
)

const PAGE_SIZE = 100
const ONE_PAGE = { autoPaginate: false }

/** All billing accounts that the credentials see. Throws CollectError. */
export async function listBillingAccounts(
  source: GcpSource,
  client: CloudBillingClient,
): Promise<BillingAccount[]> {
  return gcpRows(
    'billing accounts',
    async (pageToken) => {
      const request = { pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) }
      const page = await source.ask(
        BILLING,
        BILLING_GRANT,
        () => client.listBillingAccounts(request, ONE_PAGE),
        Accounts,
      )
      return { rows: page.billingAccounts, next: page.nextPageToken }
    },
    ({ name }) => name,
  )
}

/** Projects that a billing account pays for. `name` is `billingAccounts/…`. Throws CollectError. */
export async function listProjectsOf(
  source: GcpSource,
  client: CloudBillingClient,
  name: string,
): Promise<ProjectInfo[]> {
  return gcpRows(
    `projects of ${name}`,
    async (pageToken) => {
      const request = { name, pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) }
      const page = await source.ask(
        BILLING,
        BILLING_GRANT,
        () => client.listProjectBillingInfo(request, ONE_PAGE),
        ProjectInfos,
      )
      return { rows: page.projectBillingInfo, next: page.nextPageToken }
    },
    ({ projectId }) => projectId,
  )
}
