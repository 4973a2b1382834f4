import type { DuckDBConnection } from '@duckdb/node-api'
import { toDay } from '@outlay/shared/period'
import type { Context } from 'hono'
import { z } from 'zod'
import { withAsk } from '../queries/ask.ts'
import { type DataState, readDataState, readDataVersion } from '../queries/data-state.ts'
import { readParams } from '../queries/params.ts'
import type { AppDeps } from '../routes/deps.ts'
import type { QuestionRoute } from '../routes/route.ts'
import { singleFlight } from '../single-flight.ts'
import type { Answer, AnswerCache } from './answer-cache.ts'
import { createAnswerCache } from './answer-cache.ts'
import type { AppEnv } from './app-env.ts'
import { etagOf, setEtag, unchanged } from './etag.ts'

const NO_PARAMS = z.strictObject({})
const CACHE_BYTES_MAX = 32 * 1024 ** 2

export interface Questions {
  respond(context: Context<AppEnv>, route: QuestionRoute): Promise<Response>
  /** Runs reads on one consistent view, outside the cache. */
  ask<T>(work: Parameters<typeof withAsk<T>>[2], signal?: AbortSignal): Promise<T>
  readonly cache: AnswerCache['stats']
}

/**
 * Answers questions with an ETag that hangs on the data version, the day and the question: an unchanged answer is a 304
 * without a query, equal questions run once, and answers are kept while no commit comes.
 */
export function createQuestions(deps: AppDeps): Questions {
  const { readPool, clock } = deps
  const cache = createAnswerCache(deps.limits?.cacheBytesMax ?? CACHE_BYTES_MAX, (key, answer) =>
    key.startsWith(`${answer.dataVersion} `),
  )
  const readState = rememberState()
  const readVersion = versionReader(deps)
  const ask: Questions['ask'] = (work, signal) =>
    readPool.run((connection) => withAsk(connection, clock(), work, readState), signal)

  function produce(route: QuestionRoute, params: URLSearchParams, context: Context<AppEnv>) {
    const path = (name: string) => context.req.param(name) ?? ''
    return (signal: AbortSignal): Promise<Answer> =>
      ask(async (asked) => {
        const answer = await route.answer(asked, { params, path }, deps)
        return { body: JSON.stringify(answer), dataVersion: asked.state.dataVersion }
      }, signal)
  }

  return {
    ask,
    cache: cache.stats,
    async respond(context, route) {
      const url = new URL(context.req.url)
      readParams(route.params ?? NO_PARAMS, url.searchParams)
      url.searchParams.sort()
      const stamp = route.stamp?.(deps) ?? ''
      const rest = `${toDay(clock())} ${deps.version} ${stamp} ${url.pathname}?${url.searchParams}`
      const key = `${await readVersion()} ${rest}`
      const same = unchanged(context, etagOf(key))
      if (same !== undefined) return same
      const answer = await cache.get(key, produce(route, url.searchParams, context), context.req.raw.signal)
      setEtag(context, etagOf(`${answer.dataVersion} ${rest}`))
      return context.body(answer.body, 200, { 'content-type': 'application/json; charset=UTF-8' })
    },
  }
}

/** Reads the state of the data once a data version and day. */
function rememberState() {
  let known: DataState | undefined
  return async (connection: DuckDBConnection, now: Date): Promise<DataState> => {
    const version = await readDataVersion(connection)
    if (known === undefined || known.dataVersion !== version || known.today !== toDay(now)) {
      known = await readDataState(connection, now)
    }
    return known
  }
}

/** Beside the queue, so that an unchanged answer never waits for a query; readers at the same time share one read. */
function versionReader({ readPool }: AppDeps): () => Promise<string> {
  return singleFlight(() => readPool.runAside(readDataVersion))
}
