import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { S3 } from './client.ts'

export interface RemoteFile {
  readonly bucket: string
  readonly key: string
  readonly etag: string
  readonly bytes: number
  readonly modified: Date
}

const Head = z.object({ ETag: z.string(), ContentLength: z.int(), LastModified: z.date() })

/** What lies in the bucket, without its content. */
export async function headFile({ ask, sdk }: S3, bucket: string, key: string): Promise<RemoteFile> {
  const command = new sdk.HeadObjectCommand({ Bucket: bucket, Key: key })
  const head = await ask('GetObject', (client, abortSignal) => client.send(command, { abortSignal }), Head)
  return { bucket, key, etag: head.ETag, bytes: head.ContentLength, modified: head.LastModified }
}

/**
 * The file in `folder`, whole: streamed to disk, taken up where an earlier attempt or run broke off, its size checked.
 * A file that lies there whole does not come again. Throws CollectError.
 */
export async function downloadFile(s3: S3, file: RemoteFile, folder: string): Promise<string> {
  const path = join(folder, localName(file))
  if (sizeOf(path) === file.bytes) return path
  const draft = `${path}.part`
  if (sizeOf(draft) > file.bytes) rmSync(draft)
  if (sizeOf(draft) < file.bytes || file.bytes === 0) await fetchRest(s3, file, draft)
  const arrived = sizeOf(draft)
  if (arrived !== file.bytes) {
    rmSync(draft, { force: true })
    throw new CollectError('bad_answer', `${file.key}: ${arrived} bytes came, ${file.bytes} were announced`)
  }
  renameSync(draft, path)
  return path
}

/** Every attempt goes on behind what the one before has written. */
async function fetchRest(
  { ask, sdk }: S3,
  { bucket, key, etag, bytes }: RemoteFile,
  draft: string,
): Promise<void> {
  await ask(
    'GetObject',
    async (client, abortSignal) => {
      const from = sizeOf(draft)
      if (from >= bytes && bytes > 0) return {}
      const range = from > 0 ? { Range: `bytes=${from}-` } : {}
      const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag, ...range })
      const { Body, ETag, ContentRange } = await client.send(command, { abortSignal })
      if (ETag !== undefined && ETag !== etag)
        throw new CollectError('stale_pages', `${key} was replaced while it was read`)
      if (!(Body instanceof Readable)) throw new CollectError('bad_answer', `${key} came without content`)
      const goesOn = from > 0 && ContentRange?.startsWith(`bytes ${from}-`) === true
      await pipeline(Body, createWriteStream(draft, { flags: goesOn ? 'a' : 'w' }), { signal: abortSignal })
      if (sizeOf(draft) < bytes)
        throw new CollectError('upstream', `${key} broke off after ${sizeOf(draft)} of ${bytes} bytes`)
      return {}
    },
    z.object({}),
  )
}

/** Its own for every content, ending as the file does, so that leftovers of another run are never taken for it. */
function localName({ key, etag }: RemoteFile): string {
  const mark = createHash('sha256').update(`${key} ${etag}`).digest('hex').slice(0, 12)
  return `${mark}-${basename(key)}`
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : -1
}
