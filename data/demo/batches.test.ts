import { expect, test } from 'vitest'
import { planBatches } from './batches.ts'
import { createCalendar } from './calendar.ts'

test.each([
  // as-of day, first month, month of the last day, does a delivery of the day before show something new
  ['2026-11-23', '2025-11-01', '2026-11-01', true],
  ['2026-03-01', '2025-02-01', '2026-02-01', true],
  ['2026-03-02', '2025-03-01', '2026-03-01', false],
  ['2026-03-03', '2025-03-01', '2026-03-01', true],
  ['2024-02-29', '2023-02-01', '2024-02-01', true],
])(
  'on %s the history has thirteen months and its deliveries arrive after their data',
  (asOf, first, last, eve) => {
    const calendar = createCalendar(asOf, 1)
    const batches = planBatches(calendar)
    expect([calendar.months.length, calendar.months[0], calendar.months[12]]).toEqual([13, first, last])
    expect(batches.some(({ name }) => name === 'eve')).toBe(eve)
    for (const { months, arrived, name } of batches) {
      expect(Math.max(...months)).toBeLessThanOrEqual(12)
      if (name === 'history') expect(arrived > calendar.month(11)).toBe(true)
      expect(arrived.slice(0, 10) <= asOf).toBe(true)
    }
  },
)

test('deliveries come in the order of arrival, the truncated one last', () => {
  const batches = planBatches(createCalendar('2026-11-23', 1))
  const arrivals = batches.map(({ arrived }) => arrived)
  expect(arrivals).toEqual([...arrivals].sort())
  expect(batches.at(-1)).toMatchObject({ source: 'azure-ea', expect: 'held' })
})
