import type { CostRow, CostsMeta, Mover } from '@outlay/shared/api'
import { subtractAmounts } from '@outlay/shared/money'
import { addDays, type Day } from '@outlay/shared/period'
import Big from 'big.js'
import type { Ask } from '../ask.ts'
import { runCosts } from '../costs.ts'
import type { CostsQuestion } from '../costs-question.ts'
import type { ChangeQuestion } from './question.ts'

const SPARKLINE_DAYS = 14
const GROUPS_MAX = 1_000_000

export interface Movers {
  /** In no order; empty where history does not hold what they would be compared with. */
  readonly movers: readonly Mover[]
  readonly meta: CostsMeta & { readonly previous: NonNullable<CostsMeta['previous']> }
}

/** Every group of a question with the change of its cost, without sparklines. */
export async function readMovers(ask: Ask, question: ChangeQuestion): Promise<Movers> {
  const { data, meta } = await runCosts(ask, question, GROUPS_MAX)
  const { previous } = meta
  if (previous === undefined) throw new Error('changes need a comparison')
  return { movers: data.flatMap(toMover), meta: { ...meta, previous } }
}

/** Largest change first, up or down. */
export function bySize(a: Mover, b: Mover): number {
  return new Big(b.change).abs().cmp(new Big(a.change).abs())
}

/** Top movers up and down, each at most `limit`. */
export async function readTopMovers(
  ask: Ask,
  question: ChangeQuestion,
  limit: number,
): Promise<readonly Mover[]> {
  const { movers } = await readMovers(ask, question)
  const sorted = movers.filter(({ change }) => change !== '0').toSorted(bySize)
  const up = sorted.filter(({ change }) => !change.startsWith('-')).slice(0, limit)
  const down = sorted.filter(({ change }) => change.startsWith('-')).slice(0, limit)
  return withSparklines(ask, question, [...up, ...down])
}

/** Adds the daily costs of the last two weeks of the range. */
export async function withSparklines<T extends Mover>(
  ask: Ask,
  question: CostsQuestion,
  movers: readonly T[],
): Promise<readonly T[]> {
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

export function sparklineDays(end: Day): { start: Day; end: Day } {
  return { start: addDays(end, -SPARKLINE_DAYS), end }
}

function toMover({ group, cost, previousCost }: CostRow): Mover[] {
  if (previousCost === undefined) return []
  return [{ group, cost, previousCost, change: subtractAmounts(cost, previousCost), sparkline: [] }]
}

/** Bounds the daily rows by the first dimension's values, unless one of them is absent. */
function narrowed({ filters, groupBy }: CostsQuestion, movers: readonly Mover[]): CostsQuestion['filters'] {
  const values = [...new Set(movers.map(({ group }) => group[0] ?? null))]
  const known = values.filter((value) => value !== null)
  const [dimension] = groupBy
  if (dimension === undefined || known.length < values.length) return filters
  return [...filters, { dimension, op: 'is', values: known }]
}
