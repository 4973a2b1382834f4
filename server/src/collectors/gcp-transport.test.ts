import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeTls } from '../../../test/clouds/azure/tls.ts'
import { startFakeGcp } from '../../../test/clouds/gcp/server.ts'
import { AppError } from '../errors.ts'
import { gcpBigquery } from './gcp-bigquery/index.ts'
import { gcpBilling } from './gcp-billing/index.ts'
import type { GcpConnection } from './gcp-settings.ts'
import { GcpRefusal, gcpTransport } from './gcp-transport.ts'
import { type TestOptions, testRun } from './test-context.ts'

const WINDOW = { key: 'now', since: '2026-11-23', until: '2026-11-24' }
const world = {
  token: 'good',
  billingAccounts: [{ id: '01AB23-CD45EF-678901', displayName: 'A', open: true, currencyCode: 'USD' }],
  tables: [
    {
      project: 'finops-jobs',
      dataset: 'billing',
      table: 'gcp_billing_export_v1_A',
      location: 'EU',
      partition: null,
      rows: [],
    },
  ],
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'outlay-gcp-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function runOf(env: TestOptions['env']) {
  const run = testRun(WINDOW, { env: env ?? {}, attempts: 1 })
  onTestFinished(run.remove)
  return run
}

async function start(tls?: { cert: string; key: string }) {
  const fake = await startFakeGcp(world, tls)
  onTestFinished(() => fake.close())
  return fake
}

async function list(connection: GcpConnection, env: TestOptions['env']) {
  const transport = gcpTransport(connection, runOf(env).calls)
  const url = `${connection.endpoint}/v1/billingAccounts?$alt=json%3Benum-encoding=int`
  return transport.send({ url, method: 'GET', headers: new Headers({ 'x-goog-api-client': 'gapic/1' }) })
}

test('the clients of all APIs trust the authorities of caFile, and nobody else', async () => {
  const tls = makeTls()
  const { url: endpoint } = await start(tls)
  const caFile = join(folder(), 'ca.pem')
  writeFileSync(caFile, tls.ca)
  const run = runOf({ GOOGLE_OAUTH_ACCESS_TOKEN: 'good' })
  const prove = (own: object) => [
    gcpBilling.probes[0]?.check(gcpBilling.config.parse({ endpoint, ...own }), run.plan),
    gcpBigquery.probes[0]?.check(
      gcpBigquery.config.parse({ project: 'finops-jobs', dataset: 'billing', endpoint, ...own }),
      run.plan,
    ),
  ]

  const trusted = await Promise.all(prove({ caFile }))
  const strangers = await Promise.allSettled(prove({}))

  expect(trusted.map((answer) => answer?.note)).toEqual([
    '1 billing accounts',
    'finops-jobs.billing.gcp_billing_export_v1_A',
  ])
  expect(strangers.map((outcome) => outcome.status === 'rejected' && outcome.reason.kind)).toEqual([
    'upstream',
    'upstream',
  ])
})

test('authorities that cannot be read are named', () => {
  expect(() => gcpTransport({ caFile: '/nowhere/ca.pem' }, runOf({}).calls)).toThrow(
    'caFile: /nowhere/ca.pem cannot be read',
  )
})

test.each<[string, (path: string) => { connection?: GcpConnection; env: Record<string, string> }]>([
  ['the environment', () => ({ env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'good' } })],
  ['a file that the environment names', (path) => ({ env: { GOOGLE_OAUTH_ACCESS_TOKEN_FILE: path } })],
  [
    'the token file',
    (path) => ({ connection: { tokenFile: path }, env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'bad' } }),
  ],
])('the token comes from %s', async (_case, from) => {
  const path = join(folder(), 'token')
  writeFileSync(path, 'good\n')
  const { connection, env } = from(path)
  const { url: endpoint } = await start()

  expect((await list({ endpoint, ...connection }, env)).status).toBe(200)
})

test('a token file that is not there is a fault of the settings', async () => {
  const { url: endpoint } = await start()

  await expect(list({ endpoint, tokenFile: '/nowhere/token' }, {})).rejects.toThrow(AppError)
})

test('credentials that cannot be found are said so', async () => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nowhere/key.json')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url: endpoint } = await start()
  const check = gcpBilling.probes[0]?.check(gcpBilling.config.parse({ endpoint }), runOf({}).plan)

  await expect(check).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('GOOGLE_APPLICATION_CREDENTIALS'),
  })
})

test('a refusal keeps its status, headers and body', async () => {
  const { url: endpoint } = await start()
  const refusal = await list({ endpoint }, { GOOGLE_OAUTH_ACCESS_TOKEN: 'bad' }).catch(
    (error: unknown) => error,
  )

  expect(refusal).toBeInstanceOf(GcpRefusal)
  expect(refusal).toMatchObject({ status: 401, body: expect.stringContaining('UNAUTHENTICATED') })
})

test('a signal that is aborted ends the request', async () => {
  const fake = await start()
  const transport = gcpTransport({ endpoint: fake.url }, runOf({ GOOGLE_OAUTH_ACCESS_TOKEN: 'good' }).calls)
  const request = { url: `${fake.url}/v1/billingAccounts`, method: 'GET', headers: new Headers() }

  await expect(transport.within(AbortSignal.abort(), () => transport.send(request))).rejects.toThrow()
  expect(fake.calls).toEqual([])
})
