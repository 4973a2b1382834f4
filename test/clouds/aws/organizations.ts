import { z } from 'zod'
import { type Answer, defineOperation, type Operation, pageOf, Refusal } from './operation.ts'
import type { Account, AwsWorld, OrganizationalUnit } from './world.ts'

const PAGE_MAX = 20
const paging = { MaxResults: z.int().min(1).max(PAGE_MAX).optional(), NextToken: z.string().optional() }
const token = { asked: 'NextToken', given: 'NextToken' } as const
const parent = z
  .string()
  .regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/, 'no id of a root or unit')
const service = 'organizations'

const describeOrganization = defineOperation({
  service,
  name: 'DescribeOrganization',
  body: z.strictObject({}),
  list: '',
  token: null,
  answer(_body, world) {
    const { id, masterAccountId } = organizationOf(world)
    return { Organization: { Id: id, MasterAccountId: masterAccountId, FeatureSet: 'ALL' } }
  },
})

const listRoots = defineOperation({
  service,
  name: 'ListRoots',
  body: z.strictObject(paging),
  list: 'Roots',
  token,
  answer(_body, world) {
    const root = organizationOf(world).units.filter((unit) => unit.parent === null)
    return {
      Roots: root.map(({ id, name }) => ({ Id: id, Name: name, Arn: `arn:aws:organizations:::root/${id}` })),
    }
  },
})

const listAccounts = defineOperation({
  service,
  name: 'ListAccounts',
  body: z.strictObject(paging),
  list: 'Accounts',
  token,
  answer: ({ MaxResults }, world, offset) =>
    paged('Accounts', organizationOf(world).accounts.map(accountRow), MaxResults, offset, world),
})

const listAccountsForParent = defineOperation({
  service,
  name: 'ListAccountsForParent',
  body: z.strictObject({ ...paging, ParentId: parent }),
  list: 'Accounts',
  token,
  answer({ ParentId, MaxResults }, world, offset) {
    const { accounts, units } = organizationOf(world)
    checkParent(units, ParentId)
    return paged(
      'Accounts',
      accounts.filter((account) => account.parent === ParentId).map(accountRow),
      MaxResults,
      offset,
      world,
    )
  },
})

const listUnits = defineOperation({
  service,
  name: 'ListOrganizationalUnitsForParent',
  body: z.strictObject({ ...paging, ParentId: parent }),
  list: 'OrganizationalUnits',
  token,
  answer({ ParentId, MaxResults }, world, offset) {
    const { units } = organizationOf(world)
    checkParent(units, ParentId)
    const rows = units
      .filter((unit) => unit.parent === ParentId)
      .map(({ id, name }) => ({ Id: id, Name: name }))
    return paged('OrganizationalUnits', rows, MaxResults, offset, world)
  },
})

const listTags = defineOperation({
  service,
  name: 'ListTagsForResource',
  body: z.strictObject({
    ResourceId: z.string().regex(/^(\d{12}|r-.+|ou-.+)$/),
    NextToken: z.string().optional(),
  }),
  list: 'Tags',
  token,
  answer({ ResourceId }, world, offset) {
    const account = organizationOf(world).accounts.find(({ id }) => id === ResourceId)
    if (account === undefined) throw new Refusal('TargetNotFoundException', `There is no ${ResourceId}.`)
    const tags = Object.entries(account.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
    return paged('Tags', tags, undefined, offset, world)
  },
})

export const organizationsOperations: readonly Operation[] = [
  describeOrganization,
  listRoots,
  listAccounts,
  listAccountsForParent,
  listUnits,
  listTags,
]

function organizationOf({ organization }: AwsWorld) {
  if (organization === undefined)
    throw new Refusal('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.')
  return organization
}

function checkParent(units: readonly OrganizationalUnit[], id: string): void {
  if (!units.some((unit) => unit.id === id))
    throw new Refusal('ParentNotFoundException', `There is no parent ${id}.`)
}

function accountRow({ id, name, email, status, joined }: Account) {
  const Arn = `arn:aws:organizations::000000000000:account/o-example/${id}`
  return {
    Id: id,
    Arn,
    Email: email,
    Name: name,
    Status: status,
    JoinedMethod: 'CREATED',
    JoinedTimestamp: joined,
  }
}

function paged(
  list: string,
  all: readonly unknown[],
  asked: number | undefined,
  offset: number,
  world: AwsWorld,
): Answer {
  const { rows, next } = pageOf(all, offset, Math.min(asked ?? PAGE_MAX, world.pageSize ?? PAGE_MAX))
  return { [list]: rows, ...(next === undefined ? {} : { NextToken: next }) }
}
