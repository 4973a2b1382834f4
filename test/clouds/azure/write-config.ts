import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FakeBlobs } from './blob.ts'
import type { FakeAzure } from './server.ts'

/** A config file with a source of costs and one of exports, and the files of keys that they need. Returns its path. */
export function writeConfig(
  folder: string,
  { fake, blobs, container }: { fake: FakeAzure; blobs: FakeBlobs; container: string },
): string {
  const file = (name: string, content: string) => {
    const path = join(folder, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const sources = [
    {
      id: 'costs',
      type: 'azure-cost-management',
      scope: 'providers/Microsoft.Billing/billingAccounts/8611537',
      endpoint: fake.url,
      caFile: file('ca.pem', fake.ca),
      tokenFile: file('token', 'token'),
    },
    {
      id: 'exports',
      type: 'azure-export',
      storageAccount: blobs.account,
      container,
      folder: 'cost',
      endpoint: blobs.url,
      caFile: file('blob-ca.pem', blobs.ca),
      tokenFile: file('blob-token', blobs.token),
    },
  ]
  // JSON is YAML too
  return file('outlay.config.yaml', JSON.stringify({ sources }))
}
