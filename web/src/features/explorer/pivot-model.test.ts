import type { CostRow } from '@outlay/shared/api'
import { expect, test } from 'vitest'
import { addAmounts } from '../../lib/amounts.ts'
import { toPivot } from './pivot-model.ts'
import { sortRows } from './sort-rows.ts'

const row = (group: (string | null)[], cost: string, rest: Partial<CostRow> = {}): CostRow => ({
  period: '2026-11-01',
  group,
  cost,
  ...rest,
})

test('rows and columns stand by size, and every cost is in exactly one cell', () => {
  const pivot = toPivot([
    row(['prod', 'aws'], '10.1'),
    row(['prod', 'gcp'], '40'),
    row([null, 'aws'], '5'),
    row([null, null], '2', { other: true }),
  ])

  expect(pivot.columns).toEqual(['gcp', 'aws'])
  expect(pivot.rows.map(({ value, cells, total }) => [value, cells, total])).toEqual([
    ['prod', ['40', '10.1'], '50.1'],
    [null, [null, '5'], '5'],
    [null, [null, null], '2'],
  ])
  expect(addAmounts(pivot.rows.map(({ total }) => total))).toBe('57.1')
})

test('past eight columns the rest is summed', () => {
  const pivot = toPivot(
    Array.from({ length: 10 }, (_, index) => row(['prod', `r${index}`], String(20 - index))),
  )

  expect(pivot.columns).toHaveLength(8)
  expect(pivot.rows[0]?.rest).toBe('23')
})

test('Other stands next to last and what has no value last, in every order', () => {
  const rows = [
    row([null], '900'),
    row([null], '500', { other: true }),
    row(['b'], '1', { previousCost: '50' }),
    row(['a'], '2', { previousCost: '2' }),
  ]
  const order = (sort: 'cost' | 'change' | 'name') =>
    sortRows(rows, sort, 'service', new Map()).map(({ group, other }) => (other ? 'Other' : group[0]))

  expect(order('cost')).toEqual(['a', 'b', 'Other', null])
  expect(order('change')).toEqual(['b', 'a', 'Other', null])
  expect(order('name')).toEqual(['a', 'b', 'Other', null])
})
