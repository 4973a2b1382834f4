import { z } from 'zod'
import type { Job } from './bigquery-jobs.ts'
import { checkSql, invalid, KNOWN_QUERIES, type Params } from './bigquery-queries.ts'
import { defineOperation, Refusal } from './operation.ts'
import type { GcpWorld } from './world.ts'

const BYTES_PER_ROW = 1000

const Parameter = z.strictObject({
  name: z.string().regex(/^[a-z_]+$/),
  parameterType: z.strictObject({ type: z.enum(['STRING', 'INT64', 'TIMESTAMP']) }),
  parameterValue: z.strictObject({ value: z.string() }),
})
const label = z.string().regex(/^[a-z0-9_-]{1,63}$/)
const InsertJob = z.strictObject({
  configuration: z.strictObject({
    query: z.strictObject({
      query: z.string().min(1),
      useLegacySql: z.literal(false),
      parameterMode: z.literal('named'),
      queryParameters: z.array(Parameter),
      maximumBytesBilled: z.string().regex(/^\d+$/),
    }),
    labels: z.record(label, label),
    dryRun: z.boolean().optional(),
  }),
  jobReference: z.strictObject({
    projectId: z.string(),
    jobId: z.string().regex(/^[A-Za-z0-9_-]{1,1024}$/),
    location: z.string().min(1),
  }),
})
type InsertJob = z.output<typeof InsertJob>

/** Starts a query, or tells what it would read. */
export const insertJob = defineOperation({
  name: 'bigquery.insertJob',
  method: 'POST',
  path: /^\/bigquery\/v2\/projects\/(?<project>[a-z0-9-]+)\/jobs$/,
  api: 'bigquery',
  body: InsertJob,
  answer({ path, body }, { world, jobs }) {
    const job = prepare(body, world, path['project'] ?? '')
    const { dryRun = false, query } = body.configuration
    const statistics = {
      totalBytesProcessed: String(job.bytes),
      query: { totalBytesProcessed: String(job.bytes) },
    }
    if (dryRun) return { jobReference: body.jobReference, status: { state: 'DONE' }, statistics }
    if (job.bytes > Number(query.maximumBytesBilled))
      throw new Refusal(
        400,
        'bytesBilledLimitExceeded',
        `Query exceeded limit for bytes billed: ${query.maximumBytesBilled}. ${job.bytes} or higher required.`,
      )
    jobs.add(job, world.pendingPolls ?? 0)
    return { jobReference: body.jobReference, status: { state: 'RUNNING' }, statistics }
  },
})

function prepare({ configuration, jobReference }: InsertJob, world: GcpWorld, project: string): Job {
  const { query, labels } = configuration
  const given = Object.fromEntries(query.queryParameters.map((each) => [each.name, each]))
  const name = checkSql(query.query, Object.keys(given))
  const known = Object.hasOwn(KNOWN_QUERIES, labels['query'] ?? '')
    ? KNOWN_QUERIES[labels['query'] ?? '']
    : undefined
  if (known === undefined)
    throw invalid(`the label query=${labels['query']} names no query that the fake knows`)
  const types = Object.fromEntries(
    Object.entries(given).map(([key, { parameterType }]) => [key, parameterType.type]),
  )
  if (!sameEntries(types, known.params)) throw invalid(`parameters must be ${JSON.stringify(known.params)}`)
  const table = world.tables?.find((each) => `${each.project}.${each.dataset}.${each.table}` === name)
  if (table === undefined || table.location !== jobReference.location)
    throw missing(`Table ${name} was not found in location ${jobReference.location}`)
  const params: Params = Object.fromEntries(
    Object.entries(given).map(([key, { parameterValue }]) => [key, parameterValue.value]),
  )
  const scanned = known.scanned(table, params)
  return {
    id: jobReference.jobId,
    project,
    location: table.location,
    query: query.query,
    fields: known.fields,
    rows: known.answer(scanned, params),
    bytes: scanned.length * (world.bytesPerRow ?? BYTES_PER_ROW),
  }
}

function sameEntries(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return (
    Object.keys(a).length === Object.keys(b).length &&
    Object.entries(a).every(([key, value]) => b[key] === value)
  )
}

export function missing(what: string): Refusal {
  return new Refusal(404, 'notFound', `Not found: ${what}`)
}
