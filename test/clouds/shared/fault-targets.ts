import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { worldOf as awsWorld } from '../aws/company-world.ts'
import type { Fault as AwsFault } from '../aws/faults.ts'
import { startFakeAws } from '../aws/server.ts'
import { worldOf as azureWorld } from '../azure/company-world.ts'
import type { AzureFault } from '../azure/faults.ts'
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

export async function startAws(company: Company, fault: AwsFault): Promise<Target> {
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

export async function startAzure(company: Company, fault: AzureFault): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-fault-'))
  const token = 'a-token-of-the-fake'
  const [caFile, tokenFile] = [join(folder, 'ca.pem'), join(folder, 'token')]
  const fake = await startFakeAzure({
    company: azureWorld(company),
    token,
    today: company.today,
    pageSize: 20,
  })
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

export async function startGcp(company: Company, fault: GcpFault): Promise<Target> {
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

/** Faults for the requests of those numbers, the first is 1. */
export function scriptOf<F>(requests: readonly number[], fault: F): (F | null)[] {
  return Array.from({ length: Math.max(0, ...requests) }, (_, index) =>
    requests.includes(index + 1) ? fault : null,
  )
}
