import { gunzipSync } from 'node:zlib'
import { addDays, monthStart } from '@outlay/shared/period'
import type { FakeBlobs } from './blob.ts'

/** One run of a cost export as Azure writes it. */
export interface ExportDraft {
  readonly container: string
  readonly folder: string
  readonly name: string
  /** `FocusCost`, `ActualCost`, `AmortizedCost`. */
  readonly type: string
  readonly scope: string
  /** `YYYY-MM`; or first and last day. */
  readonly month: string
  readonly range?: readonly [string, string]
  /** When it ran, `YYYYMMDDhhmm`; empty where the export writes over its run before. */
  readonly run: string
  readonly files: readonly (string | Buffer)[]
  readonly ending: string
  /** Rows that the manifest tells, where they are not those of the files. */
  readonly rows?: number
}

const DEFAULTS: Omit<ExportDraft, 'container' | 'folder'> = {
  name: 'focus-daily',
  type: 'FocusCost',
  scope: '/subscriptions/11111111-1111-4111-8111-111111111111',
  month: '2026-10',
  run: '202611230300',
  files: ['BilledCost,BillingAccountId\n1.5,8611537\n'],
  ending: '.csv',
}

/** Writes the files of a run, the manifest last, and returns the manifest's name in the container. */
export async function putExport(
  blobs: Pick<FakeBlobs, 'put'>,
  draft: Partial<ExportDraft> & Pick<ExportDraft, 'container' | 'folder'>,
): Promise<string> {
  const run = { ...DEFAULTS, ...draft }
  const [first, last] = run.range ?? [`${run.month}-01`, addDays(monthStart(`${run.month}-01`, 1), -1)]
  const id = '00000000-0000-4000-8000-000000000001'
  const days = `${first}-${last}`.replace(/^(\d+)-(\d+)-(\d+)-(\d+)-(\d+)-(\d+)$/, '$1$2$3-$4$5$6')
  const path = [run.folder, run.name, days, ...(run.run === '' ? [] : [run.run, id])].join('/')
  const files = run.files.map((content, index) => ({
    name: `${path}/${String(index + 1).padStart(6, '0')}${run.ending}`,
    content,
  }))
  for (const { name, content } of files) await blobs.put(`${run.container}/${name}`, content)
  const manifest = manifestOf(run, files, { id, first, last })
  await blobs.put(`${run.container}/${path}/manifest.json`, JSON.stringify(manifest))
  return `${path}/manifest.json`
}

interface ExportFile {
  readonly name: string
  readonly content: string | Buffer
}

function manifestOf(
  run: ExportDraft,
  files: readonly ExportFile[],
  { id, first, last }: { readonly id: string; readonly first: string; readonly last: string },
): object {
  const counts = files.map(({ content }) => rowsOf(content))
  const total = counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const rows = run.rows ?? total
  return {
    manifestVersion: '2024-04-01',
    byteCount: files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0),
    blobCount: files.length,
    dataRowCount: rows,
    exportConfig: {
      exportName: run.name,
      resourceId: `${run.scope}/providers/Microsoft.CostManagement/exports/${run.name}`,
      dataVersion: '1.0',
      apiVersion: '2023-07-01-preview',
      type: run.type,
      timeFrame: 'MonthToDate',
      granularity: 'Daily',
    },
    deliveryConfig: {
      partitionData: true,
      dataOverwriteBehavior: run.run === '' ? 'OverwritePreviousReport' : 'CreateNewReport',
    },
    runInfo: {
      executionType: 'Scheduled',
      submittedTime: `${(run.run === '' ? '202611230300' : run.run).replace(/^(....)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5')}:00Z`,
      runId: id,
      startDate: `${first}T00:00:00`,
      endDate: `${last}T00:00:00`,
    },
    blobs: files.map(({ name, content }, index) => ({
      blobName: name,
      byteCount: Buffer.byteLength(content),
      dataRowCount: rows === 0 ? 0 : counts[index],
      headerRowCount: 1,
    })),
  }
}

/** Lines behind the header; null for what is no text. */
function rowsOf(content: string | Buffer): number | null {
  if (typeof content === 'string') return content.trimEnd().split('\n').length - 1
  const isGzip = content[0] === 0x1f && content[1] === 0x8b
  return isGzip ? rowsOf(gunzipSync(content).toString('utf8')) : null
}
