import type { CommitmentDay, CommitmentFigures, CommitmentGroup } from '@outlay/shared/commitments'
import { z } from 'zod'
import { runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import type { CompiledSql } from '../queries/costs-sql.ts'
import { FIGURE_SUMS, FigureRow, toFigures } from './figures.ts'
import { pricedLines } from './priced-lines.ts'
import { type CommitmentScope, scopeSql } from './scope.ts'

export interface CommitmentRatios {
  readonly overall: CommitmentFigures
  readonly byProvider: readonly CommitmentGroup[]
  readonly byAccount: readonly CommitmentGroup[]
  readonly byTeam: readonly CommitmentGroup[]
  readonly daily: readonly CommitmentDay[]
}

/** Utilisation, coverage and savings rates of a scope: overall, by provider, account, team and day, in one pass. */
export async function readRatios(ask: Ask, scope: CommitmentScope): Promise<CommitmentRatios> {
  const { sql, params } = ratiosSql(ask, scope)
  const rows = await runQuery(ask.connection, { ...QUERY, sql }, params)
  const of = (level: number) => rows.filter((row) => row.level === level)
  const [overall] = of(LEVELS.overall)
  return {
    overall: toFigures(overall ?? NOTHING),
    byProvider: of(LEVELS.provider).map((row) => toGroup(row, row.provider)),
    byAccount: of(LEVELS.account).map((row) => toGroup(row, row.sub_account)),
    byTeam: of(LEVELS.team).map((row) => toGroup(row, row.team)),
    daily: of(LEVELS.day).map(({ day, used, unused, on_demand }) => ({
      day: day ?? '',
      used,
      unused,
      onDemand: on_demand,
    })),
  }
}

/** Bits of grouping(day, provider, sub_account, team): set where a row is summed over the column. */
const LEVELS = { overall: 0b1111, provider: 0b1011, account: 0b1001, team: 0b1110, day: 0b0111 } as const

export function ratiosSql(ask: Ask, scope: CommitmentScope): CompiledSql {
  const { where, params } = scopeSql(ask, scope)
  const sql = `with ${pricedLines(where)}
  select grouping(day, provider, sub_account, team)::integer as level, day, provider, sub_account, team,
    any_value(sub_account_name) as name,${FIGURE_SUMS}
  from priced
  group by grouping sets ((), (provider), (provider, sub_account), (team), (day))
  order by level, day, sum(effective) desc, provider, sub_account, team`
  return { sql, params }
}

const QUERY = {
  name: 'commitments.ratios',
  params: z.record(z.string(), z.string()),
  row: FigureRow.extend({
    level: z.number(),
    day: z.string().nullable(),
    provider: z.string().nullable(),
    sub_account: z.string().nullable(),
    team: z.string().nullable(),
    name: z.string().nullable(),
  }),
}

function toGroup(row: z.output<typeof QUERY.row>, value: string | null): CommitmentGroup {
  return {
    value,
    name: row.level === LEVELS.account ? row.name : null,
    provider: row.level === LEVELS.team ? null : row.provider,
    ...toFigures(row),
  }
}

const NOTHING: z.output<typeof FigureRow> = {
  used: '0',
  unused: '0',
  on_demand: '0',
  spot: '0',
  unpriced: '0',
  used_equivalent: 0,
  unamortised: 0,
  untold: 0,
  on_demand_equivalent: 0,
  estimated: 0,
  committed_cost: 0,
  total_cost: 0,
  total_list: 0,
}
