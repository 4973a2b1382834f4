import type { HotSpot } from '@outlay/shared/commitments'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import type { CompiledSql } from '../queries/costs-sql.ts'
import { pricedLines } from './priced-lines.ts'
import { type CommitmentScope, scopeSql } from './scope.ts'

const HOT_SPOTS_MAX = 200

/** Usage on demand that commitments are sold for, by family and region, the largest cost first. */
export async function readHotSpots(ask: Ask, scope: CommitmentScope): Promise<readonly HotSpot[]> {
  const { sql, params } = hotSpotsSql(ask, scope)
  return runQuery(ask.connection, { ...QUERY, sql }, params)
}

export function hotSpotsSql(ask: Ask, scope: CommitmentScope): CompiledSql {
  const { where, params } = scopeSql(ask, scope)
  const sql = `with ${pricedLines(where)}
  select provider, service, region, family, program,
    coalesce(sum(effective) filter (where paid = 'on_demand'), 0) as cost,
    coalesce(sum(effective) filter (where paid = 'used'), 0) as covered,
    sum(consumed_quantity) filter (where paid = 'on_demand' and lower(consumed_unit) in ('hour', 'hours', 'hrs')) as hours
  from priced
  where program is not null
  group by all
  having cost > 0
  order by cost desc, provider, service, region, family
  limit ${HOT_SPOTS_MAX}`
  return { sql, params }
}

const QUERY = {
  name: 'commitments.hot-spots',
  params: z.record(z.string(), z.string()),
  row: z.object({
    provider: z.string(),
    service: z.string().nullable(),
    region: z.string().nullable(),
    family: z.string().nullable(),
    program: z.string(),
    cost: Money,
    covered: Money,
    hours: Money.nullable(),
  }),
}
