import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudOptions, RunningCloud } from '../shared/cloud.ts'
import type { Company } from '../shared/company-types.ts'
import { worldOf } from './company-world.ts'
import { startFakeGcp } from './server.ts'

const TOKEN = 'a-token-of-the-fake'
const PROJECT = 'pinemoor-billing'

/** Google Cloud on loopback with the company's bill in BigQuery, its projects, machines and prices behind it. */
export async function startGcpCloud(company: Company, { folder }: CloudOptions): Promise<RunningCloud> {
  const fake = await startFakeGcp({ ...worldOf(company, PROJECT), token: TOKEN })
  const tokenFile = join(folder, 'gcp-token')
  writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 })
  const connection = { endpoint: fake.url, tokenFile }
  return {
    provider: 'gcp',
    sources: [
      { id: 'gcp-costs', type: 'gcp-bigquery', project: PROJECT, dataset: 'billing', ...connection },
      { id: 'gcp-accounts', type: 'gcp-billing', ...connection },
      { id: 'gcp-usage', type: 'gcp-utilization', ...connection },
    ],
    env: {},
    requests: () => fake.calls.length,
    close: fake.close,
  }
}
