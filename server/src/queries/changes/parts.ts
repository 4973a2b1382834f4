import type { Mover } from '@outlay/shared/api'
import type { ChangePart } from '@outlay/shared/changes'
import { type Amount, addAmounts, subtractAmounts } from '@outlay/shared/money'
import Big from 'big.js'
import { z } from 'zod'
import { Money, runQuery } from '../../db/query.ts'
import type { Ask } from '../ask.ts'
import { previousRange } from '../comparison.ts'
import { createBinder } from '../where-sql.ts'
import { groupNames, pieceTables, type Shape } from './parts-sql.ts'
import type { ChangeQuestion } from './question.ts'

export const PART_IDS = [
  'usage',
  'price',
  'commitment',
  'new',
  'gone',
  'mix',
  'no_quantity',
  'fees',
  'adjustments',
  'tax',
  'credits',
  'exchange',
] as const

export interface PartsAnswer {
  /** Parts of all groups together. */
  readonly total: readonly ChangePart[]
  /** Parts of a group that was asked for. */
  of(group: Mover['group']): readonly ChangePart[]
  readonly sql: string
  readonly params: Readonly<Record<string, string>>
}

type Asked = ChangeQuestion & { readonly currency: string }

/** The parts of the change of a whole question, and of some of its groups. */
export async function readParts(
  ask: Ask,
  question: Asked,
  groups: readonly Mover['group'][],
): Promise<PartsAnswer> {
  const shape = shapeOf(ask, question)
  const names = groupNames(shape)
  const sql = `with ${pieceTables(shape).join(',\n')}\n${totalsSql(shape, names, groups)}`
  const { params } = shape.binder
  const rows = await runQuery(ask.connection, { name: 'change-parts', sql, params: Params, row: Row }, params)
  const of = (key: string) =>
    rows.filter((row) => keyOf(row.place) === key).map(({ part, amount }) => ({ id: part, amount }))
  return { total: of(keyOf(null)), of: (group) => of(keyOf(group)), sql, params }
}

/** What the parts of a question are computed from. */
export function shapeOf({ state }: Ask, question: Asked): Shape {
  const previous = previousRange(question.start, question.end, question.compare)
  return { question, previous, promoted: state.promoted, binder: createBinder() }
}

/**
 * Largest part first. What day-normalised lines lack of their change by being rounded one by one, far below a cent, is
 * added to the largest.
 */
export function settle(parts: readonly ChangePart[], change: Amount): readonly ChangePart[] {
  const sorted = parts.toSorted((a, b) => new Big(b.amount).abs().cmp(new Big(a.amount).abs()))
  const [first, ...others] = sorted
  const rest = subtractAmounts(change, addAmounts(parts.map(({ amount }) => amount)))
  if (rest === '0') return sorted
  if (first === undefined) return [{ id: 'mix', amount: rest }]
  return [{ ...first, amount: addAmounts([first.amount, rest]) }, ...others]
}

/** A row for each part of each wanted group, and of all (`place` null). */
function totalsSql({ binder }: Shape, names: readonly string[], groups: readonly Mover['group'][]): string {
  const all = `select null::varchar[] as place, part, sum(amount) as amount\nfrom piece\ngroup by part\nhaving sum(amount) <> 0`
  if (groups.length === 0 || names.length === 0) return all
  const wanted = groups.map((group) => {
    const same = names.map((name, index) => {
      const value = group[index] ?? null
      return value === null ? `${name} is null` : `${name} = ${binder.bind(value)}`
    })
    return `(${same.join(' and ')})`
  })
  return `${all}
union all
select [${names.join(', ')}] as place, part, sum(amount)
from piece
where ${wanted.join('\n  or ')}
group by ${names.join(', ')}, part
having sum(amount) <> 0`
}

function keyOf(place: readonly (string | null)[] | null): string {
  return JSON.stringify(place)
}

const Params = z.record(z.string(), z.string())
const Row = z.object({
  place: z.array(z.string().nullable()).nullable(),
  part: z.enum(PART_IDS),
  amount: Money,
})
