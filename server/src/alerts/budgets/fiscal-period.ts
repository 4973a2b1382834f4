import type { BudgetCalendar, BudgetPeriod, BudgetPeriodLength } from '@outlay/shared/budgets'
import { addDays, type Day, dayInWords, daysBetween, monthInWords, monthStart } from '@outlay/shared/period'

/** How a budget cuts time. `fiscalYearStart` is a month, 1 to 12. */
export interface Cut {
  readonly period: BudgetPeriodLength
  readonly calendar: BudgetCalendar
  readonly fiscalYearStart: number
}

/**
 * The period of a day, half-open. Fiscal years bear the name of the calendar year in which they end. In the 4-4-5
 * calendar a year begins on the Monday nearest to the first of its month (with January that is the ISO year), its
 * quarters have 13 weeks in months of 4, 4 and 5, and the last month takes week 53.
 */
export function periodOf(day: Day, cut: Cut): BudgetPeriod {
  return cut.calendar === '4-4-5' ? weekPeriodOf(day, cut) : monthPeriodOf(day, cut)
}

/** The `count` whole periods before the one of `day`, oldest first. */
export function periodsBefore(day: Day, count: number, cut: Cut): readonly BudgetPeriod[] {
  const periods: BudgetPeriod[] = []
  let last = periodOf(day, cut).start
  for (let index = 0; index < count; index += 1) {
    const period = periodOf(addDays(last, -1), cut)
    periods.unshift(period)
    last = period.start
  }
  return periods
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const

function monthPeriodOf(day: Day, { period, fiscalYearStart }: Cut): BudgetPeriod {
  const intoYear = (Number(day.slice(5, 7)) - fiscalYearStart + 12) % 12
  const yearStart = monthStart(day, -intoYear)
  const length = MONTHS[period]
  const index = Math.floor(intoYear / length)
  const start = monthStart(yearStart, index * length)
  const end = monthStart(start, length)
  if (period === 'month') return { key: start.slice(0, 7), label: monthInWords(start), start, end }
  const year = yearName(yearStart, fiscalYearStart)
  const key = period === 'year' ? year : `${year}-Q${index + 1}`
  return { key, label: key.replace('-', ' '), start, end }
}

/** `2026` where years begin in January, else `FY2027` for the one that ends in 2027. */
function yearName(yearStart: Day, fiscalYearStart: number): string {
  return fiscalYearStart === 1 ? yearStart.slice(0, 4) : `FY${Number(yearStart.slice(0, 4)) + 1}`
}

const WEEKS_A_QUARTER = 13
const QUARTERS = 4
/** Weeks of a quarter that lie before its second and third month. */
const MONTH_WEEKS = [0, 4, 8] as const

function weekPeriodOf(day: Day, { period, fiscalYearStart }: Cut): BudgetPeriod {
  const { year, start: yearStart, end: yearEnd } = weekYearOf(day, fiscalYearStart)
  const name = `FY${fiscalYearStart === 1 ? year : year + 1}`
  if (period === 'year') return { key: name, label: name, start: yearStart, end: yearEnd }
  const week = Math.floor(daysBetween(yearStart, day) / 7)
  const quarter = Math.min(Math.floor(week / WEEKS_A_QUARTER), QUARTERS - 1)
  const quarterWeek = quarter * WEEKS_A_QUARTER
  const quarterEnd =
    quarter === QUARTERS - 1 ? yearEnd : addDays(yearStart, (quarterWeek + WEEKS_A_QUARTER) * 7)
  if (period === 'quarter') {
    const key = `${name}-Q${quarter + 1}`
    return { key, label: key.replace('-', ' '), start: addDays(yearStart, quarterWeek * 7), end: quarterEnd }
  }
  const index = MONTH_WEEKS.findLastIndex((first) => week - quarterWeek >= first)
  const start = addDays(yearStart, (quarterWeek + (MONTH_WEEKS[index] ?? 0)) * 7)
  const next = MONTH_WEEKS[index + 1]
  const end = next === undefined ? quarterEnd : addDays(yearStart, (quarterWeek + next) * 7)
  const number = String(quarter * 3 + index + 1).padStart(2, '0')
  return { key: `${name}-P${number}`, label: `${name} P${number}, from ${dayInWords(start)}`, start, end }
}

/** The year of whole weeks that a day lies in, by the calendar year of its nominal start. */
function weekYearOf(day: Day, month: number): { year: number; start: Day; end: Day } {
  const guess = Number(day.slice(0, 4))
  for (const year of [guess + 1, guess, guess - 1]) {
    const start = nearestMonday(year, month)
    if (start <= day) return { year, start, end: nearestMonday(year + 1, month) }
  }
  throw new Error(`no fiscal year holds ${day}`)
}

function nearestMonday(year: number, month: number): Day {
  const first: Day = `${year}-${String(month).padStart(2, '0')}-01`
  const afterMonday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(first, afterMonday <= 3 ? -afterMonday : 7 - afterMonday)
}
