import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moveCell } from './use-cell.ts'

test.each([
  ['ArrowLeft', { row: 1, column: 29 }],
  ['ArrowRight', { row: 1, column: 31 }],
  ['ArrowUp', { row: 0, column: 30 }],
  ['ArrowDown', { row: 2, column: 30 }],
  ['PageUp', { row: 1, column: 23 }],
  ['PageDown', { row: 1, column: 37 }],
  ['Home', { row: 1, column: 0 }],
  ['End', { row: 1, column: 59 }],
])('%s leads on', (key, to) => {
  expect(moveCell({ row: 1, column: 30 }, key, 3, 60)).toEqual(to)
})

test('the first key leads to the newest day, Home to the oldest; others are left to the page', () => {
  expect(moveCell(null, 'ArrowLeft', 3, 60)).toEqual({ row: 0, column: 59 })
  expect(moveCell(null, 'Home', 3, 60)).toEqual({ row: 0, column: 0 })
  expect(moveCell(null, 'a', 3, 60)).toBeNull()
  expect(moveCell(null, 'constructor', 3, 60)).toBeNull()
})

test('no row of keys leads out of the strip', () => {
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'End', 'Home')
  const size = fc.integer({ min: 1, max: 70 })
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), size, size, (keys, rows, columns) => {
      const end = keys.reduce<ReturnType<typeof moveCell>>(
        (cell, each) => moveCell(cell, each, rows, columns),
        null,
      )
      expect(end?.row).toBeGreaterThanOrEqual(0)
      expect(end?.row).toBeLessThan(rows)
      expect(end?.column).toBeGreaterThanOrEqual(0)
      expect(end?.column).toBeLessThan(columns)
    }),
  )
})
