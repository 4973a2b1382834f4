import { eachAwsPage } from '../aws-pages.ts'
import {
  type AccountAnswer,
  AccountsAnswer,
  type Organizations,
  RootsAnswer,
  TagsAnswer,
  type UnitAnswer,
  UnitsAnswer,
} from './client.ts'

/** As many as AWS gives. */
const PAGE_SIZE = 20
/** AWS nests units five deep below the root. */
const DEPTH_MAX = 8

export interface PlacedAccount {
  readonly account: AccountAnswer
  /** Names from the root down: `['Root', 'Production', 'ML']`. */
  readonly path: readonly string[]
  /** Id of the unit or root that holds it. */
  readonly unit: string
}

/** Every account of the organisation with its place in the tree, unit by unit. Throws CollectError. */
export async function* walkAccounts(organizations: Organizations): AsyncGenerator<PlacedAccount> {
  for (const root of await rootsOf(organizations)) yield* below(organizations, root, [])
}

async function* below(
  organizations: Organizations,
  { Id, Name }: UnitAnswer,
  above: readonly string[],
): AsyncGenerator<PlacedAccount> {
  const path = [...above, Name ?? Id]
  for await (const accounts of accountPages(organizations, Id)) {
    for (const account of accounts) yield { account, path, unit: Id }
  }
  if (path.length > DEPTH_MAX) return
  for await (const units of unitPages(organizations, Id)) {
    for (const unit of units) yield* below(organizations, unit, path)
  }
}

async function rootsOf({ ask, sdk }: Organizations): Promise<UnitAnswer[]> {
  const roots: UnitAnswer[] = []
  const pages = eachAwsPage<UnitAnswer>(async (token) => {
    const command = new sdk.ListRootsCommand({ MaxResults: PAGE_SIZE, NextToken: token })
    const answer = await ask(
      'ListRoots',
      (client, abortSignal) => client.send(command, { abortSignal }),
      RootsAnswer,
    )
    return { rows: answer.Roots, next: answer.NextToken }
  })
  for await (const page of pages) roots.push(...page)
  return roots
}

function accountPages({ ask, sdk }: Organizations, parent: string) {
  return eachAwsPage<AccountAnswer>(async (token) => {
    const input = { ParentId: parent, MaxResults: PAGE_SIZE, NextToken: token }
    const command = new sdk.ListAccountsForParentCommand(input)
    const answer = await ask(
      'ListAccountsForParent',
      (client, abortSignal) => client.send(command, { abortSignal }),
      AccountsAnswer,
    )
    return { rows: answer.Accounts, next: answer.NextToken }
  })
}

function unitPages({ ask, sdk }: Organizations, parent: string) {
  return eachAwsPage<UnitAnswer>(async (token) => {
    const input = { ParentId: parent, MaxResults: PAGE_SIZE, NextToken: token }
    const command = new sdk.ListOrganizationalUnitsForParentCommand(input)
    const answer = await ask(
      'ListOrganizationalUnitsForParent',
      (client, abortSignal) => client.send(command, { abortSignal }),
      UnitsAnswer,
    )
    return { rows: answer.OrganizationalUnits, next: answer.NextToken }
  })
}

export async function tagsOf({ ask, sdk }: Organizations, account: string): Promise<Record<string, string>> {
  const tags: Record<string, string> = {}
  const pages = eachAwsPage(async (token) => {
    const command = new sdk.ListTagsForResourceCommand({ ResourceId: account, NextToken: token })
    const answer = await ask(
      'ListTagsForResource',
      (client, abortSignal) => client.send(command, { abortSignal }),
      TagsAnswer,
    )
    return { rows: answer.Tags, next: answer.NextToken }
  })
  for await (const page of pages) for (const { Key, Value } of page) tags[Key] = Value
  return tags
}
