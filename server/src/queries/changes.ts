import type { ChangesAnswer, CostRow, Mover } from '@outlay/shared/api'
import { subtractAmounts } from '@outlay/shared/money'
import { addDays, type Day } from '@outlay/shared/period'
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

/** Top movers: the groups whose cost changed most against the compared range, up or down. */
export async function answerChanges(ask: Ask, params: URLSearchParams): Promise<ChangesAnswer> {
  const { limit, ...rest } = readParams(ChangesParams, params)
  const question = toCostsQuestion({ ...rest, ...FIXED, compare: rest.compare ?? 'previous' }, ask.state)
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

const FIXED = { granularity: 'total', top: undefined, explain: false } as const satisfies Partial<
  z.output<typeof CostsParams>
>

async function readMovers(ask: Ask, question: CostsQuestion) {
  const { data, meta } = await runCosts(ask, question, GROUPS_MAX)
  const { basis, currency, start, end, previous, total, previousTotal = '0' } = meta
  const movers = data.map(toMover)
  const groupBy = question.groupBy
  if (previous === undefined) throw new Error('changes need a comparison')
  const sparkline = sparklineDays(end)
  return { movers, meta: { basis, currency, groupBy, start, end, previous, total, previousTotal, sparkline } }
}

function toMover({ group, cost, previousCost = '0' }: CostRow): Mover {
  return { group, cost, previousCost, change: subtractAmounts(cost, previousCost), sparkline: [] }
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
