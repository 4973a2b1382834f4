import type { Day } from '@outlay/shared/period'
import { addDays, daysBetween, monthStart } from '@outlay/shared/period'
import type { z } from 'zod'
import type { Ask } from '../ask.ts'
import type { ComparedWith } from '../comparison.ts'
import { CostsParams, type CostsQuestion, DayText, groupByParam, toCostsQuestion } from '../costs-question.ts'
import { invalid, whole } from '../params.ts'

/** Month to date on these days is mostly fees, support, tax and subscriptions. Source: finops.md §3. */
const FIRST_DAYS = 5

export const ChangesParams = CostsParams.omit({
  granularity: true,
  top: true,
  keep: true,
  promote: true,
}).extend({
  groupBy: groupByParam('service,team'),
  limit: whole(1, 100).default(10),
  cmpStart: DayText.optional().describe('With cmpEnd: compares with these days, whatever they are'),
  cmpEnd: DayText.optional(),
})

export interface ChangeQuestion extends CostsQuestion {
  readonly compare: ComparedWith
}

export interface AskedChange {
  readonly question: ChangeQuestion
  /** The charges that were asked for, where the question was narrowed to usage. */
  readonly apartFrom: CostsQuestion['charges'] | null
}

/**
 * Without a range it is the month to date, complete days only, as on the overview; an end alone goes back to the first
 * of its month. The first five days of a month are compared by usage alone.
 * @throws INVALID_INPUT naming the parameter
 */
export function toChangeQuestion(
  { state }: Ask,
  { cmpStart, cmpEnd, limit: _, ...rest }: z.output<typeof ChangesParams>,
): AskedChange {
  const asked = {
    ...rest,
    ...completeDays(rest, state.dataThrough),
    granularity: 'total',
    top: undefined,
  } as const
  const named = namedRange(cmpStart, cmpEnd, rest.compare !== undefined)
  const { compare, ...question } = toCostsQuestion({ ...asked, compare: rest.compare ?? 'previous' }, state)
  if (compare === undefined) throw new Error('a change needs a comparison')
  return firstDays({
    ...question,
    compare: named === undefined ? compare : { to: named, align: rest.align ?? 'date' },
  })
}

/** The same question of usage alone where its range is the first days of a month; the rest stands apart. */
export function firstDays(question: ChangeQuestion): AskedChange {
  const { start, end, charges, compare } = question
  const isFirst = start.endsWith('-01') && daysBetween(start, end) <= FIRST_DAYS
  if (!isFirst || charges === 'usage' || typeof compare.to === 'object') return { question, apartFrom: null }
  return { question: { ...question, charges: 'usage' }, apartFrom: charges }
}

function namedRange(start: Day | undefined, end: Day | undefined, hasOther: boolean) {
  if (start === undefined && end === undefined) return undefined
  if (start === undefined || end === undefined) {
    throw invalid(start === undefined ? 'cmpStart' : 'cmpEnd', 'cmpStart and cmpEnd need each other')
  }
  if (hasOther) throw invalid('compare', 'it cannot stand beside cmpStart and cmpEnd')
  if (start >= end) throw invalid('cmpStart', `${start} must lie before cmpEnd, ${end}; the end is exclusive`)
  return { start, end }
}

interface Bounds {
  readonly start?: Day | undefined
  readonly end?: Day | undefined
}

function completeDays({ start, end }: Bounds, dataThrough: Day | null): Bounds {
  if (dataThrough === null) return { start, end }
  const through = addDays(dataThrough, 1)
  const until = end ?? (start === undefined || start < through ? through : undefined)
  return { start: start ?? monthStart(addDays(until ?? through, -1)), end: until }
}
