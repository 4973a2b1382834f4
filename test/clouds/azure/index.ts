import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudOptions, RunningCloud } from '../shared/cloud.ts'
import type { Company } from '../shared/company-types.ts'
import { type FakeBlobs, startFakeBlobs } from './blob.ts'
import { exportedMonths, worldOf } from './company-world.ts'
import { putExport } from './exports.ts'
import { startFakeAzure } from './server.ts'

const TOKEN = 'a-token-of-the-fake'
const CONTAINER = 'cost-exports'

/** Azure on loopback: the company's costs in Cost Management, its exports in Blob Storage, its machines in Resource Manager. */
export async function startAzureCloud(company: Company, { folder }: CloudOptions): Promise<RunningCloud> {
  const bill = company.bills.azure
  const fake = await startFakeAzure({ company: worldOf(company), token: TOKEN, today: company.today })
  const blobs = await startFakeBlobs()
  const close = async () => {
    await Promise.all([fake.close(), blobs.close()])
  }
  await deliverExports(blobs, company)
  const file = (name: string, content: string) => {
    const path = join(folder, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const connection = {
    endpoint: fake.url,
    caFile: file('azure-ca.pem', fake.ca),
    tokenFile: file('azure-token', `${TOKEN}\n`),
  }
  return {
    provider: 'azure',
    sources: [
      {
        id: 'azure-costs',
        type: 'azure-cost-management',
        scope: `providers/Microsoft.Billing/billingAccounts/${bill.billingAccount}`,
        billingAccountName: bill.billingAccountName,
        ...connection,
      },
      {
        id: 'azure-exports',
        type: 'azure-export',
        storageAccount: blobs.account,
        container: CONTAINER,
        folder: 'cost',
        endpoint: blobs.url,
        caFile: file('azure-blob-ca.pem', blobs.ca),
        tokenFile: file('azure-blob-token', `${blobs.token}\n`),
      },
      { id: 'azure-usage', type: 'azure-utilization', ...connection },
    ],
    env: {},
    requests: () => fake.requests.length,
    close,
  }
}

/** Native exports of the last two whole months, actual and amortized. */
async function deliverExports(blobs: FakeBlobs, company: Company): Promise<void> {
  const scope = `/providers/Microsoft.Billing/billingAccounts/${company.bills.azure.billingAccount}`
  await blobs.createContainer(CONTAINER)
  for (const { month, csv } of exportedMonths(company)) {
    for (const type of ['ActualCost', 'AmortizedCost'])
      await putExport(blobs, {
        container: CONTAINER,
        folder: 'cost',
        name: type,
        type,
        scope,
        month,
        files: [csv],
      })
  }
}
