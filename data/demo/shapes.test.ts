import { expect, test } from 'vitest'
import { shapeHours } from './shapes.ts'

test.each([
  // shape, its load over Wednesday and over Sunday
  ['flat', 24, 24],
  ['office', 10, 0],
  ['weekday', 24, 0],
  ['nightly', 24, 24],
])('running sums give the load of any day: %s', (shape, wednesday, sunday) => {
  const rows = shapeHours().filter((row) => row.shape === shape)
  const before = (hour: number) => rows.find((row) => row.hour === hour)?.before ?? Number.NaN
  expect(before(72) - before(48)).toBe(wednesday)
  expect(before(168) - before(144)).toBe(sunday)
})
