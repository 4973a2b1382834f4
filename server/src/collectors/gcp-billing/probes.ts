import type { CallContext, Probe } from '../collector.ts'
import { gcpSource } from '../gcp-client.ts'
import { searchProjects } from '../gcp-projects.ts'
import { listBillingAccounts } from './billing-calls.ts'
import type { Settings } from './settings.ts'

const POLICY = 'docs/permissions/gcp-billing.yaml'

export const probes: readonly Probe<Settings>[] = [
  {
    permission: 'billing.accounts.list',
    purpose: 'billing accounts and the projects that they pay for',
    policy: POLICY,
    async check(config: Settings, context: CallContext) {
      const { CloudBillingClient } = await import('@google-cloud/billing')
      const source = gcpSource(config, context)
      const accounts = await listBillingAccounts(source, new CloudBillingClient(source.gaxOptions))
      return { note: `${accounts.length} billing accounts`, ...timeOf(source.transport.serverTime()) }
    },
  },
  {
    permission: 'resourcemanager.projects.get',
    purpose: 'names of projects and the folders above them',
    policy: POLICY,
    async check(config: Settings, context: CallContext) {
      const { ProjectsClient } = await import('@google-cloud/resource-manager')
      const source = gcpSource(config, context)
      const projects = await searchProjects(source, new ProjectsClient(source.gaxOptions))
      return { note: `${projects.length} projects`, ...timeOf(source.transport.serverTime()) }
    },
  },
]

function timeOf(serverTime: Date | undefined) {
  return serverTime === undefined ? {} : { serverTime }
}
