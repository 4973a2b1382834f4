import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { S3_KEYS, startFakeS3 } from '../clouds/aws/s3.ts'
import { startFakeBlobs } from '../clouds/azure/blob.ts'
import { putExport } from '../clouds/azure/exports.ts'

/** The ids of the sources. */
export const STORES = ['s3', 'blob'] as const
export type Store = (typeof STORES)[number]

export interface ExportStores {
  /** A config file with a source a store. */
  readonly config: string
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

const EXPORT = 'bench-focus'
const CONTAINER = 'exports'

/** The same files as an AWS data export in S3 (s3rver) and as an Azure cost export in Blob Storage (Azurite), on loopback. */
export async function startStores(
  folder: string,
  month: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<ExportStores> {
  const s3 = await startS3(month, files)
  const blobs = await startBlobs(folder, month, files)
  const config = join(folder, 'outlay.config.yaml')
  writeFileSync(config, `sources: ${JSON.stringify([s3.source, blobs.source])}\n`)
  return {
    config,
    env: S3_KEYS,
    async close() {
      await Promise.all([s3.close(), blobs.close()])
    },
  }
}

async function startS3(month: string, files: ReadonlyMap<string, Buffer>) {
  const s3 = await startFakeS3()
  const root = `bench/${EXPORT}`
  const keys = new Map(
    [...files].map(([name, content]) => [`${root}/data/BILLING_PERIOD=${month}/${name}`, content]),
  )
  for (const [key, content] of keys) await s3.put(key, content)
  const manifest = {
    executionId: month,
    columns: [{ name: 'BilledCost' }],
    dataFiles: [...keys.keys()].map((key) => `s3://${s3.bucket}/${key}`),
  }
  await s3.put(`${root}/metadata/BILLING_PERIOD=${month}/${EXPORT}-Manifest.json`, JSON.stringify(manifest))
  const place = { bucket: s3.bucket, prefix: 'bench', exportName: EXPORT, region: 'us-east-1' }
  return {
    source: { id: STORES[0], type: 'aws-data-export', ...place, endpoint: s3.url },
    close: s3.close,
  }
}

async function startBlobs(folder: string, month: string, files: ReadonlyMap<string, Buffer>) {
  const blobs = await startFakeBlobs()
  const [caFile, tokenFile] = [join(folder, 'blob-ca.pem'), join(folder, 'blob-token')]
  writeFileSync(caFile, blobs.ca)
  writeFileSync(tokenFile, blobs.token, { mode: 0o600 })
  await blobs.createContainer(CONTAINER)
  await putExport(blobs, {
    container: CONTAINER,
    folder: 'bench',
    name: EXPORT,
    month,
    files: [...files.values()],
    ending: '.csv.gz',
  })
  const place = { storageAccount: blobs.account, container: CONTAINER, folder: 'bench' }
  return {
    source: { id: STORES[1], type: 'azure-export', ...place, endpoint: blobs.url, caFile, tokenFile },
    close: blobs.close,
  }
}
