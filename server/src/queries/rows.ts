import type { FactRow, RowsAnswer } from '@outlay/shared/working'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { BasisParams, type BasisQuestion, toBasisQuestion } from './costs-question.ts'
import { currencyTotals } from './currency-totals.ts'
import { readParams, whole } from './params.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

export const RowsParams = z.strictObject({ ...BasisParams, limit: whole(1, 1000).default(100) })

/**
 * The rows of the daily facts that a figure of the same basis, days and filters is the sum of: the largest ones, how
 * many there are and their total, which is the figure to the last decimal.
 */
export async function answerRows(ask: Ask, params: URLSearchParams): Promise<RowsAnswer> {
  const { limit, ...rest } = readParams(RowsParams, params)
  const asked = toBasisQuestion(rest, ask.state)
  const { currency } = await currencyTotals(ask, asked)
  const { metric, charges, start, end } = asked
  const { sql, params: bound } = rowsSql(ask, { ...asked, currency }, limit)
  const rows = await runQuery(ask.connection, { name: 'rows', sql, params: Params, row: Row }, bound)
  const [first] = rows
  return {
    data: rows.map(toFactRow),
    meta: {
      ...{ basis: { metric, charges }, currency, start, end, sql, params: bound },
      rows: first?.row_count ?? 0,
      lines: first?.line_count ?? 0,
      total: first?.total ?? '0',
    },
  }
}

function rowsSql(ask: Ask, question: BasisQuestion, limit: number) {
  const binder = createBinder()
  const metric = METRIC_COLUMNS[question.metric]
  const where = whereSql(question, ask.state.promoted, binder)
  const sql = `
    with matching as (
      select count(*) as row_count, coalesce(sum(lines), 0) as line_count, coalesce(sum(${metric}), 0) as total
      from cost_fact
      where ${where}
    )
    select day, provider, billing_account, sub_account, service, region, resource, usage_type, charge_category,
      commitment_status, team, ${metric} as cost, consumed_quantity, consumed_unit, lines, import_id, matching.*
    from cost_fact
    cross join matching
    where ${where}
    order by abs(coalesce(cost, 0)) desc, day, resource nulls last, usage_type nulls last, import_id
    limit ${binder.named('limit', String(limit))}::bigint`
  return { sql, params: binder.params }
}

const Params = z.record(z.string(), z.string())
const Text = z.string().nullable()
const Row = z.object({
  day: z.string(),
  provider: z.string(),
  billing_account: z.string(),
  sub_account: Text,
  service: Text,
  region: Text,
  resource: Text,
  usage_type: Text,
  charge_category: z.string(),
  commitment_status: Text,
  team: Text,
  cost: Money.nullable(),
  consumed_quantity: Money.nullable(),
  consumed_unit: Text,
  lines: Count,
  import_id: z.string(),
  row_count: Count,
  line_count: Count,
  total: Money,
})

function toFactRow(row: z.output<typeof Row>): FactRow {
  return {
    day: row.day,
    provider: row.provider,
    billingAccount: row.billing_account,
    subAccount: row.sub_account,
    service: row.service,
    region: row.region,
    resource: row.resource,
    usageType: row.usage_type,
    chargeCategory: row.charge_category,
    commitmentStatus: row.commitment_status,
    team: row.team,
    cost: row.cost,
    quantity: row.consumed_quantity,
    unit: row.consumed_unit,
    lines: row.lines,
    importId: row.import_id,
  }
}
