import { monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { CollectWindow, PlanContext } from '../collector.ts'
import { openS3, type S3 } from './client.ts'
import type { Settings } from './settings.ts'

/** The manifest that counts for a billing month: of several runs the newest. */
export interface ManifestObject {
  readonly key: string
  /** `YYYY-MM` */
  readonly month: string
  readonly etag: string
  readonly modified: Date
}

const Listed = z.object({
  Contents: z.array(z.object({ Key: z.string(), ETag: z.string(), LastModified: z.date() })).default([]),
  IsTruncated: z.boolean().optional(),
  NextContinuationToken: z.string().optional(),
})
const PAGES_MAX = 1000

/** Data Exports: one folder a month, and one a run where runs are kept. */
const EXPORT = /\/billing_period=(\d{4}-\d{2})\/(?:[^/]+\/)?[^/]+-manifest\.json$/i
/** Legacy CUR: the manifest of the newest run stands beside the folders of the runs. */
const REPORT = /\/(\d{4})(\d{2})01-\d{8}\/[^/]+-manifest\.json$/i

/**
 * A window a billing month. Its version changes whenever its manifest is written, which AWS does last: without an
 * execution id the content alone would not tell.
 */
export async function exportMonths(settings: Settings, context: PlanContext): Promise<CollectWindow[]> {
  const oldest = monthStart(context.today, -settings.months).slice(0, 7)
  const manifests = await listManifests(await openS3(settings, context), settings)
  if (manifests.length === 0) {
    throw new CollectError(
      'no_data',
      `there is no manifest under s3://${settings.bucket}/${rootOf(settings)}. AWS writes the first within 24 hours of the export's creation; else check bucket, prefix and exportName`,
    )
  }
  return manifests
    .filter(({ month }) => month >= oldest)
    .map((manifest) => {
      const since = `${manifest.month}-01`
      return { key: manifest.month, since, until: monthStart(since, 1), version: versionOf(manifest) }
    })
}

/** The manifest of one month, as it stands now; undefined where there is none. */
export async function findManifest(
  s3: S3,
  settings: Settings,
  month: string,
): Promise<ManifestObject | undefined> {
  const root = rootOf(settings)
  // Both spellings occur; the last is a legacy report's.
  const folders = [
    `metadata/BILLING_PERIOD=${month}/`,
    `metadata/billing_period=${month}/`,
    `${month.replace('-', '')}01-`,
  ]
  for (const folder of folders) {
    const found = newestOf(await list(s3, settings.bucket, `${root}${folder}`)).get(month)
    if (found !== undefined) return found
  }
  return undefined
}

export function versionOf({ key, etag, modified }: ManifestObject): string {
  return `${key.split('/').slice(-2).join('/')} ${etag} ${modified.toISOString()}`
}

async function listManifests(s3: S3, settings: Settings): Promise<ManifestObject[]> {
  const root = rootOf(settings)
  const exported = await list(s3, settings.bucket, `${root}metadata/`)
  const found = exported.length > 0 ? exported : await list(s3, settings.bucket, root)
  return [...newestOf(found).values()]
}

type Objects = z.output<typeof Listed>['Contents']

function newestOf(objects: Objects): Map<string, ManifestObject> {
  const newest = new Map<string, ManifestObject>()
  for (const { Key: key, ETag: etag, LastModified: modified } of objects) {
    const month = monthOf(key)
    if (month === undefined) continue
    const manifest = { key, month, etag, modified }
    const other = newest.get(month)
    if (other === undefined || isNewer(manifest, other)) newest.set(month, manifest)
  }
  return newest
}

function monthOf(key: string): string | undefined {
  const [, year, month] = REPORT.exec(key) ?? []
  return EXPORT.exec(key)?.[1] ?? (year === undefined ? undefined : `${year}-${month}`)
}

/** Folder of the export, with a slash behind it. */
export function rootOf({ prefix, exportName }: Settings): string {
  return prefix === '' ? `${exportName}/` : `${prefix}/${exportName}/`
}

function isNewer(a: ManifestObject, b: ManifestObject): boolean {
  const difference = a.modified.getTime() - b.modified.getTime()
  return difference === 0 ? a.key > b.key : difference > 0
}

async function list({ ask, sdk }: S3, bucket: string, prefix: string) {
  const found: Objects = []
  let token: string | undefined
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const command = new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token })
    const answer = await ask(
      'ListBucket',
      (client, abortSignal) => client.send(command, { abortSignal }),
      Listed,
    )
    found.push(...answer.Contents.filter(({ Key }) => Key.toLowerCase().endsWith('-manifest.json')))
    token = answer.IsTruncated === true ? answer.NextContinuationToken : undefined
    if (token === undefined) break
  }
  return found
}

/** True while AWS writes: the data of an overwritten run is newer than the manifest that names it. */
export function isBeingWritten(manifest: ManifestObject, data: Date): boolean {
  return data.getTime() > manifest.modified.getTime() + 1000
}
