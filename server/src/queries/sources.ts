import type { SourceState } from '@outlay/shared/api'
import type { SourceWithDays } from '@outlay/shared/collect'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { isLate, movedDays, settledThrough } from './settled.ts'
import { sourceDays, sourceKey } from './source-days.ts'

/** Every source and billing account as `readSources` tells it, with the completeness of its last 60 days. */
export async function answerSources(ask: Ask): Promise<{ readonly data: readonly SourceWithDays[] }> {
  const days = await sourceDays(ask)
  const data = (await readSources(ask)).map((source) => ({
    ...source,
    ...(days.get(sourceKey(source.id, source.provider, source.billingAccount)) ?? NO_DAYS),
  }))
  return { data }
}

const NO_DAYS = { strip: [], partialMonths: [] }

/** Every source and billing account with what it delivered, through which day it is complete, and what is wrong. */
export async function readSources(ask: Ask): Promise<SourceState[]> {
  const { connection, now, state } = ask
  const moved = await movedDays(connection, state.today)
  const rows = await runQuery(connection, sourcesQuery, { today: state.today })
  return rows.map((row) => ({
    id: row.source,
    provider: row.provider ?? '',
    billingAccount: row.billing_account ?? '',
    billingAccountName: row.billing_account_name,
    grain: row.grain,
    state: stateOf(row, now),
    dataFrom: row.day_min,
    dataThrough:
      row.day_max && settledThrough(row.provider ?? '', row.billing_account ?? '', row.day_max, now, moved),
    lastImportAt: row.created_at,
    rows: row.rows,
    message: row.message,
  }))
}

function stateOf(row: z.output<typeof sourcesQuery.row>, now: Date): SourceState['state'] {
  if (row.state === 'failed' || row.state === 'held') return row.state
  return row.day_max !== null && isLate(row.provider ?? '', row.day_max, now) ? 'late' : 'ok'
}

export const sourcesQuery = {
  name: 'sources',
  sql: `
    with latest as (
      select source, provider, billing_account, billing_account_name, grain, state, message, seen_at, seq,
        max(seq) over (partition by source) as source_seq
      from import
      -- what failed before its provider was known is an import and no source
      where kind = 'costs' and not (state = 'failed' and provider is null)
      qualify row_number() over (partition by source, provider, billing_account order by seq desc) = 1
    ),
    covered as (
      select import.source, import.provider, import.billing_account,
        min(import_day.day) as day_min,
        coalesce(max(import_day.day) filter (where import_day.day <= $today::date), max(import_day.day)) as day_max,
        sum(import_day.rows) as rows
      from import_day
      join import on import.id = import_day.import_id
      where import_day.counts
      group by import.source, import.provider, import.billing_account
    )
    select latest.source, latest.provider, latest.billing_account, latest.billing_account_name, latest.grain,
      latest.state, latest.message, strftime(latest.seen_at, '%Y-%m-%dT%H:%M:%SZ') as created_at,
      covered.day_min, covered.day_max, coalesce(covered.rows, 0) as rows
    from latest
    left join covered on covered.source = latest.source
      and covered.provider is not distinct from latest.provider
      and covered.billing_account is not distinct from latest.billing_account
    where latest.billing_account is not null or latest.seq = latest.source_seq
    order by latest.provider nulls last, latest.billing_account, latest.source
  `,
  params: z.object({ today: z.string() }),
  row: z.object({
    source: z.string(),
    provider: z.string().nullable(),
    billing_account: z.string().nullable(),
    billing_account_name: z.string().nullable(),
    grain: z.string(),
    state: z.string(),
    message: z.string().nullable(),
    created_at: z.string(),
    day_min: z.string().nullable(),
    day_max: z.string().nullable(),
    rows: Count,
  }),
} satisfies Query<z.ZodType, z.ZodType>
