import type { MetaAnswer } from '@outlay/shared/api'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { readSources } from './sources.ts'

export interface Installation {
  readonly version: string
}

/** What a client needs to know before it asks anything. */
export async function answerMeta(ask: Ask, { version }: Installation): Promise<MetaAnswer> {
  const { connection, state } = ask
  const values = await runQuery(connection, knownValuesQuery, {})
  const of = (dimension: string) =>
    values.filter((row) => row.dimension === dimension).map((row) => row.value)
  return {
    version,
    demo: (await runQuery(connection, demoQuery, {})).length > 0,
    dataVersion: state.dataVersion,
    currencies: state.currencies,
    dataFrom: state.oldestDay,
    dataThrough: state.dataThrough,
    partialFrom: state.partialFrom,
    promotedTags: [...state.promoted.keys()],
    tagKeys: of('tagKey'),
    teams: of('team'),
    sources: await readSources(ask),
    today: state.today,
  }
}

export const knownValuesQuery = {
  name: 'meta.known-values',
  sql: `
    select distinct dimension, value
    from dimension_value
    where dimension in ('tagKey', 'team')
    order by dimension, value
  `,
  params: z.object({}),
  row: z.object({ dimension: z.string(), value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export const demoQuery = {
  name: 'meta.demo',
  sql: `select value from setting where key = 'demo' and value <> 'false'`,
  params: z.object({}),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
