import {
  ALIGNMENTS,
  type Alignment,
  CHARGES,
  type Charges,
  COMPARISONS,
  type Dimension,
  GRANULARITIES,
  type Granularity,
  METRICS,
  type Metric,
} from '@outlay/shared/dimensions'
import { addDays, type Day, daysBetween, isDay, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { ComparedWith } from './comparison.ts'
import type { DataState } from './data-state.ts'
import { clip, parseDimension } from './dimension-sql.ts'
import { type Filter, parseFilters } from './filters.ts'
import { flag, invalid, whole } from './params.ts'
import type { ReportChoice } from './report-currency/converted-sql.ts'

const DAY_MIN = '1970-01-01'
const DAY_MAX = '2200-01-01'
const DAYS_MAX = 14_610 // 40 years
const GROUPS_MAX = 3
const KEEP_MAX = 50

export const DayText = z
  .string()
  .refine((text) => isDay(text) && text >= DAY_MIN && text <= DAY_MAX, {
    error: `must be a day between ${DAY_MIN} and ${DAY_MAX} that exists, as YYYY-MM-DD`,
  })
  .describe('UTC day, YYYY-MM-DD')

const Currency = z
  .string()
  .refine((text) => /^[A-Za-z0-9._ -]{1,24}$/.test(text), { error: 'must be a currency code, e.g. USD' })

/** Which lines a figure counts and what it measures. */
export const BasisParams = {
  start: DayText.optional().describe('First day, inclusive. Default: the first of the data'),
  end: DayText.optional().describe('Day after the last, exclusive. Default: day after the last of the data'),
  metric: z.enum(METRICS).default('effective'),
  charges: z.enum(CHARGES).default('cost'),
  currency: Currency.optional().describe(
    'One that the data has, in any case. Default: the largest of the question',
  ),
  filter: z
    .array(z.string())
    .default([])
    .transform(parseFilters)
    .describe('dimension:operator:value, repeatable; operators is, not, contains, absent'),
}

/** `service,tag:cost%20center` → dimensions. */
export function groupByParam(fallback: string) {
  return z
    .string()
    .default(fallback)
    .transform(parseGroupBy)
    .describe('Up to three dimensions, comma-separated; tag:<percent-encoded key> for tags')
}

/** In which currency an answer adds costs of several. */
export const ReportParams = {
  reportCurrency: z
    .string()
    .refine((text) => /^[A-Z]{3}$/.test(text), { error: 'must be a currency code, e.g. EUR' })
    .optional()
    .describe(
      'Converts every currency into this one: by the rate of the bill, else of the rates file; what has no rate stands apart',
    ),
  rate: z
    .enum(['day', 'month'])
    .default('day')
    .describe('Of the rates file: that of each day, or that of the close of its month'),
}

/** Parameters of `GET /costs` and of `outlay costs`. Everything is text, as a URL or a flag gives it. */
export const CostsParams = z.strictObject({
  ...BasisParams,
  granularity: z.enum(GRANULARITIES).default('daily'),
  groupBy: groupByParam(''),
  top: whole(1, 1000).optional().describe('Keep this many groups, gather the rest in a row with other: true'),
  keep: z
    .array(z.string().max(4096))
    .max(KEEP_MAX, { error: `at most ${KEEP_MAX} are allowed` })
    .default([])
    .describe('With top: values of the first dimension that it never cuts off, repeatable'),
  promote: z
    .enum(['anomalies'])
    .optional()
    .describe(
      'With top: groups in which something unusual goes on are never cut off; meta.promoted names them',
    ),
  compare: z.enum(COMPARISONS).optional(),
  align: z
    .enum(ALIGNMENTS)
    .optional()
    .describe(
      'How days of the compared range find theirs: dow by weekday, date by day of the month, norm by date and scaled to the same number of days, exact to 14 decimals with the rest of rounding on the largest row of a period. Default: date where start is the first of a month, else dow up to 28 days, else date',
    ),
  explain: flag().describe('Adds the SQL and its parameters to meta'),
  ...ReportParams,
})

export interface BasisQuestion {
  readonly start: Day
  readonly end: Day
  readonly metric: Metric
  readonly charges: Charges
  readonly currency: string | undefined
  readonly filters: readonly Filter[]
}

export interface CostsQuestion extends BasisQuestion {
  readonly granularity: Granularity
  readonly groupBy: readonly Dimension[]
  readonly top: number | undefined
  /** Values of the first dimension that `top` never cuts off. */
  readonly keep?: readonly string[] | undefined
  /** Keeps also the groups in which something unusual goes on. */
  readonly promote?: 'anomalies' | undefined
  readonly compare: ComparedWith | undefined
  readonly explain: boolean
  readonly report?: ReportChoice | undefined
}

type Optional = keyof typeof ReportParams | 'keep' | 'promote'

type CostsInput = Omit<z.output<typeof CostsParams>, Optional> &
  Partial<Pick<z.output<typeof CostsParams>, Optional>>

/** Fills in what depends on the data and on other parameters, and bounds the range. */
export function toCostsQuestion(params: CostsInput, state: DataState): CostsQuestion {
  const basis = toBasisQuestion(params, state)
  if (params.align !== undefined && params.compare === undefined) {
    throw invalid('align', 'it needs compare=previous or compare=year')
  }
  return {
    ...basis,
    granularity: params.granularity,
    groupBy: params.groupBy,
    top: params.top,
    keep: params.keep,
    promote: params.promote,
    compare: params.compare && { to: params.compare, align: params.align ?? defaultAlignment(basis) },
    explain: params.explain,
    report: reportOf(params),
  }
}

/** @throws INVALID_INPUT where one currency and a report currency are asked for at once */
export function reportOf(params: {
  readonly currency?: string | undefined
  readonly reportCurrency?: string | undefined
  readonly rate?: ReportChoice['rate']
}): ReportChoice | undefined {
  const { currency, reportCurrency, rate = 'day' } = params
  if (reportCurrency === undefined) return undefined
  if (currency !== undefined) throw invalid('reportCurrency', 'it cannot stand beside currency')
  return { currency: reportCurrency, rate }
}

/** Months are compared by date, short ranges by weekday. */
function defaultAlignment({ start, end }: Pick<BasisQuestion, 'start' | 'end'>): Alignment {
  return start.endsWith('-01') || daysBetween(start, end) > 28 ? 'date' : 'dow'
}

type BasisInput = z.output<z.ZodObject<typeof BasisParams>>

type Known = Pick<DataState, 'oldestDay' | 'lastDay' | 'today' | 'currencies'>

/** The range and basis of a question: from the first day of the data to its last where it names none. */
export function toBasisQuestion(params: BasisInput, state: Known): BasisQuestion {
  const last = state.lastDay ?? addDays(state.today, -1)
  const first = state.oldestDay ?? monthStart(last)
  const end =
    params.end ?? addDays(params.start === undefined || params.start <= last ? last : params.start, 1)
  const start = params.start ?? (first < end ? first : addDays(end, -1))
  if (start >= end) throw invalid('start', `${start} must lie before end, ${end}; end is exclusive`)
  if (daysBetween(start, end) > DAYS_MAX) throw invalid('end', `the range may have at most ${DAYS_MAX} days`)
  return {
    start,
    end,
    metric: params.metric,
    charges: params.charges,
    currency: knownCurrency(params.currency, state),
    filters: params.filter,
  }
}

/**
 * The currency of the data that is meant, whatever the case.
 * @throws INVALID_INPUT for one that the data does not have
 */
export function knownCurrency(
  given: string | undefined,
  { currencies }: Pick<DataState, 'currencies'>,
): string | undefined {
  if (given === undefined || currencies.includes(given)) return given
  const folded = given.toUpperCase()
  const known = currencies.find((currency) => currency.toUpperCase() === folded)
  if (known !== undefined || currencies.length === 0) return known ?? folded
  throw invalid('currency', `there are no costs in "${clip(given)}", only in ${currencies.join(', ')}`)
}

function parseGroupBy(text: string): Dimension[] {
  const names = text === '' ? [] : text.split(',')
  if (names.length > GROUPS_MAX)
    throw invalid('groupBy', `at most ${GROUPS_MAX} dimensions, not ${names.length}`)
  const dimensions = names.map((name) => parseDimension(name, 'groupBy'))
  if (new Set(dimensions).size < dimensions.length)
    throw invalid('groupBy', 'each dimension may be given once only')
  return dimensions
}
