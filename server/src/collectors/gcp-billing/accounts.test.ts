import { expect, test } from 'vitest'
import type { GcpWorld } from '../../../../test/clouds/gcp/world.ts'
import { ACCOUNT, collect, world } from './test-kit.ts'

test('billing accounts and projects with everything that stands above them', async () => {
  const { rows, error } = await collect('accounts')

  expect(error).toBeNull()
  expect(rows.map(({ account_id, org_path, owner }) => [account_id, org_path, owner])).toEqual([
    [ACCOUNT, null, null],
    ['ml-prod', 'example.com/Research/Vision', 'ada'],
    ['ml-test', 'example.com/Research', null],
    ['landing', 'example.com', null],
    ['stray', 'folders/404', null],
    ['0A0A0A-0B0B0B-0C0C0C', null, null],
  ])
  expect(rows[1]).toEqual({
    provider: 'gcp',
    account_id: 'ml-prod',
    name: 'ML-PROD',
    owner: 'ada',
    org_path: 'example.com/Research/Vision',
    billing_account_id: ACCOUNT,
    status: 'ACTIVE',
    joined_on: null,
    attributes: {
      type: 'project',
      billing_enabled: true,
      number: '101',
      labels: { env: 'prod', owner: 'ada' },
      ancestors: [
        { resource: 'organizations/9', name: 'example.com' },
        { resource: 'folders/7', name: 'Research' },
        { resource: 'folders/8', name: 'Vision' },
      ],
    },
  })
})

test('a billing account has its name, its currency and whether it is open', async () => {
  const { rows } = await collect('accounts')

  expect(rows[5]).toEqual({
    provider: 'gcp',
    account_id: '0A0A0A-0B0B0B-0C0C0C',
    name: 'Old',
    owner: null,
    org_path: null,
    billing_account_id: '0A0A0A-0B0B0B-0C0C0C',
    status: 'CLOSED',
    joined_on: null,
    attributes: { type: 'billing_account', currency: 'USD' },
  })
})

test('each folder is asked for once, over pages of one', async () => {
  const { fake, rows, error } = await collect('accounts', { world: { pageSize: 1 } })
  const folders = fake.calls.filter(({ operation }) => operation === 'resourceManager.getFolder')

  expect(error).toBeNull()
  expect(rows).toHaveLength(6)
  expect(folders.map(({ path }) => path['folder']).toSorted()).toEqual(['404', '7', '8'])
})

test('a project that is paid for but may not be seen has an id and nothing else', async () => {
  const [first] = world.projects ?? []
  const { rows, error } = await collect('accounts', {
    world: { projects: first === undefined ? [] : [{ ...first, hidden: true }] },
  })

  expect(error).toBeNull()
  expect(rows[1]).toEqual({
    provider: 'gcp',
    account_id: 'ml-prod',
    name: null,
    owner: null,
    org_path: null,
    billing_account_id: ACCOUNT,
    status: null,
    joined_on: null,
    attributes: { type: 'project', billing_enabled: true, ancestors: [] },
  })
})

test('the way up ends at a folder that may not be seen', async () => {
  const { rows } = await collect('accounts', { world: { folders: [], organizations: [] } })

  expect(rows[1]).toMatchObject({ account_id: 'ml-prod', org_path: 'folders/8' })
})

test('only the billing account that is named', async () => {
  const { rows } = await collect('accounts', { settings: { billingAccount: ACCOUNT } })

  expect(rows.map(({ account_id }) => account_id)).not.toContain('0A0A0A-0B0B0B-0C0C0C')
})

test.each<[string, object, Partial<GcpWorld>]>([
  ['is not seen', { billingAccount: 'FFFFFF-FFFFFF-FFFFFF' }, {}],
  ['is none', {}, { billingAccounts: [] }],
])('a billing account that %s is a permission', async (_case, settings, change) => {
  const { error } = await collect('accounts', { settings, world: change })

  expect(error).toMatchObject({ kind: 'permission', grant: expect.stringContaining('roles/billing.viewer') })
})
