import { CollectError } from '../collect-error.ts'
import {
  type CallContext,
  type CollectContext,
  type Collected,
  defineCollector,
  type PageRow,
} from '../collector.ts'
import { snapshot } from '../windows.ts'
import { OrganizationAnswer, type Organizations, openOrganizations, RootsAnswer } from './client.ts'
import { type Settings, settings } from './settings.ts'
import { type PlacedAccount, tagsOf, walkAccounts } from './walk.ts'

const POLICY = 'docs/permissions/aws-organizations.json'

/** Names, owners and places of the accounts; the accounts table keeps what they were before. */
export const awsOrganizations = defineCollector({
  id: 'aws-organizations',
  title: 'AWS Organizations',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'accounts',
      title: 'Accounts with owners and units',
      kind: 'accounts',
      windows: snapshot(),
      collect,
    },
  ],
  probes: [
    {
      permission: 'organizations:DescribeOrganization',
      purpose: 'the payer of the organisation',
      policy: POLICY,
      check: (config, context) =>
        probe(config, context, async (organizations) => void (await payerOf(organizations))),
    },
    {
      permission: 'organizations:ListRoots',
      purpose: 'names and units of accounts',
      policy: POLICY,
      check: (config, context) => probe(config, context, askRoots),
    },
  ],
})

async function collect(config: Settings, context: CollectContext): Promise<Collected> {
  const organizations = await openOrganizations(config, context)
  const payer = await payerOf(organizations)
  const seen = new Set<string>()
  for await (const placed of walkAccounts(organizations)) {
    const { Id } = placed.account
    if (seen.has(Id))
      throw new CollectError('stale_pages', `account ${Id} moved while the accounts were read`)
    seen.add(Id)
    const tags = await tagsOf(organizations, Id)
    context.page([toRow(placed, tags, payer, config)])
    context.progress(`${seen.size} accounts`)
  }
  return { estimated: false }
}

async function payerOf({ ask, sdk }: Organizations): Promise<string> {
  const command = new sdk.DescribeOrganizationCommand({})
  const { Organization } = await ask(
    'DescribeOrganization',
    (client, abortSignal) => client.send(command, { abortSignal }),
    OrganizationAnswer,
  )
  return Organization.MasterAccountId
}

function toRow(
  { account, path, unit }: PlacedAccount,
  tags: Readonly<Record<string, string>>,
  payer: string,
  { ownerTags }: Settings,
): PageRow {
  return {
    provider: 'aws',
    account_id: account.Id,
    name: account.Name ?? null,
    owner: ownerOf(tags, ownerTags),
    org_path: path.join('/'),
    billing_account_id: payer,
    status: account.Status?.toLowerCase() ?? null,
    joined_on: account.JoinedTimestamp?.toISOString().slice(0, 10) ?? null,
    attributes: {
      email: account.Email ?? null,
      joined_method: account.JoinedMethod?.toLowerCase() ?? null,
      unit,
      tags: Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
  }
}

function ownerOf(tags: Readonly<Record<string, string>>, ownerTags: readonly string[]): string | null {
  const folded = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]))
  const found = ownerTags
    .map((key) => folded.get(key.toLowerCase()))
    .find((value) => value !== undefined && value !== '')
  return found ?? null
}

async function probe(
  config: Settings,
  context: CallContext,
  ask: (organizations: Organizations) => Promise<void>,
) {
  const organizations = await openOrganizations(config, context)
  await ask(organizations)
  const serverTime = organizations.serverTime()
  return serverTime === undefined ? {} : { serverTime }
}

async function askRoots({ ask, sdk }: Organizations): Promise<void> {
  const command = new sdk.ListRootsCommand({ MaxResults: 1 })
  await ask('ListRoots', (client, abortSignal) => client.send(command, { abortSignal }), RootsAnswer)
}
