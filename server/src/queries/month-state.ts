import type { MonthState } from '@outlay/shared/invoices'
import { addDays, type Day, dayInWords, monthInWords, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'

/** A month of one billing account. */
export interface AccountMonth {
  readonly provider: string
  readonly billingAccount: string
  /** First day. */
  readonly month: Day
  readonly currency: string
}

export interface MonthStanding {
  readonly state: MonthState
  /** As a sentence. */
  readonly why: string
}

/** Google closes an invoice month this many days after its end. Source: finops.md §3. */
const GOOGLE_DAYS = 5

/**
 * Where months stand and why: `open` while they run; `provisional` once they are over; `closed` when the provider's final is
 * there: an invoice of the month in the files or entered here, all its lines with an invoice id (AWS writes it into final
 * lines only), none of them called estimated by the provider, or for Google five days after its end; `locked` when a
 * statement of the month was issued here.
 */
export async function readMonthStates({
  connection,
  state,
}: Pick<Ask, 'connection' | 'state'>): Promise<(month: AccountMonth) => MonthStanding> {
  const papers = new Map((await runQuery(connection, papersQuery, {})).map((row) => [keyOf(row), row]))
  const lines = new Map((await runQuery(connection, finalQuery, {})).map((row) => [keyOf(row), row]))
  const locked = new Set(
    (await runQuery(connection, lockedQuery, {})).map(({ month, currency }) => `${month} ${currency}`),
  )
  return (asked) => {
    const key = keyOf({ account: asked.billingAccount.toLowerCase(), month: asked.month.slice(0, 7) })
    if (locked.has(`${asked.month} ${asked.currency}`))
      return { state: 'locked', why: `A statement of ${monthInWords(asked.month)} was issued here.` }
    if (state.today < monthStart(asked.month, 1))
      return { state: 'open', why: `${monthInWords(asked.month)} is still running.` }
    return standingOf(asked, state.today, papers.get(key), lines.get(key))
  }
}

type Papers = z.output<typeof papersQuery.row>
type Lines = z.output<typeof finalQuery.row>

/** Of a month that is over. */
function standingOf(
  { provider, month }: AccountMonth,
  today: Day,
  papers: Papers | undefined,
  lines: Lines | undefined,
): MonthStanding {
  if (papers !== undefined && papers.issued > 0) return closed('Its invoice is known.')
  const told = lines === undefined || lines.lines === 0 ? undefined : byLines(lines)
  if (told !== undefined) return told
  if (provider === 'gcp') return ofGoogle(month, today)
  if (papers !== undefined && papers.open > 0) return provisional('Its invoice is not issued yet.')
  return provisional(
    lines === undefined || lines.named === 0
      ? 'No invoice of it is known, and no line names one.'
      : `No invoice of it is known, and ${some(lines.lines - lines.named, lines.lines)} name none.`,
  )
}

/** What the lines themselves tell; undefined where they tell nothing. */
function byLines({ lines, named, estimated, final }: Lines): MonthStanding | undefined {
  if (estimated > 0) return provisional(`The provider calls ${some(estimated, lines)} estimated.`)
  if (named === lines) return closed('Every line names its invoice.')
  return final === lines ? closed('The provider calls no line estimated any more.') : undefined
}

function ofGoogle(month: Day, today: Day): MonthStanding {
  const closes = addDays(monthStart(month, 1), GOOGLE_DAYS)
  return today < closes
    ? provisional(`Google closes it on ${dayInWords(closes)}.`)
    : closed(`Google closes a month ${GOOGLE_DAYS} days after its end.`)
}

const closed = (why: string): MonthStanding => ({ state: 'closed', why })
const provisional = (why: string): MonthStanding => ({ state: 'provisional', why })

function some(part: number, whole: number): string {
  return part === whole
    ? 'all lines'
    : `${part.toLocaleString('en-US')} of ${whole.toLocaleString('en-US')} lines`
}

function keyOf({ account, month }: { readonly account: string; readonly month: string }): string {
  return `${account} ${month}`
}

const Key = { account: z.string(), month: z.string() }

/** Invoices of files and those entered here. */
export const papersQuery = {
  name: 'month-state.papers',
  sql: `
    select account, month, count(*) filter (where status is null or status = 'Issued') as issued,
      count(*) filter (where status = 'Open') as open
    from (
      select lower(billing_account_id) as account, billing_period as month, status from invoice
      union all
      select lower(billing_account_id), billing_period, null from entered_invoice
    )
    group by account, month
  `,
  params: z.object({}),
  row: z.object({ ...Key, issued: Count, open: Count }),
} satisfies Query<z.ZodType, z.ZodType>

/** What the lines of a month tell of being final. */
export const finalQuery = {
  name: 'month-state.final-lines',
  sql: `
    select lower(billing_account) as account, strftime(billing_period, '%Y-%m') as month, sum(lines) as lines,
      coalesce(sum(lines) filter (where invoice_id is not null), 0) as named,
      coalesce(sum(estimated), 0) as estimated, coalesce(sum(final), 0) as final
    from bill_month
    group by 1, 2
  `,
  params: z.object({}),
  row: z.object({ ...Key, lines: Count, named: Count, estimated: Count, final: Count }),
} satisfies Query<z.ZodType, z.ZodType>

export const lockedQuery = {
  name: 'month-state.locked',
  sql: `select distinct month, currency from allocation_statement`,
  params: z.object({}),
  row: z.object({ month: z.string(), currency: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
