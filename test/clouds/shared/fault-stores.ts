import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { monthStart } from '@outlay/shared/period'
import { deliverExport, EXPORT_NAME } from '../aws/focus-export.ts'
import { type FakeS3, type S3Fault, startFakeS3 } from '../aws/s3.ts'
import { startFakeBlobs } from '../azure/blob.ts'
import { type BlobFault, startBlobProxy } from '../azure/blob-proxy.ts'
import { exportedMonths } from '../azure/company-world.ts'
import { putExport } from '../azure/exports.ts'
import type { Company } from './company-types.ts'
import { scriptOf, type Target } from './fault-targets.ts'

/** A file is written anew, the same lines in another order, after it was listed and before it is read. */
export type Replaced = 'replaced'

const DOWNLOAD = /^GET .*\.csv\.gz$/

export async function startS3(company: Company, fault: S3Fault | Replaced): Promise<Target> {
  const s3 = await startFakeS3()
  await deliverExport(s3, company.bills.aws, monthStart(company.today, -1))
  const meets = fault === 'replaced' ? (key: string) => replaceObject(s3, key) : fault
  return {
    source: {
      id: 's3',
      type: 'aws-data-export',
      bucket: s3.bucket,
      prefix: 'exports',
      exportName: EXPORT_NAME,
      region: 'us-east-1',
      endpoint: s3.url,
    },
    fail: (requests) => s3.script(scriptOf(requests, meets), DOWNLOAD),
    exposed: () => s3.requests.filter((name) => DOWNLOAD.test(name)).length,
    requests: () => s3.requests.length,
    close: s3.close,
  }
}

/** As AWS overwrites an export in place: the data, then the manifest. */
async function replaceObject(s3: FakeS3, key: string): Promise<void> {
  const answer = await fetch(`${s3.url}/${s3.bucket}/${key}`, { headers: { 'x-test': 'read' } })
  await s3.put(key, gzipSync(reordered(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString())))
  const manifest = key.replace('/data/', '/metadata/').replace(/-\d{5}\.csv\.gz$/, '-Manifest.json')
  const text = await fetch(`${s3.url}/${s3.bucket}/${manifest}`, { headers: { 'x-test': 'read' } })
  await s3.put(manifest, await text.text())
}

export async function startBlob(company: Company, fault: BlobFault | Replaced): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-fault-'))
  const blobs = await startFakeBlobs()
  const proxy = await startBlobProxy(blobs)
  const [caFile, tokenFile] = [join(folder, 'ca.pem'), join(folder, 'token')]
  writeFileSync(caFile, proxy.ca)
  writeFileSync(tokenFile, blobs.token)
  const container = 'cost-exports'
  await blobs.createContainer(container)
  const contents = new Map<string, string>()
  for (const { month, csv } of exportedMonths(company)) {
    const files = halvesOf(csv)
    const manifest = await putExport(blobs, {
      ...{ container, folder: 'cost', name: 'ActualCost', type: 'ActualCost', month, files },
    })
    for (const [index, content] of files.entries())
      contents.set(`${container}/${manifest.replace('manifest.json', `00000${index + 1}.csv`)}`, content)
  }
  const replace = (path: string) => blobs.put(path, reordered(contents.get(path) ?? ''))
  return {
    source: {
      id: 'blob',
      type: 'azure-export',
      storageAccount: blobs.account,
      container,
      folder: 'cost',
      endpoint: proxy.url,
      caFile,
      tokenFile,
    },
    fail: (requests) => proxy.script(scriptOf(requests, fault === 'replaced' ? replace : fault)),
    exposed: proxy.downloads,
    requests: proxy.requests,
    async close() {
      await proxy.close()
      await blobs.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The last two lines change places: as long as before, and another file. */
function reordered(text: string): string {
  const lines = text.split('\n')
  const last = lines.findLastIndex((line) => line !== '')
  const [a = '', b = ''] = lines.slice(last - 1, last + 1)
  return [...lines.slice(0, last - 1), b, a, ...lines.slice(last + 1)].join('\n')
}

function halvesOf(csv: string): string[] {
  const [header, ...lines] = csv.trimEnd().split('\n')
  const half = Math.ceil(lines.length / 2)
  return [lines.slice(0, half), lines.slice(half)].map((own) => `${[header, ...own].join('\n')}\n`)
}
