import type { MetaAnswer } from '@outlay/shared/api'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { readSources } from './sources.ts'

export interface Installation {
  readonly version: string
  /** Of the configuration; null shows each bill in its own currency. */
  readonly reportCurrency: string | null
}

/** What a client needs to know before it asks anything. */
export async function answerMeta(ask: Ask, { version, reportCurrency }: Installation): Promise<MetaAnswer> {
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
    reportCurrencies: (await runQuery(connection, reportCurrenciesQuery, {})).map(({ currency }) => currency),
    reportCurrency,
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

/** What a rate of the files or of the bills leads to, where there is anything to convert. */
export const reportCurrenciesQuery = {
  name: 'meta.report-currencies',
  sql: `
    select currency from (
      select to_currency as currency from exchange_rate
      union select from_currency from exchange_rate
      union select 'USD' from bill_month where usd_from <> 0 and currency <> 'USD'
      union select pricing_currency from bill_month where pricing_currency is not null
    )
    order by currency
  `,
  params: z.object({}),
  row: z.object({ currency: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export const demoQuery = {
  name: 'meta.demo',
  sql: `select value from setting where key = 'demo' and value <> 'false'`,
  params: z.object({}),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
