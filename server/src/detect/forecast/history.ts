import type { Charges, Metric } from '@outlay/shared/dimensions'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import { z } from 'zod'
import { runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import type { Filter } from '../../queries/filters.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../../queries/where-sql.ts'

/** What is forecast: a scope by its filters, on one basis and in one currency. */
export interface ForecastScope {
  readonly filters: readonly Filter[]
  readonly metric: Metric
  readonly charges: Charges
  readonly currency: string
}

/** Lines that move in the same way. A key names one charge that recurs, one commitment, or the cloud of credits. */
export interface Strand {
  readonly part: 'usage' | 'commitment' | 'recurring' | 'tax' | 'credit' | 'one_off'
  readonly key: string
  readonly commitmentId: string | null
  /** Amount of each day from the first of the history on; days after `through` are not known. */
  readonly values: readonly number[]
  readonly through: Day
  /** What the same lines would cost a day without their commitment, over the last week; of commitments alone. */
  readonly onDemand: number
}

export interface History {
  readonly from: Day
  readonly through: Day
  readonly strands: readonly Strand[]
}

/** Thirteen months, so that last year's month is among them. */
const DAYS = 400
/** An account that has been silent for longer than this before `through` has ended and is not carried forward. */
const LATE_DAYS = 14

/** The scope's complete days, apart by the way in which they can be carried forward; undefined where it has none. */
export async function readHistory(ask: Ask, scope: ForecastScope): Promise<History | undefined> {
  const through = ask.state.dataThrough
  if (through === null) return undefined
  const rows = await runStrands(ask, scope, through)
  const from = rows.map(({ day }) => day).toSorted()[0]
  if (from === undefined) return undefined
  return { from, through, strands: toStrands(rows, from, lastDays(ask, through)) }
}

/** Last day that is known of each account, no later than `through`. */
function lastDays({ state }: Ask, through: Day): ReadonlyMap<string, Day> {
  const last = new Map<string, Day>()
  for (const account of state.accounts) {
    const key = `${account.provider}\0${account.billingAccount}`
    const day = account.through < through ? account.through : through
    const known = last.get(key)
    if (known === undefined || known < day) last.set(key, day)
  }
  for (const [key, day] of last) if (day < addDays(through, -LATE_DAYS)) last.set(key, through)
  return last
}

type Row = z.output<typeof StrandRow>

function toStrands(rows: readonly Row[], from: Day, last: ReadonlyMap<string, Day>): readonly Strand[] {
  const strands = new Map<string, Strand & { values: number[]; onDemand: number }>()
  for (const row of rows) {
    const through = last.get(`${row.provider}\0${row.billing_account}`) ?? row.day
    if (row.day > through) continue
    const name = `${row.part}\0${row.key}\0${through}`
    let strand = strands.get(name)
    if (strand === undefined) {
      const values = new Array<number>(daysBetween(from, through) + 1).fill(0)
      strand = { part: row.part, key: row.key, commitmentId: row.commitment, values, through, onDemand: 0 }
      strands.set(name, strand)
    }
    const index = daysBetween(from, row.day)
    strand.values[index] = (strand.values[index] ?? 0) + row.amount
    if (row.day > addDays(through, -7)) strand.onDemand += row.on_demand / 7
  }
  return [...strands.values()]
}

async function runStrands(ask: Ask, scope: ForecastScope, through: Day): Promise<readonly Row[]> {
  const binder = createBinder()
  const where = whereSql(
    { ...scope, start: addDays(through, 1 - DAYS), end: addDays(through, 1) },
    ask.state.promoted,
    binder,
  )
  const query = {
    name: 'forecast.history',
    sql: strandsSql(scope.metric, where),
    params: Bound,
    row: StrandRow,
  }
  return runQuery(ask.connection, query, binder.params)
}

/** Corrections and what is paid once are apart; of what recurs, each charge is followed by itself. */
function strandsSql(metric: Metric, where: string): string {
  return `
    with line as (
      select day, provider, billing_account, ${METRIC_COLUMNS[metric]}::double as amount,
        case
          when charge_category = 'Tax' then 'tax'
          when charge_category = 'Credit' then 'credit'
          when charge_class is not null or charge_frequency = 'One-Time' then 'one_off'
          when charge_frequency = 'Recurring' or charge_category = 'Purchase' then 'recurring'
          when commitment_status is not null then 'commitment'
          else 'usage'
        end as part,
        concat_ws(' ', service, usage_type, sku, sub_account, commitment_id) as item, commitment_id,
        case when commitment_status = 'Used' then coalesce(nullif(contracted, 0), list)::double else 0 end as on_demand
      from cost_fact
      where ${where}
    )
    select day, provider, billing_account, part,
      case part
        when 'recurring' then item
        when 'commitment' then coalesce(commitment_id, '')
        when 'credit' then provider
        else ''
      end as key,
      case when part in ('recurring', 'commitment') then commitment_id end as commitment,
      coalesce(sum(amount), 0) as amount, coalesce(sum(on_demand), 0) as on_demand
    from line
    group by all
    order by day
  `
}

const Bound = z.record(z.string(), z.string())
const StrandRow = z.object({
  day: z.string(),
  provider: z.string(),
  billing_account: z.string(),
  part: z.enum(['usage', 'commitment', 'recurring', 'tax', 'credit', 'one_off']),
  key: z.string(),
  commitment: z.string().nullable(),
  amount: z.number(),
  on_demand: z.number(),
})
