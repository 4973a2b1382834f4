import type { OverviewAnswer } from '@outlay/shared/api'
import { groupBy } from '@outlay/shared/group-by'
import type { Reconciliation } from '@outlay/shared/invoices'
import { addAmounts } from '@outlay/shared/money'
import type { OverviewFact } from '@outlay/shared/overview-facts'
import { monthInWords, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { answerCosts } from '../queries/costs.ts'
import { answerUnitCosts } from '../queries/unit-costs/unit-costs.ts'
import { readUnits } from '../queries/unit-costs/unit-rows.ts'
import { manyOf } from '../queries/unit-costs/unit-sentence.ts'
import { reconcileMonths } from './invoices.ts'

/**
 * The second row of the overview, in the currency and of the days of its first: last month's invoices against its lines,
 * the share of the cost that has a team, savings verified this quarter, the cost of one unit. A fact without data is left
 * out.
 */
export async function readOverviewFacts(
  ask: Ask,
  overview: OverviewAnswer,
  params: URLSearchParams,
): Promise<readonly OverviewFact[]> {
  if (overview.tiles.length === 0) return []
  const isWhole = !params.has('filter')
  return [
    ...(isWhole ? await reconciliation(ask, overview) : []),
    ...(await allocated(ask, overview, params)),
    ...(isWhole ? await verified(ask, overview) : []),
    ...(await unitCost(ask, overview, params)),
  ]
}

async function reconciliation(ask: Ask, { period, currency }: OverviewAnswer): Promise<OverviewFact[]> {
  const range = { start: monthStart(period.start, -1), end: period.start }
  const rows = (await reconcileMonths(ask, range)).filter((row) => row.currency === currency)
  const known = rows.filter(({ result }) => result !== 'no_invoice')
  if (known.length === 0) return []
  const wrong = known.filter(({ result }) => result === 'unexplained')
  const amount = addAmounts(known.flatMap(({ invoiced }) => (invoiced === null ? [] : [invoiced])))
  return [
    {
      id: 'reconciliation',
      label: `Invoiced, ${monthInWords(range.start)}`,
      value: { kind: 'money', amount, currency },
      note: reconciliationNote(rows, known, wrong),
      tone: wrong.length === 0 ? 'good' : 'warn',
      ...range,
    },
  ]
}

function reconciliationNote(
  rows: readonly Reconciliation[],
  known: readonly Reconciliation[],
  wrong: readonly Reconciliation[],
): string {
  const accounts = (count: number) => `${count} ${count === 1 ? 'account' : 'accounts'}`
  const told =
    known.length === rows.length ? accounts(rows.length) : `${known.length} of ${accounts(rows.length)}`
  if (wrong.length === 0) return `✓ matches the lines of ${told}`
  return `✗ differs from the lines in ${wrong.length} of ${accounts(known.length)} with an invoice`
}

async function allocated(
  ask: Ask,
  { period, currency, basis, report }: OverviewAnswer,
  params: URLSearchParams,
): Promise<OverviewFact[]> {
  const { start, end } = period
  const asked = new URLSearchParams({ start, end, ...basis, granularity: 'total', groupBy: 'team' })
  asked.set(report === undefined ? 'currency' : 'reportCurrency', currency)
  if (report !== undefined) asked.set('rate', report.rate)
  for (const filter of params.getAll('filter')) asked.append('filter', filter)
  const { data, meta } = await answerCosts(ask, asked)
  const owned = data.filter(({ group }) => group[0] !== null)
  if (owned.length === 0 || Number(meta.total) <= 0) return []
  const share = Number(addAmounts(owned.map(({ cost }) => cost))) / Number(meta.total)
  return [
    {
      id: 'allocated',
      label: 'Allocated to a team',
      value: { kind: 'share', share },
      note: `${owned.length} ${owned.length === 1 ? 'team' : 'teams'}, month to date`,
      tone: 'plain',
      ...{ start, end },
    },
  ]
}

/** Monthly saving × days of the quarter since it was applied ÷ 30, of what the bill shows: finops.md §5, Verified. */
async function verified(ask: Ask, { period, currency }: OverviewAnswer): Promise<OverviewFact[]> {
  const month = Number(period.start.slice(5, 7))
  const start = monthStart(period.start, -((month - 1) % 3))
  const rows = await runQuery(ask.connection, verifiedQuery, { start, end: period.end, currency })
  const [row] = rows
  if (row === undefined || row.count === 0) return []
  return [
    {
      id: 'verified',
      label: 'Verified savings, this quarter',
      value: { kind: 'money', amount: row.saved, currency },
      note: `${row.count} ${row.count === 1 ? 'measure' : 'measures'} that the bill shows`,
      tone: 'good',
      ...{ start, end: period.end },
    },
  ]
}

export const verifiedQuery = {
  name: 'overview.verified',
  sql: `
    with verified as (
      select (realised ->> '$.appliedOn')::date as applied_on, (realised ->> '$.monthly.expected')::double as monthly
      from recommendation
      where currency = $currency and (realised ->> '$.state') = 'verified'
    )
    select count(*)::integer as count,
      coalesce(round(sum(monthly * greatest($end::date - greatest(applied_on, $start::date), 0) / 30), 2), 0)::decimal(38, 14)
        as saved
    from verified
    where monthly is not null
  `,
  params: z.object({ start: z.string(), end: z.string(), currency: z.string() }),
  row: z.object({ count: z.number(), saved: Money }),
} satisfies Query<z.ZodType, z.ZodType>

async function unitCost(
  ask: Ask,
  { period, currency, basis, report }: OverviewAnswer,
  params: URLSearchParams,
): Promise<OverviewFact[]> {
  const [unit] = await readUnits(ask)
  if (unit === undefined || report !== undefined) return []
  const { start, end } = period
  const asked = new URLSearchParams({ start, end, ...basis, currency, unit: unit.unit, granularity: 'total' })
  const team = teamOf(params)
  if (team !== null && unit.teams.includes(team)) asked.set('team', team)
  for (const filter of params.getAll('filter')) asked.append('filter', filter)
  const { meta, sentence } = await answerUnitCosts(ask, asked)
  if (meta.total.unitCost === null) return []
  const many = manyOf(meta.total.unitCost)
  return [
    {
      id: 'unit_cost',
      label:
        many === 1 ? `Cost of each of ${unit.unit}` : `Cost of ${many.toLocaleString('en-US')} ${unit.unit}`,
      value: { kind: 'unit', cost: meta.total.unitCost * many, currency },
      note: sentence,
      tone: 'plain',
      ...{ start, end },
    },
  ]
}

function teamOf(params: URLSearchParams): string | null {
  const teams = [
    ...(groupBy(params.getAll('filter'), (filter) => filter.startsWith('team:is:')).get(true) ?? []),
  ]
  return teams.length === 1 ? (teams[0]?.slice('team:is:'.length) ?? null) : null
}
