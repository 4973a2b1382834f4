import type { DuckDBConnection } from '@duckdb/node-api'
import type { MessageSample, SlackMessage } from '@outlay/shared/alerts'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import { messageSamples } from './message/samples.ts'

/** Answers `GET /alerts/samples`: every kind of message, and the newest report that went to Slack. */
export async function answerSamples(
  connection: DuckDBConnection,
  publicUrl: string | null,
): Promise<{ readonly data: readonly MessageSample[] }> {
  const [row] = await runQuery(connection, newestReportQuery, {})
  const digest = row === undefined ? undefined : Digest.safeParse(JSON.parse(row.message)).data?.content.slack
  return {
    data: [
      ...messageSamples(publicUrl),
      ...(digest === undefined ? [] : [{ id: 'report', title: 'The newest report', slack: digest }]),
    ],
  }
}

const Digest = z.object({
  content: z.object({
    slack: z.custom<SlackMessage>((value) => typeof value === 'object' && value !== null),
  }),
})

const newestReportQuery = {
  name: 'alerts.newest-report',
  sql: `select message from alert where kind = 'report' order by created_at desc, id limit 1`,
  params: z.object({}),
  row: z.object({ message: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
