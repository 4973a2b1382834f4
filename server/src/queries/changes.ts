import type { ChangesAnswer, CostRow, Mover } from '@outlay/shared/api'
import { subtractAmounts } from '@outlay/shared/money'
import { addDays, type Day, monthStart } from '@outlay/shared/period'
import Big from 'big.js'
import type { z } from 'zod'
import type { Ask } from './ask.ts'
import { runCosts } from './costs.ts'
import { CostsParams, type CostsQuestion, groupByParam, toCostsQuestion } from './costs-question.ts'
import { readParams, whole } from './params.ts'

const SPARKLINE_DAYS = 14
const GROUPS_MAX = 1_000_000

export const ChangesParams = CostsParams.omit({ granularity: true, top: true, explain: true }).extend({
  groupBy: groupByParam('service,team'),
  limit: whole(1, 100).default(10),
})

/**
 * Top movers: the groups whose cost changed most against the compared range, up or down. Without a range it is the month
 * to date, complete days only, as on the overview; an end alone goes back to the first of its month.
 */
export async function answerChanges(ask: Ask, params: URLSearchParams): Promise<ChangesAnswer> {
  const { limit, ...rest } = readParams(ChangesParams, params)
  const asked = { ...rest, ...completeDays(rest, ask.state.dataThrough), compare: rest.compare ?? 'previous' }
  const question = toCostsQuestion({ ...asked, ...FIXED }, ask.state)
  const { movers, meta } = await readMovers(ask, question)
  const data = movers.toSorted((a, b) => new Big(b.change).abs().cmp(new Big(a.change).abs())).slice(0, limit)
  return { data: await withSparklines(ask, question, data), meta }
}

/** Top movers up and down, each at most `limit`. */
export async function readTopMovers(
  ask: Ask,
  asked: CostsQuestion,
  limit: number,
): Promise<readonly Mover[]> {
  const { movers } = await readMovers(ask, asked)
  const sorted = movers
    .filter(({ change }) => change !== '0')
    .toSorted((a, b) => new Big(b.change).cmp(a.change))
  const up = sorted.filter(({ change }) => !change.startsWith('-')).slice(0, limit)
  const down = sorted
    .filter(({ change }) => change.startsWith('-'))
    .toReversed()
    .slice(0, limit)
  return withSparklines(ask, asked, [...up, ...down])
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

const FIXED = { granularity: 'total', top: undefined, explain: false } as const satisfies Partial<
  z.output<typeof CostsParams>
>

async function readMovers(ask: Ask, question: CostsQuestion) {
  const { data, meta } = await runCosts(ask, question, GROUPS_MAX)
  const { basis, currency, currencies, start, end, previous, total, previousTotal, warnings } = meta
  if (previous === undefined) throw new Error('changes need a comparison')
  const known = previousTotal === undefined ? {} : { previousTotal }
  const plain = {
    basis,
    currency,
    currencies,
    groupBy: question.groupBy,
    start,
    end,
    previous,
    total,
    warnings,
  }
  return { movers: data.flatMap(toMover), meta: { ...plain, ...known, sparkline: sparklineDays(end) } }
}

function toMover({ group, cost, previousCost }: CostRow): Mover[] {
  if (previousCost === undefined) return []
  return [{ group, cost, previousCost, change: subtractAmounts(cost, previousCost), sparkline: [] }]
}

/** Adds the daily costs of the last two weeks of the range. */
async function withSparklines(
  ask: Ask,
  question: CostsQuestion,
  movers: readonly Mover[],
): Promise<readonly Mover[]> {
  if (movers.length === 0) return []
  const range = sparklineDays(question.end)
  const daily = {
    ...question,
    ...range,
    granularity: 'daily',
    compare: undefined,
    filters: narrowed(question, movers),
  } as const
  const { data } = await runCosts(ask, daily, GROUPS_MAX)
  const costs = new Map(data.map((row) => [JSON.stringify([row.period, ...row.group]), Number(row.cost)]))
  const days = Array.from({ length: SPARKLINE_DAYS }, (_, index) => addDays(range.start, index))
  return movers.map((mover) => ({
    ...mover,
    sparkline: days.map((day) => costs.get(JSON.stringify([day, ...mover.group])) ?? 0),
  }))
}

function sparklineDays(end: Day): { start: Day; end: Day } {
  return { start: addDays(end, -SPARKLINE_DAYS), end }
}

/** Bounds the daily rows by the first dimension's values, unless one of them is absent. */
function narrowed({ filters, groupBy }: CostsQuestion, movers: readonly Mover[]): CostsQuestion['filters'] {
  const values = [...new Set(movers.map(({ group }) => group[0] ?? null))]
  const known = values.filter((value) => value !== null)
  const [dimension] = groupBy
  if (dimension === undefined || known.length < values.length) return filters
  return [...filters, { dimension, op: 'is', values: known }]
}
