import { CollectError } from '../collect-error.ts'
import {
  type CollectContext,
  type Collected,
  type CollectWindow,
  defineCollector,
  type PlanContext,
} from '../collector.ts'
import { openS3 } from './client.ts'
import { downloadFile, headFile, type RemoteFile } from './download.ts'
import { exportMonths, findManifest, isBeingWritten, versionOf } from './manifests.ts'
import { probeList, probeRead } from './probes.ts'
import { readManifest } from './read-manifest.ts'
import { type Settings, settings } from './settings.ts'

const POLICY = 'docs/permissions/aws-data-export.json'

/** FOCUS, CUR 2.0 and legacy CUR from a bucket, whole billing months by their manifests. */
export const awsDataExport = defineCollector({
  id: 'aws-data-export',
  title: 'AWS Data Exports',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'costs',
      title: 'Cost and usage lines',
      kind: 'costs',
      format: 'auto',
      windows: (config: Settings, plan: PlanContext): Promise<CollectWindow[]> => exportMonths(config, plan),
      collect: collectMonth,
    },
  ],
  probes: [
    { permission: 's3:ListBucket', purpose: 'finding the manifests', policy: POLICY, check: probeList },
    { permission: 's3:GetObject', purpose: 'reading the export', policy: POLICY, check: probeRead },
  ],
})

async function collectMonth(config: Settings, context: CollectContext): Promise<Collected> {
  const s3 = await openS3(config, context)
  const { window, folder, progress } = context
  const manifest = await findManifest(s3, config, window.key)
  if (manifest === undefined) throw new CollectError('stale_pages', `the manifest of ${window.key} went away`)
  const keys = await readManifest(s3, config, manifest)
  const remote: RemoteFile[] = []
  for (const key of keys) remote.push(await headFile(s3, config.bucket, key))
  const unfinished = remote.find(({ modified }) => isBeingWritten(manifest, modified))
  if (unfinished !== undefined)
    throw new CollectError('upstream', `AWS is writing ${window.key} just now; the next run takes it`)
  for (const [index, file] of remote.entries()) {
    progress(`${file.key.split('/').at(-1)} (${index + 1} of ${remote.length}, ${megabytes(file.bytes)} MB)`)
    context.file(await downloadFile(s3, file, folder))
  }
  const version = versionOf(manifest)
  const now = await findManifest(s3, config, window.key)
  if (now === undefined || versionOf(now) !== version)
    throw new CollectError('stale_pages', `AWS delivered ${window.key} anew while it was read`)
  return { estimated: false, version }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
