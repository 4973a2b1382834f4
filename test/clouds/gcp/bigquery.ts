import { z } from 'zod'
import { insertJob, missing } from './bigquery-insert.ts'
import { defineOperation, type Operation, pageOf, pageSize, wholeNumber } from './operation.ts'
import type { ExportTable, GcpWorld } from './world.ts'

const TABLES = { list: 'tables', next: 'nextPageToken' } as const
const ROWS = { list: 'rows', next: 'pageToken' } as const
const PROJECT = '^/bigquery/v2/projects/(?<project>[a-z0-9-]+)'

/** BigQuery v2: the dataset, its tables, queries and their results. */
export const bigqueryOperations: readonly Operation[] = [
  defineOperation({
    name: 'bigquery.listTables',
    method: 'GET',
    path: new RegExp(`${PROJECT}/datasets/(?<dataset>\\w+)/tables$`),
    api: 'bigquery',
    query: { maxResults: wholeNumber(1000), pageToken: z.string().optional() },
    pages: TABLES,
    answer({ path, query }, { world }, offset) {
      const rows = tablesOf(world, path).map((table) => ({
        id: table.table,
        tableReference: referenceOf(table),
        type: 'TABLE',
      }))
      return pageOf(TABLES, rows, offset, pageSize(query['maxResults'], world))
    },
  }),
  defineOperation({
    name: 'bigquery.getTable',
    method: 'GET',
    path: new RegExp(`${PROJECT}/datasets/(?<dataset>\\w+)/tables/(?<table>\\w+)$`),
    api: 'bigquery',
    answer({ path }, { world }) {
      const table = tablesOf(world, path).find((each) => each.table === path['table'])
      if (table === undefined) throw missing(`Table ${path['project']}:${path['dataset']}.${path['table']}`)
      const { partition } = table
      const field = partition === null ? {} : { field: partition }
      return {
        tableReference: referenceOf(table),
        location: table.location,
        numRows: String(table.rows.length),
        ...(partition === undefined ? {} : { timePartitioning: { type: 'DAY', ...field } }),
      }
    },
  }),
  insertJob,
  defineOperation({
    name: 'bigquery.getQueryResults',
    method: 'GET',
    path: new RegExp(`${PROJECT}/queries/(?<job>[A-Za-z0-9_-]+)$`),
    api: 'bigquery',
    query: {
      location: z.string(),
      'formatOptions.useInt64Timestamp': z.literal('true'),
      maxResults: wholeNumber(1_000_000),
      pageToken: z.string().optional(),
    },
    pages: ROWS,
    answer({ path, query }, { world, jobs }, offset) {
      const job = jobs.find(path['project'] ?? '', path['job'] ?? '', query['location'])
      const jobReference = { projectId: job.project, jobId: job.id, location: job.location }
      if (!jobs.poll(job.id)) return { jobReference, jobComplete: false }
      const rows = job.rows.map((row) => ({ f: row.map((v) => ({ v })) }))
      return {
        jobReference,
        jobComplete: true,
        totalRows: String(rows.length),
        schema: { fields: job.fields.map((field) => ({ ...field, mode: 'NULLABLE' })) },
        ...pageOf(ROWS, rows, offset, pageSize(query['maxResults'], world)),
      }
    },
  }),
]

function tablesOf({ tables = [] }: GcpWorld, path: Readonly<Record<string, string>>): readonly ExportTable[] {
  const own = tables.filter(
    ({ project, dataset }) => project === path['project'] && dataset === path['dataset'],
  )
  if (own.length === 0) throw missing(`Dataset ${path['project']}:${path['dataset']}`)
  return own
}

function referenceOf({ project, dataset, table }: ExportTable) {
  return { projectId: project, datasetId: dataset, tableId: table }
}
