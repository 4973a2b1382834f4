import type { PlanEntry } from '@outlay/shared/budgets'
import { type Amount, toAmount } from '@outlay/shared/money'
import { isDay } from '@outlay/shared/period'
import { AppError } from '../errors.ts'

const ENTRIES_MAX = 1000

/**
 * Reads a plan: a header with `period` and `amount` (any order, other columns are left out), then a line a period. A
 * period is a month (`2026-11`), a day of it, or a key of the budget's own periods (`2026-Q4`, `FY2027-P02`).
 * @throws BAD_DATA naming the file and the line
 */
export function parsePlan(csv: string, file = 'plan'): readonly PlanEntry[] {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = cellsOf(lines[0] ?? '').map((name) => name.toLowerCase())
  const [period, amount] = [header.indexOf('period'), header.indexOf('amount')]
  if (period < 0 || amount < 0)
    throw new AppError('BAD_DATA', `${file}, line 1: the columns "period" and "amount" are needed.`)
  const entries = new Map<string, Amount>()
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue
    const cells = cellsOf(line)
    const place = `${file}, line ${index + 1}`
    const key = readPeriod(cells[period] ?? '', place)
    if (entries.has(key)) throw new AppError('BAD_DATA', `${place}: ${key} is there twice.`)
    entries.set(key, readAmount(cells[amount] ?? '', place))
  }
  if (entries.size === 0) throw new AppError('BAD_DATA', `${file}: there is no line behind the header.`)
  if (entries.size > ENTRIES_MAX)
    throw new AppError('BAD_DATA', `${file}: at most ${ENTRIES_MAX} periods, not ${entries.size}.`)
  return [...entries].map(([key, value]) => ({ period: key, amount: value }))
}

function readPeriod(text: string, place: string): string {
  const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  if (isDay(day)) return day.slice(0, 7)
  if (/^(FY)?\d{4}(-(Q[1-4]|P(0[1-9]|1[0-2])))?$/.test(text)) return text
  throw new AppError(
    'BAD_DATA',
    `${place}: "${text.slice(0, 40)}" is no period. Use a month like 2026-11, or a key like 2026-Q4.`,
  )
}

function readAmount(text: string, place: string): Amount {
  const plain = text.replaceAll(/[\s_]/g, '')
  if (!/^\d{1,18}(\.\d{1,14})?$/.test(plain))
    throw new AppError(
      'BAD_DATA',
      `${place}: "${text.slice(0, 40)}" is no amount. Use digits and a point, like 35000.50.`,
    )
  return toAmount(plain)
}

/** A plan needs no quotes, but spreadsheets write them. */
function cellsOf(line: string): readonly string[] {
  const separator = line.includes(';') && !line.includes(',') ? ';' : ','
  return line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )
}
