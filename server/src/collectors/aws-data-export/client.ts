import type { S3Client } from '@aws-sdk/client-s3'
import { type AwsCaller, type AwsService, awsCaller, quietAwsSdk } from '../aws-client.ts'
import type { CallContext } from '../collector.ts'
import type { Settings } from './settings.ts'

/** Requests cost fractions of a cent per thousand: they are counted, not bounded. */
const S3: AwsService = { name: 'Amazon S3', iam: 's3', concurrency: 4, paid: false, deadlineMs: 3_600_000 }

export interface S3 extends AwsCaller<S3Client> {
  readonly sdk: typeof import('@aws-sdk/client-s3')
}

export async function openS3(settings: Settings, context: CallContext): Promise<S3> {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-s3')
  // With an address of one's own the bucket is no part of the host's name.
  const forcePathStyle = settings.endpoint !== undefined
  return {
    ...awsCaller(S3, (config) => new sdk.S3Client({ ...config, forcePathStyle }), settings, context),
    sdk,
  }
}
