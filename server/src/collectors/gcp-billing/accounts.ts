import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, PageRow } from '../collector.ts'
import { gcpSource } from '../gcp-client.ts'
import { type GcpProject, projectNumber, searchProjects } from '../gcp-projects.ts'
import { type Ancestor, ancestryOf } from './ancestry.ts'
import {
  type BillingAccount,
  listBillingAccounts,
  listProjectsOf,
  type ProjectInfo,
} from './billing-calls.ts'
import type { Settings } from './settings.ts'

/** A row a billing account and a row a project that one of them pays for. */
export async function collectAccounts(config: Settings, context: CollectContext): Promise<Collected> {
  const { CloudBillingClient } = await import('@google-cloud/billing')
  const { FoldersClient, OrganizationsClient, ProjectsClient } = await import(
    '@google-cloud/resource-manager'
  )
  const source = gcpSource(config, context)
  const billing = new CloudBillingClient(source.gaxOptions)
  const accounts = wanted(await listBillingAccounts(source, billing), config)
  const seen = await searchProjects(source, new ProjectsClient(source.gaxOptions))
  const projects = new Map(seen.map((project) => [project.projectId, project]))
  const ancestry = ancestryOf(source, {
    folders: new FoldersClient(source.gaxOptions),
    organizations: new OrganizationsClient(source.gaxOptions),
  })
  for (const account of accounts) {
    context.progress(account.displayName)
    const rows: PageRow[] = [accountRow(account)]
    for (const info of await listProjectsOf(source, billing, account.name)) {
      const project = projects.get(info.projectId)
      const ancestors = project === undefined ? [] : await ancestry(project.parent)
      rows.push(projectRow(account, info, project, ancestors))
    }
    context.page(rows)
  }
  return { estimated: false }
}

function wanted(
  accounts: readonly BillingAccount[],
  { billingAccount }: Settings,
): readonly BillingAccount[] {
  const found =
    billingAccount === undefined
      ? accounts
      : accounts.filter(({ name }) => name === `billingAccounts/${billingAccount}`)
  if (found.length > 0) return found
  throw new CollectError(
    'permission',
    billingAccount === undefined
      ? 'The credentials see no billing account'
      : `The credentials do not see billing account ${billingAccount}`,
    { grant: 'roles/billing.viewer on the billing account' },
  )
}

function accountRow({
  name,
  displayName,
  open,
  currencyCode,
  masterBillingAccount,
}: BillingAccount): PageRow {
  const id = accountId(name)
  return {
    provider: 'gcp',
    account_id: id,
    name: displayName,
    owner: null,
    org_path: null,
    billing_account_id: id,
    status: open ? 'OPEN' : 'CLOSED',
    joined_on: null,
    attributes: {
      type: 'billing_account',
      currency: currencyCode,
      ...(masterBillingAccount === '' ? {} : { master_billing_account: accountId(masterBillingAccount) }),
    },
  }
}

/** A project that is paid for but may not be seen has an id and nothing else. */
function projectRow(
  account: BillingAccount,
  { projectId, billingEnabled }: ProjectInfo,
  project: GcpProject | undefined,
  ancestors: readonly Ancestor[],
): PageRow {
  const created = project?.createTime?.seconds
  return {
    provider: 'gcp',
    account_id: projectId,
    name: project?.displayName ?? null,
    owner: project?.labels['owner'] ?? null,
    org_path:
      ancestors.length === 0 ? null : ancestors.map(({ resource, name }) => name ?? resource).join('/'),
    billing_account_id: accountId(account.name),
    status: project?.state ?? null,
    joined_on: created === undefined ? null : new Date(Number(created) * 1000).toISOString().slice(0, 10),
    attributes: {
      type: 'project',
      billing_enabled: billingEnabled,
      ...(project === undefined ? {} : { number: projectNumber(project), labels: sorted(project.labels) }),
      ancestors: ancestors.map(({ resource, name }) => ({ resource, name })),
    },
  }
}

/** In one order, so that the same labels are the same bytes. */
function sorted(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function accountId(name: string): string {
  return name.slice('billingAccounts/'.length)
}
