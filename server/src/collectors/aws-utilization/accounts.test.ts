import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startFakeAws } from '../../../../test/clouds/aws/server.ts'
import type { AwsWorld } from '../../../../test/clouds/aws/world.ts'
import { silentLogger } from '../../log.ts'
import { type RunDeps, runCollector } from '../run.ts'
import { summaryOf } from '../run-kit.ts'
import { testRun } from '../test-context.ts'
import { awsUtilization } from './index.ts'

const OWN = '123456789012'
const SEARCH = '310987654321'
const SHOP = '410987654321'
const role = (account: string) => `arn:aws:iam::${account}:role/outlay-reader`

const machine = (instanceId: string) => ({
  ec2: { instances: [{ instanceId, instanceType: 'm5.large', instanceState: { name: 'running' } }] },
  metricsListed: [{ namespace: 'AWS/EC2', metric: 'CPUUtilization', dimensions: { InstanceId: instanceId } }],
})
const world: AwsWorld = {
  today: '2026-11-23',
  ...machine('i-own'),
  metric: () => 20,
  members: { [SEARCH]: machine('i-search'), [SHOP]: machine('i-shop') },
  roles: { [role(SEARCH)]: SEARCH, [role(SHOP)]: SHOP },
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-roles-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A fake of three accounts, of which the profiles of two go into a role; the AWS configuration says so to the SDK. */
async function start(more: Partial<AwsWorld> = {}) {
  const fake = await startFakeAws({ ...world, ...more })
  onTestFinished(() => fake.close())
  const file = join(folder, 'config')
  const profiles = [
    ['search', SEARCH],
    ['shop', SHOP],
  ].map(
    ([name, id = '']) =>
      `[profile ${name}]\nregion = us-east-1\nrole_arn = ${role(id)}\ncredential_source = Environment\n`,
  )
  writeFileSync(file, profiles.join('\n'))
  vi.stubEnv('AWS_CONFIG_FILE', file)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'))
  vi.stubEnv('AWS_ENDPOINT_URL_STS', fake.url)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'own')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  const settings = {
    accountId: OWN,
    endpoint: fake.url,
    days: 1,
    advice: false,
    prices: false,
    accounts: [
      { accountId: SEARCH, profile: 'search' },
      { accountId: SHOP, profile: 'shop', regions: ['eu-west-1'] },
    ],
  }
  return { fake, settings }
}

async function run(settings: object) {
  const rows: Record<string, unknown>[] = []
  const deps: RunDeps = {
    work: join(folder, 'work'),
    store: { get: async () => undefined, set: async () => undefined },
    clock: () => new Date('2026-11-23T12:00:00Z'),
    log: silentLogger,
    env: { AWS_ACCESS_KEY_ID: 'own', AWS_SECRET_ACCESS_KEY: 'secret' },
    signal: new AbortController().signal,
    retries: { sdkAttempts: 1, attempts: 1, baseMs: 1, maxMs: 1 },
    sleep: async () => undefined,
    async stage({ files }) {
      for (const file of files)
        rows.push(
          ...readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        )
      return { id: 'staged', createdAt: '', files: [], units: [], sides: [] }
    },
    apply: async () => summaryOf('counted'),
    withdraw: async () => undefined,
    drop: () => undefined,
  }
  const report = await runCollector({ id: 'machines', type: 'aws-utilization', ...settings }, deps)
  const states = report.windows.map(({ part, window, state }) => `${part} ${window} ${state}`)
  return { rows, states, failure: report.failure }
}

test('inventory and metrics of every account come by its role, each account in windows of its own', async () => {
  const { fake, settings } = await start()

  const { rows, states, failure } = await run(settings)

  expect(failure).toBeNull()
  expect(states.filter((state) => state.startsWith('inventory'))).toEqual([
    'inventory now published',
    `inventory now ${SEARCH} published`,
    `inventory now ${SHOP} published`,
  ])
  const inventory = rows.filter(({ resource_type }) => resource_type === 'instance')
  expect(inventory.map(({ resource_id, attributes }) => [resource_id, attributes])).toEqual([
    ['i-own', expect.objectContaining({ account: OWN, region: 'us-east-1' })],
    ['i-search', expect.objectContaining({ account: SEARCH, region: 'us-east-1' })],
    ['i-shop', expect.objectContaining({ account: SHOP, region: 'eu-west-1' })],
  ])
  const measured = rows.filter(({ metric }) => metric === 'cpu_utilization')
  expect([...new Set(measured.map(({ resource_id }) => resource_id))].toSorted()).toEqual([
    'i-own',
    'i-search',
    'i-shop',
  ])
  expect(new Set(fake.calls.map(({ accessKey }) => accessKey))).toEqual(
    new Set(['own', `ASIA${SEARCH}`, `ASIA${SHOP}`]),
  )
})

test('an account that refuses leaves the others alone, and the fault names the role', async () => {
  const { settings } = await start({ roles: { [role(SHOP)]: SHOP } })

  const { states, failure } = await run(settings)

  expect(states.filter((state) => state.startsWith('inventory'))).toEqual([
    'inventory now published',
    `inventory now ${SEARCH} failed`,
    `inventory now ${SHOP} published`,
  ])
  // the second week of metrics is not asked of it again
  expect(states.filter((state) => state.includes(`${SEARCH} failed`))).toHaveLength(2)
  expect(failure).toMatchObject({ exitCode: 77, message: expect.stringContaining(role(SEARCH)) })
})

test.each(['ec2:DescribeInstances', 'cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'])(
  'the doctor proves %s in every account and names the one that refuses',
  async (permission) => {
    const { settings, fake } = await start()
    const context = testRun({ key: 'probe', since: '2026-11-23', until: '2026-11-24' }, { env: {} })
    onTestFinished(context.remove)
    const probe = awsUtilization.probes.find((each) => each.permission === permission)
    const check = () => probe?.check(awsUtilization.config.parse(settings), context.plan)

    expect(await check()).toMatchObject({ note: 'in 3 accounts' })
    fake.change({ roles: { [role(SHOP)]: SHOP } })
    await expect(check()).rejects.toMatchObject({
      kind: 'permission',
      message: expect.stringContaining(`account ${SEARCH}: `),
      grant: `sts:AssumeRole on ${role(SEARCH)}`,
    })
  },
)
