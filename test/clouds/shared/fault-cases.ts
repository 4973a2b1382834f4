import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { worldOf as awsWorld } from '../aws/company-world.ts'
import type { Fault as AwsFault } from '../aws/faults.ts'
import { startFakeAws } from '../aws/server.ts'
import { worldOf as azureWorld } from '../azure/company-world.ts'
import { type AzureFault, THROTTLES } from '../azure/faults.ts'
import { startFakeAzure } from '../azure/server.ts'
import { worldOf as gcpWorld } from '../gcp/company-world.ts'
import type { Fault as GcpFault } from '../gcp/faults.ts'
import { startFakeGcp } from '../gcp/server.ts'
import type { SourceEntry } from './cloud.ts'
import type { Company } from './company-types.ts'

/** A fake cloud that fails on command, and the source that collects costs from it. */
export interface Target {
  readonly source: SourceEntry
  /** Requests for costs, counted from the next one, that meet the fault. */
  fail(requests: readonly number[]): void
  /** Requests for costs so far. */
  exposed(): number
  /** Of any kind. */
  requests(): number
  close(): Promise<void>
}

export interface FaultCase {
  readonly cloud: string
  readonly name: string
  start(company: Company): Promise<Target>
}

const AWS: readonly (readonly [string, AwsFault])[] = [
  ['throttled', 'limit-exceeded'],
  ['429 with Retry-After in seconds', { tooManyRequests: { retryAfterSeconds: 2 } }],
  ['429 without Retry-After', { tooManyRequests: { retryAfterSeconds: null } }],
  ['429 that asks for an hour', { tooManyRequests: { retryAfterSeconds: 3600 } }],
  ['internal error', 'internal'],
  ['503', 'unavailable'],
  ['a page of HTML', 'html'],
  ['answer cut off', 'truncated'],
  ['connection broken', 'hang-up'],
  ['access denied', 'access-denied'],
  ['not switched on', 'not-enabled'],
  ['unknown key', 'unknown-key'],
  ['session expired', 'expired-token'],
  ['validation', 'validation'],
  ['page token unknown', 'invalid-next-token'],
  ['question changed between pages', 'request-changed'],
  ['page token that never changes', 'looping-token'],
  ['every row twice', 'repeated-groups'],
  ['rows backwards', 'reordered'],
  ['amount as a number', 'number-amount'],
]

const GCP: readonly (readonly [string, GcpFault])[] = [
  ['rate limit', 'rate-limit-exceeded'],
  ['quota', 'quota-exceeded'],
  ['429 with Retry-After', { retry: { status: 429, headers: { 'retry-after': '2' } } }],
  ['503 with Retry-After', { retry: { status: 503, headers: { 'retry-after': '2' } } }],
  ['internal error', 'internal'],
  ['503', 'unavailable'],
  ['a page of HTML', 'html'],
  ['answer cut off', 'truncated'],
  ['connection broken', 'hang-up'],
  ['answer lost', 'lost-answer'],
  ['permission denied', 'permission-denied'],
  ['API switched off', 'service-disabled'],
  ['token expired', 'expired-token'],
  ['table not there', 'not-found'],
]

const AZURE: readonly (readonly [string, AzureFault])[] = [
  ...Object.entries(THROTTLES).map(([form, throttled]) => [`429, wait told by ${form}`, { throttled }] as const),
  ['429 without a wait', { throttled: {} }],
  [
    '429 that asks for an hour',
    { throttled: { 'x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after': '3600' } },
  ],
  ['internal error', 'server-error'],
  ['503', 'unavailable'],
  ['a page of HTML', 'html'],
  ['answer cut off', 'truncated'],
  ['connection broken', 'hang-up'],
  ['an answer without content', 'no-content'],
  ['an empty object', 'empty-object'],
  ['401 that means RBAC', 'rbac-401'],
  ['403', 'forbidden'],
  ['token expired', 'expired-token'],
  ['token invalid', 'invalid-token'],
  ['page link that comes again', 'looping-link'],
  ['page link to another host', 'foreign-link'],
  ['every row twice', 'repeated-rows'],
  ['rows and columns backwards', 'reordered'],
  ['rows of another month', 'foreign-rows'],
  ['amount that is no number', 'text-cost'],
]

export const faultCases: readonly FaultCase[] = [
  ...AWS.map(([name, fault]) => ({
    cloud: 'AWS Cost Explorer',
    name,
    start: (company: Company) => startAws(company, fault),
  })),
  ...GCP.map(([name, fault]) => ({
    cloud: 'BigQuery',
    name,
    start: (company: Company) => startGcp(company, fault),
  })),
  ...AZURE.map(([name, fault]) => ({
    cloud: 'Azure Cost Management',
    name,
    start: (company: Company) => startAzure(company, fault),
  })),
]

async function startAws(company: Company, fault: AwsFault): Promise<Target> {
  const fake = await startFakeAws({ ...awsWorld(company), pageSize: 60 })
  const more = { groupings: false, advice: false, billingAccount: company.bills.aws.billingAccount }
  return {
    source: { id: 'aws', type: 'aws-cost-explorer', endpoint: fake.url, ...more },
    fail: (requests) => fake.script(scriptOf(requests, fault)),
    exposed: () => fake.calls.length,
    requests: () => fake.calls.length,
    close: fake.close,
  }
}

async function startAzure(company: Company, fault: AzureFault): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-fault-'))
  const token = 'a-token-of-the-fake'
  const [caFile, tokenFile] = [join(folder, 'ca.pem'), join(folder, 'token')]
  const fake = await startFakeAzure({ company: azureWorld(company), token, today: company.today, pageSize: 20 })
  writeFileSync(caFile, fake.ca)
  writeFileSync(tokenFile, token)
  const scope = `providers/Microsoft.Billing/billingAccounts/${company.bills.azure.billingAccount}`
  return {
    source: { id: 'azure', type: 'azure-cost-management', scope, endpoint: fake.url, caFile, tokenFile },
    fail: (requests) => fake.script('query', scriptOf(requests, fault)),
    exposed: () => fake.requests.filter(({ operation }) => operation === 'query').length,
    requests: () => fake.requests.length,
    async close() {
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startGcp(company: Company, fault: GcpFault): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-fault-'))
  const project = 'pinemoor-billing'
  const token = 'a-token-of-the-fake'
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, token)
  const fake = await startFakeGcp({ ...gcpWorld(company, project), token, pageSize: 40 })
  return {
    source: { id: 'gcp', type: 'gcp-bigquery', project, dataset: 'billing', endpoint: fake.url, tokenFile },
    fail: (requests) => fake.script(scriptOf(requests, fault)),
    exposed: () => fake.calls.length,
    requests: () => fake.calls.length,
    async close() {
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function scriptOf<F>(requests: readonly number[], fault: F): (F | null)[] {
  return Array.from({ length: Math.max(0, ...requests) }, (_, index) =>
    requests.includes(index + 1) ? fault : null,
  )
}
