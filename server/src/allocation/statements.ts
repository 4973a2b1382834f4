import { addAmounts } from '@outlay/shared/money'
import { type Day, dayInWords, monthInWords, monthStart, toDay } from '@outlay/shared/period'
import type {
  Statement,
  StatementAdjustment,
  StatementDetail,
  StatementState,
} from '@outlay/shared/statements'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Ask } from '../queries/ask.ts'
import { BasisParams, knownCurrency } from '../queries/costs-question.ts'
import { readMonthStates } from '../queries/month-state.ts'
import { readParams } from '../queries/params.ts'
import { type FileRules, readRuleSet } from './rule-set.ts'
import { type MonthFigures, movements, readMonths, STATEMENT_BASIS } from './statement-figures.ts'
import {
  type IssuedLine,
  type IssuedStatement,
  insertStatement,
  readIssued,
  readIssuedLines,
  readMonthAccounts,
} from './statement-store.ts'

export const StatementParams = z.strictObject({ currency: BasisParams.currency })

/** Answers `GET /allocation/statements`: every month with costs, newest first, and where it stands. */
export async function answerStatements(ask: Ask, params: URLSearchParams, file: FileRules) {
  const book = await readBook(ask, params, file)
  const data = book.months.map((month) => toStatement(book, month))
  return { currency: book.currency, data: data.toReversed() satisfies Statement[] }
}

/**
 * Answers `GET /allocation/statements/{month}`, the month as `2026-10`.
 * @throws INVALID_INPUT for no month, NOT_FOUND for one without costs
 */
export async function answerStatement(
  ask: Ask,
  month: string,
  params: URLSearchParams,
  file: FileRules,
): Promise<StatementDetail> {
  const book = await readBook(ask, params, file)
  return detailOf(book, knownMonth(book, month))
}

export const IssueStatement = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/, 'a month is YYYY-MM'),
  currency: z.string().min(1).max(24).optional(),
  /** Issues it although not every provider's final bill is there. */
  acceptProvisional: z.boolean().default(false),
})

/**
 * Issues the statement of a month, which locks it: its figures never change again, and what moved in locked months since
 * is posted into it. Runs in the transaction of `ask`.
 * @throws CONFLICT for a month that runs still, is issued already, or is provisional and not accepted as such
 */
export async function issueStatement(
  ask: Ask,
  asked: z.output<typeof IssueStatement>,
  file: FileRules,
  actor: string,
): Promise<void> {
  const params = new URLSearchParams(asked.currency === undefined ? {} : { currency: asked.currency })
  const book = await readBook(ask, params, file)
  const month = knownMonth(book, asked.month)
  refuseState(book, month, asked.acceptProvisional)
  const { lines, total, prior } = detailOf(book, month, true)
  const { version } = await readRuleSet(ask.connection, file)
  await insertStatement(ask.connection, {
    month,
    currency: book.currency,
    ...STATEMENT_BASIS,
    now: ask.now.toISOString(),
    actor,
    rules_version: version,
    data_through: ask.state.dataThrough,
    total,
    lines: [
      ...lines.map((line) => ({ ...line, about_month: month })),
      ...prior.map(({ month: about, team, amount }) => ({
        about_month: about,
        team,
        direct: amount,
        shared: '0',
        total: amount,
      })),
    ],
  })
}

interface Book {
  readonly currency: string
  /** With costs, oldest first. */
  readonly months: readonly Day[]
  readonly figures: ReadonlyMap<Day, MonthFigures>
  readonly issued: readonly IssuedStatement[]
  readonly lines: readonly IssuedLine[]
  /** What moved since, to be posted. */
  readonly pending: readonly StatementAdjustment[]
  /** The month that pending movements will be posted into, unless another one is issued first. */
  readonly next: Day | undefined
  state(month: Day): { readonly state: StatementState; readonly waitsFor: readonly string[] }
}

