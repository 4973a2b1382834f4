import {
  ALIGNMENTS,
  type Alignment,
  CHARGES,
  type Charges,
  COMPARISONS,
  type Comparison,
  type Dimension,
  GRANULARITIES,
  type Granularity,
  METRICS,
  type Metric,
} from '@outlay/shared/dimensions'
import { addDays, type Day, daysBetween, isDay, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { DataState } from './data-state.ts'
import { parseDimension } from './dimension-sql.ts'
import { type Filter, parseFilters } from './filters.ts'
import { invalid, whole } from './params.ts'

const DAY_MIN = '1970-01-01'
const DAY_MAX = '2200-01-01'
const DAYS_MAX = 14_610 // 40 years
const GROUPS_MAX = 3

export const DayText = z
  .string()
  .refine((text) => isDay(text) && text >= DAY_MIN && text <= DAY_MAX, {
    error: `must be a day between ${DAY_MIN} and ${DAY_MAX} that exists, as YYYY-MM-DD`,
  })
  .describe('UTC day, YYYY-MM-DD')

const Currency = z.string().regex(/^[A-Za-z0-9._ -]{1,24}$/, 'must be a currency code, e.g. USD')

/** Which lines a figure counts and what it measures. */
export const BasisParams = {
  start: DayText.optional().describe('First day, inclusive. Default: the first of the data'),
  end: DayText.optional().describe('Day after the last, exclusive. Default: day after the last of the data'),
  metric: z.enum(METRICS).default('effective'),
  charges: z.enum(CHARGES).default('cost'),
  currency: Currency.optional().describe('Default: the largest of the question'),
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

/** Parameters of `GET /costs` and of `outlay costs`. Everything is text, as a URL or a flag gives it. */
export const CostsParams = z.strictObject({
  ...BasisParams,
  granularity: z.enum(GRANULARITIES).default('daily'),
  groupBy: groupByParam(''),
  top: whole(1, 1000).optional().describe('Keep this many groups, gather the rest in a row with other: true'),
  compare: z.enum(COMPARISONS).optional(),
  align: z.enum(ALIGNMENTS).optional().describe('Default: dow up to 28 days, else date'),
  explain: z
    .enum(['true', 'false', '1', '0', ''])
    .default('false')
    .transform((text) => text !== 'false' && text !== '0')
    .describe('Adds the SQL and its parameters to meta'),
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
  readonly compare: { readonly to: Comparison; readonly align: Alignment } | undefined
  readonly explain: boolean
}

/** Fills in what depends on the data and on other parameters, and bounds the range. */
export function toCostsQuestion(params: z.output<typeof CostsParams>, state: DataState): CostsQuestion {
  const basis = toBasisQuestion(params, state)
  if (params.align !== undefined && params.compare === undefined) {
    throw invalid('align', 'it needs compare=previous or compare=year')
  }
  const align = params.align ?? (daysBetween(basis.start, basis.end) <= 28 ? 'dow' : 'date')
  return {
    ...basis,
    granularity: params.granularity,
    groupBy: params.groupBy,
    top: params.top,
    compare: params.compare === undefined ? undefined : { to: params.compare, align },
    explain: params.explain,
  }
}

type BasisInput = z.output<z.ZodObject<typeof BasisParams>>

type Range = Pick<DataState, 'oldestDay' | 'lastDay' | 'today'>

/** The range and basis of a question: from the first day of the data to its last where it names none. */
export function toBasisQuestion(params: BasisInput, state: Range): BasisQuestion {
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
    currency: params.currency,
    filters: params.filter,
  }
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
