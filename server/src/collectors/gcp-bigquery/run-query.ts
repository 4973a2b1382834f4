import { randomUUID } from 'node:crypto'
import type { Job } from '@google-cloud/bigquery'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import { gcpPages } from '../gcp-pages.ts'
import { GcpRefusal } from '../gcp-transport.ts'
import { BIGQUERY, type BigQueryCalls, readerOf, runnerOf } from './bigquery-calls.ts'

/** A question to BigQuery. */
export interface Query {
  /** By which it is known in the label `query`, in the log and in the docs. */
  readonly name: string
  readonly sql: string
  readonly location: string
  /** Days as UTC midnights, whole numbers and texts. */
  readonly params: Readonly<Record<string, Param>>
}
export type Param =
  | { readonly type: 'STRING'; readonly value: string }
  | { readonly type: 'INT64'; readonly value: string }
  | { readonly type: 'TIMESTAMP'; readonly value: string }

/** Rows a page; BigQuery itself ends a page at some ten megabytes. */
const PAGE_ROWS = 5_000
/** The server itself waits about ten seconds before it says "not yet". */
const POLLS_MAX = 180

const DryRun = z.tuple([
  z.unknown(),
  z.object({ statistics: z.object({ totalBytesProcessed: z.string().regex(/^\d+$/) }) }),
])

/** Bytes that the query would read; it costs nothing to ask. Throws CollectError. */
export async function estimateBytes(calls: BigQueryCalls, query: Query): Promise<number> {
  const options = { ...optionsOf(calls, query), dryRun: true }
  const [, answer] = await calls.source.ask(
    BIGQUERY,
    grantOf(calls),
    () => calls.client.createQueryJob(options),
    DryRun,
  )
  return Number(answer.statistics.totalBytesProcessed)
}

/**
 * Runs a query once and gives its pages. An answer that is lost on the way does not run it, and is not billed, twice: the
 * id of the job is ours. Throws CollectError.
 */
export async function* runQuery<R extends z.ZodType>(
  calls: BigQueryCalls,
  query: Query,
  row: R,
): AsyncGenerator<readonly z.output<R>[]> {
  const job = await start(calls, query)
  const Results = z.tuple([
    z.array(row),
    z.unknown(),
    z.object({ jobComplete: z.literal(true), pageToken: z.string().optional() }),
  ])
  const Pending = z.tuple([z.unknown(), z.unknown(), z.object({ jobComplete: z.literal(false) })])
  yield* gcpPages(query.name, async (pageToken) => {
    const options = {
      maxResults: PAGE_ROWS,
      autoPaginate: false,
      ...(pageToken === undefined ? {} : { pageToken }),
    }
    for (let poll = 0; poll < POLLS_MAX; poll += 1) {
      const answer = await calls.source.ask(
        BIGQUERY,
        grantOf(calls),
        () => job.getQueryResults(options),
        z.union([Results, Pending]),
      )
      const [rows, , page] = answer
      if (page.jobComplete) return { rows: rows as z.output<R>[], next: page.pageToken }
    }
    throw new CollectError('upstream', `${query.name} has not ended after half an hour`)
  })
}

async function start(calls: BigQueryCalls, query: Query): Promise<Job> {
  const { client, source } = calls
  const jobId = `outlay-${query.name}-${randomUUID()}`
  const options = { ...optionsOf(calls, query), jobId }
  const insert = async () => {
    try {
      await client.createQueryJob(options)
    } catch (error) {
      const isThere = error instanceof GcpRefusal && error.status === 409
      if (!isThere) throw error
    }
  }
  await source.ask(BIGQUERY, grantOf(calls), insert, z.undefined())
  return client.job(jobId, { location: query.location })
}

/** Parameters in the form of the API: the client makes an empty value of a timestamp in text. */
function optionsOf({ settings }: BigQueryCalls, { name, sql, location, params }: Query) {
  return {
    query: sql,
    parameterMode: 'named',
    queryParameters: Object.entries(params).map(([key, { type, value }]) => ({
      name: key,
      parameterType: { type },
      parameterValue: { value },
    })),
    location,
    labels: { application: 'outlay', query: name },
    maximumBytesBilled: String(settings.maxBytesBilled),
  }
}

function grantOf({ settings }: BigQueryCalls): string {
  return `${runnerOf(settings)}, ${readerOf(settings)}`
}
