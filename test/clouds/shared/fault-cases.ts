import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { worldOf as awsWorld } from '../aws/company-world.ts'
import type { Fault as AwsFault } from '../aws/faults.ts'
import { startFakeAws } from '../aws/server.ts'
import { worldOf as gcpWorld } from '../gcp/company-world.ts'
import type { Fault as GcpFault } from '../gcp/faults.ts'
import { startFakeGcp } from '../gcp/server.ts'
import type { SourceEntry } from './cloud.ts'
import type { Company } from './company-types.ts'

/** A fake cloud that fails on command, and the source that collects costs from it. */
export interface Target {
  readonly source: SourceEntry
  /** Requests, counted from the next one, that meet the fault. */
  fail(requests: readonly number[]): void
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
]

async function startAws(company: Company, fault: AwsFault): Promise<Target> {
  const fake = await startFakeAws({ ...awsWorld(company), pageSize: 60 })
  const more = { groupings: false, advice: false, billingAccount: company.bills.aws.billingAccount }
  return {
    source: { id: 'aws', type: 'aws-cost-explorer', endpoint: fake.url, ...more },
    fail: (requests) => fake.script(scriptOf(requests, fault)),
    requests: () => fake.calls.length,
    close: fake.close,
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
