import { expect, test } from 'vitest'
import { carryRecurring, sameDay } from './recurring.ts'

const days = (length: number, charges: Readonly<Record<number, number>>) =>
  Array.from({ length }, (_, index) => charges[index] ?? 0)

test('a monthly fee comes again on its day with its last amount', () => {
  // 1 August to 18 November; fees on the 1st
  const values = days(110, { 0: 90, 31: 90, 61: 100, 92: 100 })

  const carried = carryRecurring(values, '2026-11-18', 45)

  // 1 December is the 13th day ahead, 1 January the 44th
  expect(carried.flatMap((amount, index) => (amount === 0 ? [] : [[index, amount]]))).toEqual([
    [12, 100],
    [43, 100],
  ])
})

test('a fee that fails to come has ended', () => {
  expect(carryRecurring(days(110, { 0: 90, 31: 90, 61: 90 }), '2026-11-18', 60)).toEqual(days(60, {}))
})

test('a daily fee goes on as in the last week, and has ended after three days without', () => {
  const fee = new Array<number>(40).fill(5)

  expect(carryRecurring(fee, '2026-11-18', 2)).toEqual([5, 5])
  expect(carryRecurring([...fee.slice(0, 37), 0, 0, 0], '2026-11-18', 2)).toEqual([0, 0])
})

test('a quarterly fee keeps its distance', () => {
  // 1 May and 1 August
  const carried = carryRecurring(days(202, { 0: 300, 92: 300 }), '2026-11-18', 110)

  expect(carried.findIndex((amount) => amount > 0)).toBe(-1)
  expect(
    carryRecurring(days(140, { 0: 300, 92: 300 }), '2026-09-17', 60).findIndex((amount) => amount > 0),
  ).toBe(44)
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-15', 2, '2027-02-15'],
])('the same day of %s %i months on is %s', (day, months, expected) => {
  expect(sameDay(day, months)).toBe(expected)
})
