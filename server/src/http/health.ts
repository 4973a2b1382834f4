import type { Hono } from 'hono'
import { z } from 'zod'
import { runQuery } from '../db/query.ts'
import type { AppDeps } from '../routes/deps.ts'
import type { AppEnv } from './app-env.ts'
import type { Questions } from './questions.ts'

/** `/healthz` says that the process lives, `/readyz` that the database answers, `/metrics` how it does. */
export function mountHealth(app: Hono<AppEnv>, deps: AppDeps, questions: Questions): void {
  app.get('/healthz', (context) => context.json({ status: 'ok' }))
  app.get('/readyz', async (context) => {
    await deps.readPool.run((connection) => connection.run('select 1'))
    return context.json({ status: 'ready' })
  })
  app.get('/metrics', async (context) => {
    context.header('cache-control', 'no-store')
    return context.text(await metricsText(deps, questions))
  })
}

const importsByState = {
  name: 'metrics.imports',
  sql: `select state, count(*) as imports from import group by state order by state`,
  params: z.object({}),
  row: z.object({ state: z.string().regex(/^\w+$/), imports: z.coerce.number() }),
}

async function metricsText({ readPool, clock }: AppDeps, questions: Questions): Promise<string> {
  const { imports, newestDay } = await questions.ask(async ({ connection, state }) => ({
    imports: await runQuery(connection, importsByState, {}),
    newestDay: state.newestDay,
  }))
  const { running, queued, finished, refused, interrupted } = readPool.stats
  const age =
    newestDay === null ? 'NaN' : String(Math.round((clock().getTime() - Date.parse(newestDay)) / 1000))
  return [
    ...metric('outlay_queries_total', 'counter', 'Reads finished.', [['', finished]]),
    ...metric('outlay_queries_refused_total', 'counter', 'Reads refused because the queue was full.', [
      ['', refused],
    ]),
    ...metric('outlay_queries_interrupted_total', 'counter', 'Reads stopped at the time limit.', [
      ['', interrupted],
    ]),
    ...metric('outlay_queries_running', 'gauge', 'Reads running.', [['', running]]),
    ...metric('outlay_queries_queued', 'gauge', 'Reads waiting.', [['', queued]]),
    ...metric('outlay_answers_cached_total', 'counter', 'Answers from memory.', [['', questions.cache.hits]]),
    ...metric(
      'outlay_imports',
      'gauge',
      'Imports in the ledger by state.',
      imports.map((row) => [`{state="${row.state}"}`, row.imports]),
    ),
    ...metric('outlay_data_age_seconds', 'gauge', 'Age of the newest day with costs.', [['', age]]),
    '',
  ].join('\n')
}

function metric(
  name: string,
  type: string,
  help: string,
  samples: readonly (readonly [string, number | string])[],
) {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ]
}
