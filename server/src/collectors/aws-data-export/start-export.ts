import { onTestFinished } from 'vitest'
import { type FakeS3, S3_KEYS, startFakeS3 } from '../../../../test/clouds/aws/s3.ts'
import type { CollectWindow } from '../collector.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { awsDataExport } from './index.ts'

const [costs] = awsDataExport.parts
export const HEADER = 'BilledCost,BillingPeriodStart\n'
export const DATA = 'exports/focus/data/BILLING_PERIOD=2026-10/focus-00001.csv.gz'
export const MANIFEST = 'exports/focus/metadata/BILLING_PERIOD=2026-10/focus-Manifest.json'

/** October as an export of one file of 5,000 bytes that is overwritten in place. */
export async function october(
  s3: FakeS3,
  bytes = 5_000,
  files: readonly string[] = [`s3://exports/${DATA}`],
) {
  await s3.put(DATA, HEADER.padEnd(bytes, 'x'))
  await s3.put(MANIFEST, JSON.stringify({ executionId: 'run', dataFiles: files, columns: [] }))
}

/** For tests: an empty bucket, and how to plan and read it. */
export async function start(settings: object = {}) {
  const s3 = await startFakeS3()
  onTestFinished(() => s3.close())
  const config = awsDataExport.config.parse({
    bucket: s3.bucket,
    prefix: 'exports/',
    exportName: 'focus',
    region: 'us-east-1',
    endpoint: s3.url,
    ...settings,
  })
  const newRun = (options: TestOptions = {}) => {
    const run = testRun(
      { key: '2026-10', since: '2026-10-01', until: '2026-11-01' },
      { env: S3_KEYS, ...options },
    )
    onTestFinished(run.remove)
    return run
  }
  return {
    s3,
    newRun,
    windows: async (): Promise<readonly CollectWindow[]> =>
      [...((await costs?.windows(config, newRun().plan)) ?? [])].toSorted((a, b) =>
        a.key.localeCompare(b.key),
      ),
    async collect(run = newRun()) {
      if (costs === undefined) throw new Error('no part')
      return { ...(await collectPart(costs, config, run)), run }
    },
  }
}
