import { isDay } from '@outlay/shared/period'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'

/** What an export says of one of its runs. Only the names of the files are certain: old manifests lack the rest. */
const Manifest = z.object({
  dataFormat: z.string().nullish(),
  blobCount: z.number().nullish(),
  dataRowCount: z.number().nullish(),
  exportConfig: z
    .object({
      exportName: z.string().nullish(),
      resourceId: z.string().nullish(),
      dataVersion: z.string().nullish(),
      type: z.string().nullish(),
    })
    .nullish(),
  runInfo: z
    .object({
      submittedTime: z.string().nullish(),
      runId: z.string().nullish(),
      startDate: z.string().nullish(),
      endDate: z.string().nullish(),
    })
    .nullish(),
  blobs: z
    .array(
      z.object({
        blobName: z.string().min(1),
        byteCount: z.number().nullish(),
        dataRowCount: z.number().nullish(),
      }),
    )
    .nullish(),
})

/** A run of an export that brought rows. */
export interface ExportRun {
  /** Name and version of the manifest's blob. */
  readonly manifest: string
  readonly etag: string
  /** The scope that it describes, in lower case; where it does not say so, the export's folder. */
  readonly scope: string
  /** `FocusCost`, `ActualCost`, `AmortizedCost`, … in lower case. */
  readonly type: string
  readonly exportName: string
  /** First day and, inclusive, last day. */
  readonly since: string
  readonly last: string
  readonly submitted: string
  /** Data rows of all files; null where the manifest does not count them. */
  readonly rows: number | null
  readonly files: readonly { readonly name: string; readonly bytes: number | null }[]
}

/**
 * The run that a manifest describes; null for an empty one, which says nothing about the costs that are there. Throws
 * CollectError `bad_answer` for text that is no manifest.
 */
export function readManifest(
  text: string,
  { name, etag, modified }: { readonly name: string; readonly etag: string; readonly modified: string },
): ExportRun | null {
  const parsed = Manifest.safeParse(parseJson(text))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new CollectError(
      'bad_answer',
      `${name} is no manifest of an export: ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  const { exportConfig, runInfo, blobs, dataRowCount, blobCount } = parsed.data
  const files = (blobs ?? []).filter((blob) => blob.dataRowCount !== 0)
  if (files.length === 0 || blobCount === 0 || dataRowCount === 0) return null
  const range = rangeOf(name, runInfo)
  if (range === null) return null
  const folder = runFolder(name)
  return {
    manifest: name,
    etag,
    scope: (
      /^(.*?)\/providers\/Microsoft\.CostManagement\//i.exec(exportConfig?.resourceId ?? '')?.[1] ?? folder
    ).toLowerCase(),
    type: (exportConfig?.type ?? guessType(files.map(({ blobName }) => blobName))).toLowerCase(),
    exportName: exportConfig?.exportName ?? folder,
    ...range,
    submitted: runInfo?.submittedTime ?? modified,
    rows: dataRowCount ?? sumOf(files.map((file) => file.dataRowCount)),
    files: files.map(({ blobName, byteCount }) => ({ name: blobName, bytes: byteCount ?? null })),
  }
}

function sumOf(counts: readonly (number | null | undefined)[]): number | null {
  const known = counts.filter((count) => typeof count === 'number')
  return known.length === counts.length ? known.reduce((sum, count) => sum + count, 0) : null
}

/** The manifest's folder without what differs from run to run: the time it ran and the run's id. */
export function runFolder(name: string): string {
  return name
    .split('/')
    .slice(0, -1)
    .filter((part) => !/^\d{12}$/.test(part) && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part))
    .join('/')
}

type Range = Pick<ExportRun, 'since' | 'last'>

/** From the run itself, else from the folder `20261001-20261031` that every export has. */
function rangeOf(
  name: string,
  run:
    | { readonly startDate?: string | null | undefined; readonly endDate?: string | null | undefined }
    | null
    | undefined,
): Range | null {
  const [, from = '', to = ''] = /(?:^|\/)(\d{8})-(\d{8})(?:\/|$)/.exec(name) ?? []
  const dashed = (text: string) => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  const since = run?.startDate?.slice(0, 10) ?? dashed(from)
  const last = run?.endDate?.slice(0, 10) ?? dashed(to)
  return isDay(since) && isDay(last) && since <= last ? { since, last } : null
}

/** Before manifests named the type, folders were all that did. */
function guessType(names: readonly string[]): string {
  const name = names.join(' ').toLowerCase()
  return name.includes('focus') ? 'FocusCost' : /amorti[sz]ed/.test(name) ? 'AmortizedCost' : 'ActualCost'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
