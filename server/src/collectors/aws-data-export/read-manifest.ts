import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { S3 } from './client.ts'
import { type ManifestObject, rootOf } from './manifests.ts'
import type { Settings } from './settings.ts'

/**
 * Of Data Exports `dataFiles`, of legacy CUR `reportKeys`: addresses (`s3://bucket/key`) or keys. Everything else in a
 * manifest is of no account here: columns are found by the files' own headers.
 */
const Manifest = z
  .looseObject({
    dataFiles: z.array(z.string().min(1)).optional(),
    reportKeys: z.array(z.string().min(1)).optional(),
    bucket: z.string().optional(),
  })
  .refine(({ dataFiles, reportKeys }) => dataFiles !== undefined || reportKeys !== undefined, {
    error: 'neither dataFiles nor reportKeys',
  })

const MANIFEST_BYTES_MAX = 16 * 1024 * 1024
const Body = z.object({
  ETag: z.string().optional(),
  ContentLength: z.int().max(MANIFEST_BYTES_MAX, 'larger than any manifest').optional(),
  text: z.string(),
})
const READABLE = /\.(csv|csv\.gz|parquet)$/i

/** Keys of the data files that a manifest names, each once. Throws CollectError. */
export async function readManifest(
  { ask, sdk }: S3,
  settings: Settings,
  { key, etag }: ManifestObject,
): Promise<string[]> {
  const command = new sdk.GetObjectCommand({ Bucket: settings.bucket, Key: key, IfMatch: etag })
  const answer = await ask(
    'GetObject',
    async (client, abortSignal) => {
      const { Body: body, ...head } = await client.send(command, { abortSignal })
      return { ...head, text: (await body?.transformToString('utf8')) ?? '' }
    },
    Body,
  )
  if (answer.ETag !== undefined && answer.ETag !== etag)
    throw new CollectError('stale_pages', `${key} was replaced while it was read`)
  const manifest = Manifest.safeParse(parse(answer.text))
  if (!manifest.success) {
    const issue = manifest.error.issues[0]
    throw new CollectError('bad_answer', `${key} is no manifest that Outlay knows: ${issue?.message}`)
  }
  const { dataFiles, reportKeys, bucket } = manifest.data
  const keys = (dataFiles ?? reportKeys ?? []).map((file) => keyOf(file, bucket, settings, key))
  return [...new Set(keys)].toSorted()
}

/** Throws for a file elsewhere: credentials read the export, not what a manifest may point to. */
function keyOf(file: string, bucket: string | undefined, settings: Settings, manifest: string): string {
  const [, inBucket, inKey] = /^s3:\/\/([^/]+)\/(.+)$/.exec(file) ?? [null, bucket ?? settings.bucket, file]
  const key = (inKey ?? '').replace(/^\//, '')
  if (inBucket !== settings.bucket || !key.startsWith(rootOf(settings)) || key.split('/').includes('..'))
    throw new CollectError('bad_answer', `${manifest} names ${file}, which is not in this export`)
  if (!READABLE.test(key)) {
    throw new CollectError(
      'bad_request',
      `${key} cannot be read. Choose gzip or Parquet as the compression of the export`,
    )
  }
  return key
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
