import type { BigQuery } from '@google-cloud/bigquery'
import { z } from 'zod'
import type { CallContext } from '../call-context.ts'
import { type GcpApi, type GcpSource, gcpSource } from '../gcp-client.ts'
import { gcpRows } from '../gcp-pages.ts'
import { createBigQuery } from './bigquery-client.ts'
import { placeOf } from './export-table.ts'
import type { Settings } from './settings.ts'

/** The quota is 100 requests a second and user, out of reach of four at a time. Source: BigQuery, "Quotas and limits". */
export const BIGQUERY: GcpApi = {
  name: 'BigQuery',
  service: 'bigquery.googleapis.com',
  concurrency: 4,
}

const Table = z.object({
  location: z.string().min(1),
  timePartitioning: z.object({ field: z.string().regex(/^\w+$/).optional() }).nullish(),
  schema: z.object({ fields: z.array(z.object({ name: z.string(), type: z.string() })) }).optional(),
})
export type TableInfo = z.output<typeof Table>

const Tables = z.tuple([
  z.unknown(),
  z.unknown(),
  z.object({
    tables: z.array(z.object({ tableReference: z.object({ tableId: z.string() }) })).default([]),
    nextPageToken: z.string().nullish(),
  }),
])

export interface BigQueryCalls {
  readonly source: GcpSource
  readonly client: BigQuery
  readonly settings: Settings
  /** Names of the dataset's tables and views. Throws CollectError. */
  listTables(project: string, dataset: string): Promise<string[]>
  getTable(project: string, dataset: string, table: string): Promise<TableInfo>
}

/** BigQuery's client, with what is known of the export's tables. */
export async function bigQueryCalls(settings: Settings, context: CallContext): Promise<BigQueryCalls> {
  const source = gcpSource(settings, context)
  const client = await createBigQuery(settings, source)
  return {
    source,
    client,
    settings,
    listTables: (projectId, dataset) =>
      gcpRows(
        `tables of ${dataset}`,
        async (pageToken) => {
          const request = {
            maxResults: 1000,
            autoPaginate: false,
            ...(pageToken === undefined ? {} : { pageToken }),
          }
          const tables = client.dataset(dataset, { projectId })
          const [, , page] = await source.ask(
            BIGQUERY,
            readerOf(settings),
            () => tables.getTables(request),
            Tables,
          )
          return {
            rows: page.tables.map(({ tableReference }) => tableReference.tableId),
            next: page.nextPageToken,
          }
        },
        (table) => table,
      ),
    async getTable(projectId, dataset, table) {
      const one = client.dataset(dataset, { projectId }).table(table)
      const Answer = z.tuple([Table], z.unknown())
      const [info] = await source.ask(BIGQUERY, readerOf(settings), () => one.getMetadata(), Answer)
      return info
    },
  }
}

/** What reading the export needs. */
export function readerOf(settings: Settings): string {
  const [project, dataset] = placeOf(settings)
  return `roles/bigquery.dataViewer on dataset ${project}.${dataset}`
}

/** What running a query needs. */
export function runnerOf({ project }: Settings): string {
  return `roles/bigquery.jobUser on project ${project}`
}
