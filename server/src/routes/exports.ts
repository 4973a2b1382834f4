import type { Context } from 'hono'
import type { AppEnv } from '../http/app-env.ts'
import { withAsk } from '../queries/ask.ts'
import { answerExport, type ExportFile, ExportParams } from '../queries/export.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

export const exportRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'get',
    path: '/costs/export',
    summary: 'The same question as /costs, as CSV, Excel or Parquet',
    params: ExportParams,
    handle: exportCosts,
  },
]

async function exportCosts(context: Context<AppEnv>, { readPool, clock, db }: AppDeps): Promise<Response> {
  const params = new URL(context.req.url).searchParams
  const file = await readPool.run(
    (connection) => withAsk(connection, clock(), (ask) => answerExport(ask, params, db.paths.tmp)),
    context.req.raw.signal,
  )
  context.header('content-disposition', `attachment; filename="${file.name}"`)
  context.header('cache-control', 'private, no-store')
  return context.body(stream(file), 200, { 'content-type': file.type })
}

function stream({ chunks }: ExportFile): ReadableStream<Uint8Array> {
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
