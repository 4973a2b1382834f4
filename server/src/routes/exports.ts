import { toDay } from '@outlay/shared/period'
import type { Context } from 'hono'
import type { AppEnv } from '../http/app-env.ts'
import { etagOf, setEtag, unchanged } from '../http/etag.ts'
import { withAsk } from '../queries/ask.ts'
import { readDataVersion } from '../queries/data-state.ts'
import { answerExport, EXPORT_TYPES, type ExportFile, ExportParams } from '../queries/export.ts'
import { readParams } from '../queries/params.ts'
import type { AppDeps } from './deps.ts'
import { inReportCurrency } from './report-default.ts'
import type { Route } from './route.ts'

export const exportRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'get',
    path: '/costs/export',
    summary: 'The same question as /costs, as CSV, Excel or Parquet',
    params: ExportParams,
    files: Object.values(EXPORT_TYPES),
    handle: exportCosts,
  },
]

/** With the ETag of a question: the same question on the same data is a 304 without a query. */
async function exportCosts(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const { readPool, clock, db } = deps
  const params = inReportCurrency(new URL(context.req.url).searchParams, deps)
  readParams(ExportParams, params)
  params.sort()
  const etag = (dataVersion: string) =>
    etagOf(`${dataVersion} ${toDay(clock())} ${deps.version} export?${params}`)
  const same = unchanged(context, etag(await readPool.runAside(readDataVersion)))
  if (same !== undefined) return same
  const { file, dataVersion } = await readPool.run(
    (connection) =>
      withAsk(connection, clock(), async (ask) => ({
        file: await answerExport(ask, params, db.paths.tmp),
        dataVersion: ask.state.dataVersion,
      })),
    context.req.raw.signal,
  )
  setEtag(context, etag(dataVersion))
  context.header('content-disposition', `attachment; filename="${file.name}"`)
  return context.body(stream(file), 200, { 'content-type': file.type })
}

export function stream({ chunks }: Pick<ExportFile, 'chunks'>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = chunks[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
  })
}
