import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../../../../test/clouds/gcp/faults.ts'
import { startFakeGcp } from '../../../../test/clouds/gcp/server.ts'
import { testRun } from '../test-context.ts'
import { gcpBilling } from './index.ts'
import { collect, world } from './test-kit.ts'

test.each<['accounts' | 'prices', string]>([
  ['accounts', 'billing.listBillingAccounts'],
  ['accounts', 'billing.listProjects'],
  ['accounts', 'resourceManager.searchProjects'],
  ['accounts', 'resourceManager.getFolder'],
  ['prices', 'catalog.listServices'],
  ['prices', 'catalog.listSkus'],
])('%s: %s is repeated while it fails with what passes', async (part, operation) => {
  const good = await collect(part)
  const faults: readonly (readonly [Fault, number])[] = [
    [{ retry: { headers: { 'retry-after': '7' } } }, 7000],
    [{ retry: { status: 503, headers: { 'retry-after': 'Mon, 23 Nov 2026 00:00:09 GMT' } } }, 9000],
    ['unavailable', 500],
    ['internal', 500],
    ['html', 500],
    ['truncated', 500],
    ['hang-up', 500],
  ]
  for (const [fault, wait] of faults) {
    const { error, rows, run } = await collect(part, { faults: [fault], operation })

    expect(error).toBeNull()
    expect(rows).toEqual(good.rows)
    expect(run.waits).toContain(wait)
  }
})

test('a token that expires is renewed once', async () => {
  const { error, rows } = await collect('accounts', { faults: [null, 'expired-token'] })
  const dead = await collect('accounts', { faults: ['expired-token', 'expired-token'] })

  expect(error).toBeNull()
  expect(rows).toHaveLength(6)
  expect(dead.error).toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('gcloud auth application-default login'),
  })
})

test.each<[string, Fault[], string, string, RegExp]>([
  [
    'a missing role',
    ['permission-denied'],
    'billing.listBillingAccounts',
    'permission',
    /roles\/billing\.viewer/,
  ],
  [
    'an API that is off',
    ['service-disabled'],
    'billing.listProjects',
    'not_enabled',
    /services enable cloudbilling/,
  ],
  [
    'three throttles',
    Array<Fault>(3).fill('resource-exhausted'),
    'resourceManager.searchProjects',
    'throttled',
    /null/,
  ],
  ['three times nothing', Array<Fault>(3).fill('hang-up'), 'billing.listProjects', 'upstream', /null/],
  ['a token that repeats', ['looping-token', 'looping-token'], 'billing.listProjects', 'stale_pages', /null/],
  ['rows that come twice', ['repeated-rows'], 'billing.listProjects', 'stale_pages', /null/],
])('tells %s', async (_case, faults, operation, kind, grant) => {
  const { error } = await collect('accounts', { faults, operation })

  expect(error).toMatchObject({ kind })
  expect(String(error instanceof Error && 'grant' in error ? error.grant : undefined)).toMatch(grant)
})

test('a token file on loopback, and one that holds the wrong token', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-token-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'good\n')
  const good = await collect('accounts', { settings: { tokenFile }, run: { env: {} } })
  writeFileSync(tokenFile, 'stolen')
  const bad = await collect('accounts', { settings: { tokenFile }, run: { env: {} } })

  expect(good.error).toBeNull()
  expect(bad.error).toMatchObject({ kind: 'auth' })
})

test.each(gcpBilling.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved',
  async (_permission, probe) => {
    const fake = await startFakeGcp(world)
    onTestFinished(() => fake.close())
    const run = testRun(
      { key: 'now', since: '2026-11-23', until: '2026-11-24' },
      { env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'good' } },
    )
    onTestFinished(run.remove)

    const { note, serverTime } = await probe.check(gcpBilling.config.parse({ endpoint: fake.url }), run.plan)

    expect(note).toMatch(/^(2 billing accounts|4 projects)$/)
    expect(serverTime).toBeInstanceOf(Date)
  },
)
