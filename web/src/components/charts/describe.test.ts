import { expect, test } from 'vitest'
import type { ChartModel } from './chart-model.ts'
import { describeChart } from './describe.ts'

const chart = (
  totals: readonly (string | null)[],
  partialIndex = totals.length,
  wholeIndex = 0,
): ChartModel => ({
  granularity: 'daily',
  periods: totals.map((_, index) => `2026-11-0${index + 1}`),
  series: [],
  totals,
  wholeIndex,
  partialIndex,
})

test('says lowest, highest, last and where it is heading', () => {
  expect(describeChart(chart(['120', '100', '150', '200']), 'USD')).toBe(
    'Lowest $100 on 2 Nov, highest $200 on 4 Nov, last complete $200 on 4 Nov; rising.',
  )
})

test('leaves out days in progress and days without data', () => {
  expect(describeChart(chart(['100', '100', '5', null], 2), 'USD')).toBe(
    'Lowest $100 on 1 Nov, highest $100 on 1 Nov, last complete $100 on 2 Nov; steady.',
  )
})

test('leaves out a first period that the range cuts', () => {
  expect(describeChart(chart(['1', '100', '100'], 3, 1), 'USD')).toContain('Lowest $100 on 2 Nov')
})

test('says so when there is nothing complete', () => {
  expect(describeChart(chart([null, '5'], 1), 'USD')).toBe('No complete period to describe yet.')
})
