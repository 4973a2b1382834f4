import { expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../../../../test/clouds/aws/faults.ts'
import { startFakeAws } from '../../../../test/clouds/aws/server.ts'
import type { Account, AwsWorld, Organization } from '../../../../test/clouds/aws/world.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { awsOrganizations } from './index.ts'

const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
const account = (id: string, name: string, parent: string, tags: Record<string, string> = {}): Account => ({
  id: id.repeat(12),
  name,
  email: `${name}@example.com`,
  status: 'ACTIVE',
  joined: 1_700_000_000,
  parent,
  tags,
})
const ROOT = 'r-abcd'
const PROD = 'ou-abcd-11111111'
const ML = 'ou-abcd-22222222'
const organization: Organization = {
  id: 'o-example',
  masterAccountId: '111111111111',
  units: [
    { id: ROOT, name: 'Root', parent: null },
    { id: PROD, name: 'Production', parent: ROOT },
    { id: ML, name: 'ML', parent: PROD },
  ],
  accounts: [
    account('1', 'payer', ROOT),
    account('2', 'search', PROD, { Team: 'search', Owner: 'ada' }),
    account('3', 'training', ML, { team: 'ml', owner: '' }),
    account('4', 'serving', ML),
  ],
}

async function collect(
  world: AwsWorld = {},
  faults: readonly (Fault | null)[] = [],
  options: TestOptions & { settings?: object; alone?: boolean } = {},
) {
  const fake = await startFakeAws({ ...(options.alone === true ? {} : { organization }), ...world })
  onTestFinished(() => fake.close())
  fake.script(faults)
  const run = testRun({ key: 'now', since: '2026-11-23', until: '2026-11-24' }, { env: KEYS, ...options })
  onTestFinished(run.remove)
  const [part] = awsOrganizations.parts
  if (part === undefined) throw new Error('no part')
  const settings = awsOrganizations.config.parse({ endpoint: fake.url, ...options.settings })
  return { ...(await collectPart(part, settings, run)), run, fake, settings }
}

test('brings every account with its owner and its place', async () => {
  const { error, run } = await collect()

  expect(error).toBeNull()
  expect(run.rows.map(({ name, owner, org_path }) => [name, owner, org_path])).toEqual([
    ['payer', null, 'Root'],
    ['search', 'ada', 'Root/Production'],
    ['training', 'ml', 'Root/Production/ML'],
    ['serving', null, 'Root/Production/ML'],
  ])
  expect(run.rows[1]).toEqual({
    provider: 'aws',
    account_id: '222222222222',
    name: 'search',
    owner: 'ada',
    org_path: 'Root/Production',
    billing_account_id: '111111111111',
    status: 'active',
    joined_on: '2023-11-14',
    attributes: {
      email: 'search@example.com',
      joined_method: 'created',
      unit: PROD,
      tags: { Owner: 'ada', Team: 'search' },
    },
  })
})

test('the tags that name an owner can be chosen', async () => {
  const { run } = await collect({}, [], { settings: { ownerTags: ['TEAM'] } })

  expect(run.rows.map(({ owner }) => owner)).toEqual([null, 'search', 'ml', null])
})

test('reads page by page', async () => {
  const { run, error } = await collect({ pageSize: 1 })

  expect(error).toBeNull()
  expect(run.rows).toHaveLength(4)
  expect(run.requests().paid).toBe(0)
  expect(run.requests().free).toBeGreaterThan(10)
})

test('an account that is in two units moved while it was read', async () => {
  const { error } = await collect({ pageSize: 20 }, [null, null, 'repeated-groups'])

  expect(error).toMatchObject({ kind: 'stale_pages', message: expect.stringContaining('111111111111') })
})

test.each<[string, Fault[], string]>([
  ['access denied', ['access-denied'], 'permission'],
  ['a throttle that does not end', ['limit-exceeded', 'limit-exceeded', 'limit-exceeded'], 'throttled'],
  ['an answer of somebody else', ['html', 'html', 'html'], 'bad_answer'],
])('tells %s', async (_case, faults, kind) => {
  const { error, run } = await collect({}, faults)

  expect(error).toMatchObject({ kind })
  expect(run.rows).toEqual([])
})

test('names the action to grant', async () => {
  const { error } = await collect({}, [null, null, 'access-denied'])

  expect(error).toMatchObject({ kind: 'permission', grant: 'organizations:ListAccountsForParent' })
})

test('an account of no organisation is told so', async () => {
  const { error } = await collect({}, [], { alone: true })

  expect(error).toMatchObject({ kind: 'not_enabled', message: expect.stringContaining('no organisation') })
})

test.each(awsOrganizations.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved, and its lack told',
  async (permission, probe) => {
    const { fake, run, settings } = await collect()

    expect(await probe.check(settings, run.calls)).toHaveProperty('serverTime')
    fake.script(['access-denied'])
    await expect(probe.check(settings, run.calls)).rejects.toMatchObject({
      kind: 'permission',
      grant: permission,
    })
  },
)
