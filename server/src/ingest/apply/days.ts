import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { addAmounts } from '@outlay/shared/money'
import { z } from 'zod'
import { Count, Money, type Query, runQuery } from '../../db/query.ts'
import { type DayVerdict, decideDays, type Gap } from './precedence.ts'

/** Everything of one billing account in one billing period: what one decision about days looks at. */
export interface Group {
  readonly provider: string
  readonly billingAccount: string
  readonly billingPeriod: string
}

export function groupKey({ provider, billingAccount, billingPeriod }: Group): string {
  return JSON.stringify([provider, billingAccount, billingPeriod])
}

const TEXTS = LIST(VARCHAR)

/** What an import's lake files hold, day by day; `files` are full paths. */
export async function insertDays(
  connection: DuckDBConnection,
  importId: string,
  files: readonly string[],
): Promise<void> {
  await connection.run(
    `
    insert into import_day
    select $id, day, currency, count(*), sum(billed), sum(effective),
      count(*) filter (where alone),
      coalesce(sum(billed) filter (where alone), 0),
      coalesce(sum(effective) filter (where alone), 0),
      false, true
    from (
      select "ChargePeriodStart"::date as day, "BillingCurrency" as currency, "BilledCost" as billed,
        coalesce("EffectiveCost", 0) as effective, coalesce("x_Part", '') = 'alone' as alone
      from read_parquet($files, union_by_name = true, hive_partitioning = false)
    )
    group by day, currency
    `,
    { id: importId, files: listValue([...files]) },
    { files: TEXTS },
  )
}

/** Fills the temporary table `touched_group`, on which the statements of this transaction hang. */
export async function touchGroups(connection: DuckDBConnection, groups: readonly Group[]): Promise<void> {
  await connection.run(
    'create or replace temp table touched_group (provider varchar, billing_account varchar, billing_period varchar)',
  )
  const list = (values: readonly string[]) => listValue([...values])
  await connection.run(
    'insert into touched_group select unnest($providers), unnest($accounts), unnest($periods)',
    {
      providers: list(groups.map((group) => group.provider)),
      accounts: list(groups.map((group) => group.billingAccount)),
      periods: list(groups.map((group) => group.billingPeriod)),
    },
    { providers: TEXTS, accounts: TEXTS, periods: TEXTS },
  )
}

/** Decides anew, for the touched groups, which import counts on which day, and notes it in the ledger. */
export async function settleDays(connection: DuckDBConnection): Promise<void> {
  const claims = await runQuery(connection, claimsQuery, {})
  const verdicts: DayVerdict[] = []
  const gaps: Gap[] = []
  for (const group of groupBy(claims, groupKey).values()) {
    const decision = decideDays(group)
    verdicts.push(...decision.verdicts)
    gaps.push(...decision.gaps)
  }
  await writeVerdicts(connection, verdicts)
  await writeStates(connection, gaps)
}

async function writeVerdicts(connection: DuckDBConnection, verdicts: readonly DayVerdict[]): Promise<void> {
  await connection.run('create or replace temp table verdict (import_id varchar, day date, whole boolean)')
  await connection.run(
    `insert into verdict select unnest($ids), unnest($days)::date, unnest($whole) = 'true'`,
    {
      ids: listValue(verdicts.map((verdict) => verdict.importId)),
      days: listValue(verdicts.map((verdict) => verdict.day)),
      whole: listValue(verdicts.map((verdict) => String(verdict.whole))),
    },
    { ids: TEXTS, days: TEXTS, whole: TEXTS },
  )
  await connection.run(`update import_day set counts = false, whole = true where import_id in (${TOUCHED})`)
  await connection.run(`
    update import_day set counts = true, whole = verdict.whole
    from verdict
    where verdict.import_id = import_day.import_id and verdict.day = import_day.day
  `)
}

async function writeStates(connection: DuckDBConnection, gaps: readonly Gap[]): Promise<void> {
  await connection.run(`
    update import set
      state = case when id in (select import_id from verdict) then 'counted' else 'side' end,
      message = null
    where id in (${TOUCHED})
  `)
  for (const [importId, of] of groupBy(gaps, (gap) => gap.importId)) {
    await connection.run('update import set message = $message where id = $id', {
      id: importId,
      message: gapMessage(of),
    })
  }
}

function gapMessage(gaps: readonly Gap[]): string {
  const days = gaps.map((gap) => gap.day).toSorted()
  const winners = [...new Set(gaps.map((gap) => gap.winner))].toSorted()
  const missing = [
    ...groupBy(
      gaps.flatMap((gap) => gap.missing),
      ({ currency }) => currency,
    ),
  ]
    .map(([currency, items]) => `${addAmounts(items.map(({ amount }) => amount))} ${currency}`)
    .join(', ')
  return `On ${days.length} of its days (${days[0]} to ${days.at(-1)}) ${winners.join(', ')} counts instead, which bills ${missing} more there.`
}

const TOUCHED = `
  select import.id
  from import
  join touched_group using (provider, billing_account, billing_period)
  where import.state in ('counted', 'side') and import.kind = 'costs'
`

const claimsQuery = {
  name: 'ingest.days.claims',
  sql: `
    select import.provider, import.billing_account, import.billing_period, import.id, import.seq, import.source,
      import.grain, import.dataset, import_day.day, import_day.currency, import_day.billed, import_day.alone_billed
    from import_day
    join import on import.id = import_day.import_id
    where import.id in (${TOUCHED})
    order by import_day.day, import.seq
  `,
  params: z.object({}),
  row: z
    .object({
      provider: z.string(),
      billing_account: z.string(),
      billing_period: z.string(),
      id: z.string(),
      seq: Count,
      source: z.string(),
      grain: z.string(),
      dataset: z.string(),
      day: z.string(),
      currency: z.string(),
      billed: Money,
      alone_billed: Money,
    })
    .transform(({ billing_account, billing_period, id, alone_billed, ...row }) => ({
      ...row,
      billingAccount: billing_account,
      billingPeriod: billing_period,
      importId: id,
      aloneBilled: alone_billed,
    })),
} satisfies Query<z.ZodType, z.ZodType>
