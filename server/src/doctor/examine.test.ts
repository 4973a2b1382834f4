import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CollectErrorOptions, CollectKind } from '../collectors/collect-error.ts'
import { CollectError } from '../collectors/collect-error.ts'
import type { Probe } from '../collectors/collector.ts'
import { testCollector } from '../collectors/run-kit.ts'
import { loadConfig } from '../config.ts'
import { silentLogger } from '../log.ts'
import { examine } from './examine.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'outlay-doctor-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const NOW = '2026-11-23T12:00:00Z'

function probe(permission: string, outcome: string | CollectError | null = null): Probe {
  return {
    permission,
    purpose: 'costs',
    policy: 'docs/permissions/test.json',
    async check(_settings, calls) {
      calls.spend()
      if (outcome instanceof CollectError) throw outcome
      return outcome === null ? {} : { serverTime: new Date(outcome) }
    },
  }
}

const refusal = (kind: CollectKind, options: CollectErrorOptions = {}) =>
  new CollectError(kind, 'the cloud says no', options)

async function diagnose(
  probes: readonly Probe[],
  more: { freeBytes?: number; settings?: object; dataDir?: string } = {},
) {
  const source = { id: 'payer', type: 'test-cloud', ...more.settings }
  const examination = await examine({
    dataDir: more.dataDir ?? dataDir,
    config: { ...loadConfig({ env: {}, cwd: dataDir }), file: 'outlay.config.yaml', sources: [source] },
    sources: [source],
    collectors: [{ ...testCollector(), probes }],
    clock: () => new Date(NOW),
    log: silentLogger,
    env: {},
    signal: new AbortController().signal,
    sleep: async () => undefined,
    freeBytes: () => more.freeBytes ?? 50 * 1024 ** 3,
  })
  const found = (subject: string) =>
    examination.checks
      .filter((check) => check.subject === subject)
      .map(({ check, state }) => `${check} ${state}`)
  return { ...examination, found, fixes: examination.checks.flatMap(({ fix }) => fix ?? []) }
}

test('all is well', async () => {
  const it = await diagnose([probe('ce:GetCostAndUsage', NOW), probe('ce:GetCostForecast')])

  expect(it.found('payer')).toEqual(['ce:GetCostAndUsage ok', 'ce:GetCostForecast ok'])
  expect(it.found('data-folder')).toEqual(['writable ok', 'room ok', 'owner ok'])
  expect(it.found('clock')).toEqual(['skew ok'])
  expect(it).toMatchObject({ exitCode: 0, paidRequests: 2, fixes: [] })
  expect(readdirSync(dataDir)).toEqual([])
})

test('a missing permission is named with the policy that grants it, and the others are still asked', async () => {
  const it = await diagnose([probe('ce:A', refusal('permission', { grant: 'ce:A on *' })), probe('ce:B')])

  expect(it.found('payer')).toEqual(['ce:A failed', 'ce:B ok'])
  expect(it.fixes).toEqual(['Grant ce:A on * (docs/permissions/test.json).'])
  expect(it.exitCode).toBe(77)
})

test('wrong credentials are told once', async () => {
  const it = await diagnose([probe('ce:A', refusal('auth', { vendorCode: 'ExpiredToken' })), probe('ce:B')])

  expect(it.found('payer')).toEqual(['ce:A failed', 'ce:B skipped'])
  expect(it).toMatchObject({ exitCode: 77, paidRequests: 1 })
  expect(it.checks.find(({ check }) => check === 'ce:A')?.message).toMatch(/ExpiredToken.*#collect-auth/)
})

test.each([
  ['not_enabled', 77, 'failed', /Switch it on/],
  ['upstream', 69, 'failed', /network/],
  ['throttled', 69, 'failed', /Ask again later/],
  ['bad_request', 69, 'failed', /Correct the setting/],
  ['no_data', 0, 'warning', /no data yet/],
] as const)('%s: exit %i, %s', async (kind, exitCode, state, fix) => {
  const it = await diagnose([probe('ce:A', refusal(kind))])

  expect(it.found('payer')).toEqual([`ce:A ${state}`])
  expect(it.fixes.join()).toMatch(fix)
  expect(it.exitCode).toBe(exitCode)
})

test.each([
  ['2026-11-23T12:00:20Z', 'ok', '20 s behind the cloud', 0],
  ['2026-11-23T11:58:00Z', 'warning', '120 s ahead of the cloud', 0],
  ['2026-11-23T13:00:00Z', 'failed', '3600 s behind the cloud', 77],
])('a cloud that says %s: %s', async (serverTime, state, message, exitCode) => {
  const it = await diagnose([probe('ce:A', serverTime)])

  expect(it.checks.find(({ subject }) => subject === 'clock')).toMatchObject({ state, message })
  expect(it.exitCode).toBe(exitCode)
})

test('a probe of a part that is switched off is not asked', async () => {
  const it = await diagnose([{ ...probe('ce:A'), enabled: () => false }])

  expect(it.found('payer')).toEqual(['permissions skipped'])
})

test('a wrong setting is graver than a refusal', async () => {
  const it = await diagnose([probe('ce:A')], { settings: { maxRequests: 'many' } })

  expect(it.found('payer')).toEqual(['settings failed'])
  expect(it.exitCode).toBe(78)
})

test('little room is a warning', async () => {
  const it = await diagnose([], { freeBytes: 100 * 1024 ** 2 })

  expect(it.found('data-folder')).toEqual(['writable ok', 'room warning', 'owner ok'])
  expect(it.exitCode).toBe(0)
})

test('a folder that cannot be made is told with its reason', async () => {
  const file = join(dataDir, 'file')
  writeFileSync(file, '')
  const it = await diagnose([], { dataDir: join(file, 'data') })

  expect(it.found('data-folder')[0]).toBe('writable failed')
  expect(it.exitCode).toBe(73)
})
