import { toAmount } from '@outlay/shared/money'
import { isDay } from '@outlay/shared/period'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'

/** The table of a query or forecast; every member may be missing, and 204 answers none. */
export const TableAnswer = z.object({
  columns: z.array(z.object({ name: z.string() })).default([]),
  rows: z.array(z.array(z.unknown())).default([]),
  nextLink: z.string().nullish(),
})
export type TableAnswer = z.output<typeof TableAnswer>

/** One row of costs, by day and what was grouped by. */
export interface CostCell {
  readonly day: string
  /** In the order of the grouping; null where Azure names none. */
  readonly keys: readonly (string | null)[]
  readonly currency: string
  readonly cost: string
  /** The same in US dollars at Azure's rate, where the agreement gives it. */
  readonly usd: string | null
}

/** Azure answers with another name than was asked for, depending on the agreement. */
const COSTS = ['Cost', 'PreTaxCost', 'CostInBillingCurrency']

const cost = z
  .number('a cost must be a number')
  .refine((value) => Math.abs(value) < 1e24, 'more digits than any bill has')
  .transform((value) => toAmount(String(value)))
const usageDate = z
  .union([z.int(), z.string()])
  .transform((value) => String(value).replace(/^(\d{4})-?(\d\d)-?(\d\d).*$/, '$1-$2-$3'))
  .refine(isDay, 'not a day')
const key = z
  .string()
  .nullable()
  .transform((text) => (text === '' ? null : text))
const currency = z.string().regex(/^[A-Z]{3}$/, 'not a currency')

/** Rows by the names of their columns, whose order Azure does not promise. Throws CollectError `bad_answer`. */
export function cellsOf({ columns, rows }: TableAnswer, grouping: readonly string[]): CostCell[] {
  if (columns.length === 0 && rows.length === 0) return []
  const at = new Map(columns.map(({ name }, index) => [name.toLowerCase(), index]))
  const find = (...names: readonly string[]) => {
    const index = names.map((name) => at.get(name.toLowerCase())).find((found) => found !== undefined)
    if (index === undefined) throw wrong(`no column ${names[0]}`)
    return index
  }
  const [costAt, dayAt, currencyAt] = [find(...COSTS), find('UsageDate'), find('Currency')]
  const usdAt = at.get('costusd')
  const keysAt = grouping.map((name) => find(name))
  return rows.map((row) => ({
    day: read(usageDate, row[dayAt], 'UsageDate'),
    keys: keysAt.map((index, position) => read(key, row[index] ?? null, grouping[position] ?? '')),
    currency: read(currency, row[currencyAt], 'Currency'),
    cost: read(cost, row[costAt], 'Cost'),
    usd: usdAt === undefined ? null : read(cost, row[usdAt], 'CostUSD'),
  }))
}

function read<T>(schema: z.ZodType<T>, value: unknown, column: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw wrong(`${column}: ${result.error.issues[0]?.message}`)
}

function wrong(what: string): CollectError {
  return new CollectError(
    'bad_answer',
    `Azure answered with something else than costs: ${what}. Check the endpoint`,
  )
}
