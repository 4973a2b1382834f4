import { z } from 'zod'
import type { CallContext } from '../collector.ts'
import { openS3, type S3 } from './client.ts'
import { headFile } from './download.ts'
import { rootOf } from './manifests.ts'
import type { Settings } from './settings.ts'

const FirstKey = z.object({ Contents: z.array(z.object({ Key: z.string() })).default([]) })

export async function probeList(config: Settings, context: CallContext) {
  const s3 = await openS3(config, context)
  await firstKey(s3, config)
  return answered(s3)
}

/** Whatever file of the export comes first; without one there is nothing to prove. */
export async function probeRead(config: Settings, context: CallContext) {
  const s3 = await openS3(config, context)
  const key = await firstKey(s3, config)
  if (key === undefined) return { note: `nothing lies under s3://${config.bucket}/${rootOf(config)} yet` }
  await headFile(s3, config.bucket, key)
  return answered(s3)
}

async function firstKey({ ask, sdk }: S3, config: Settings): Promise<string | undefined> {
  const command = new sdk.ListObjectsV2Command({ Bucket: config.bucket, Prefix: rootOf(config) })
  const answer = await ask(
    'ListBucket',
    (client, abortSignal) => client.send(command, { abortSignal }),
    FirstKey,
  )
  return answer.Contents[0]?.Key
}

function answered(s3: S3): { serverTime?: Date } {
  const serverTime = s3.serverTime()
  return serverTime === undefined ? {} : { serverTime }
}