async function readBook(ask: Ask, params: URLSearchParams, file: FileRules): Promise<Book> {
  const { connection, state } = ask
  const given = readParams(StatementParams, params).currency
  const currency = knownCurrency(given, state) ?? state.currencies[0] ?? 'USD'
  const accounts = await readMonthAccounts(connection, currency)
  const ran = accounts.filter(({ month }) => month <= monthStart(toDay(ask.now)))
  const months = [...new Set(ran.map(({ month }) => month))].toSorted()
  const issued = await readIssued(connection, currency)
  const lines = await readIssuedLines(connection, currency)
  const figures = await readMonths(ask, file, {
    currency,
    months: [...new Set([...months, ...issued.map(({ month }) => month)])],
  })
  const stateOf = await readMonthStates(ask)
  const locked = new Set(issued.map(({ month }) => month))
  return {
    currency,
    months: [...new Set([...months, ...locked])].toSorted(),
    figures,
    issued,
    lines,
    pending: movements(issued, lines, figures),
    next: months.find((month) => !locked.has(month) && month > (issued.at(-1)?.month ?? '')),
    state(month) {
      const own = ran.filter((account) => account.month === month)
      const states = own.map(({ provider, billing_account }) => ({
        name: `${provider} ${billing_account}`,
        ...stateOf({ provider, billingAccount: billing_account, month, currency }),
      }))
      if (locked.has(month)) return { state: 'locked', waitsFor: [] }
      if (ask.state.today < monthStart(month, 1)) return { state: 'open', waitsFor: [] }
      const waitsFor = states
        .filter((each) => each.state === 'provisional')
        .map(
          ({ name, why }) => `${name} (${why.slice(0, 1).toLowerCase()}${why.slice(1).replace(/\.$/, '')})`,
        )
      return { state: waitsFor.length > 0 ? 'provisional' : 'closed', waitsFor }
    },
  }
}

function toStatement(book: Book, month: Day): Statement {
  const issued = book.issued.find((each) => each.month === month)
  const { state } = book.state(month)
  return {
    month,
    currency: book.currency,
    state,
    reason: reasonOf(book, month, issued),
    basis: issued === undefined ? STATEMENT_BASIS : { metric: issued.metric, charges: issued.charges },
    total: issued?.total ?? book.figures.get(month)?.total ?? '0',
    adjustments: addAmounts(priorOf(book, month, issued !== undefined).map(({ amount }) => amount)),
    issuedAt: issued?.issued_at ?? null,
    actor: issued?.actor ?? null,
    rulesVersion: issued?.rules_version ?? null,
  }
}

function detailOf(book: Book, month: Day, posting = false): StatementDetail {
  const statement = toStatement(book, month)
  const isIssued = statement.state === 'locked'
  const stored = book.lines
    .filter((line) => line.month === month && line.about_month === month)
    .map(({ team, direct, shared, total }) => ({ team, direct, shared, total }))
  return {
    ...statement,
    lines: isIssued ? stored : (book.figures.get(month)?.lines ?? []),
    prior: posting ? book.pending : priorOf(book, month, isIssued),
  }
}

/** What an issued statement posted, or what the one that comes next will. */
function priorOf(book: Book, month: Day, isIssued: boolean): readonly StatementAdjustment[] {
  if (!isIssued) return month === book.next ? book.pending : []
  return book.lines
    .filter((line) => line.month === month && line.about_month !== month)
    .map(({ about_month, team, total }) => ({ month: about_month, team, amount: total }))
}

function reasonOf(book: Book, month: Day, issued: IssuedStatement | undefined): string {
  if (issued !== undefined)
    return `Issued on ${dayInWords(issued.issued_at.slice(0, 10))} by ${issued.actor}.`
  const { state, waitsFor } = book.state(month)
  if (state === 'open') return `${monthInWords(month)} is still running.`
  if (state === 'closed') return 'Every provider has sent its final bill.'
  return `The final bill is missing of ${waitsFor.join(', ')}.`
}

function refuseState(book: Book, month: Day, acceptProvisional: boolean): void {
  const { state } = book.state(month)
  const name = monthInWords(month)
  if (state === 'locked') throw new AppError('CONFLICT', `The statement of ${name} is issued already.`)
  if (state === 'open')
    throw new AppError('CONFLICT', `${name} is still running: its statement can be issued after it.`)
  if (state === 'provisional' && !acceptProvisional) {
    throw new AppError(
      'CONFLICT',
      `${name} is provisional. ${reasonOf(book, month, undefined)} Accept it as provisional to issue it all the same.`,
    )
  }
}

function knownMonth(book: Book, text: string): Day {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) {
    throw new AppError('INVALID_INPUT', `month: "${text.slice(0, 20)}" is no month; it is written YYYY-MM.`)
  }
  const month = `${text}-01`
  if (!book.months.includes(month))
    throw new AppError('NOT_FOUND', `There are no costs in ${book.currency} in ${monthInWords(month)}.`)
  return month
}
