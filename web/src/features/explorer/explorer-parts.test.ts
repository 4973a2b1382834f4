import { describe, expect, test } from 'vitest'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { DEFAULT_VIEW } from '../../lib/view.ts'
import { toCumulative } from './cumulative.ts'
import { pinnedOf, togglePin } from './pins.ts'
import { tableQuestion } from './table-question.ts'
import { toWeekdayHeat } from './weekday-heat.ts'

test('pins are kept in the address, several at once, and go one by one', () => {
  const one = { ...DEFAULT_VIEW, local: togglePin(DEFAULT_VIEW, 'Amazon S3, old') }
  const two = { ...one, local: togglePin(one, 'אבג') }

  expect(pinnedOf(two)).toEqual(['Amazon S3, old', 'אבג'])
  expect(togglePin(two, 'Amazon S3, old')).toEqual({ pin: 'אבג' })
  expect(togglePin({ local: { pin: 'a', find: 'x' } }, 'a')).toEqual({ find: 'x' })
  expect(tableQuestion(two)).toMatchObject({ keep: ['Amazon S3, old', 'אבג'] })
  expect(tableQuestion({ ...two, by2: 'team' })).not.toHaveProperty('keep')
})

test('sums so far are exact, and days without data stay without', () => {
  const series = { key: 'a', label: 'a', slot: 1, amounts: ['0.1', null, '0.2', '-0.3'], total: '0' } as const
  const model: ChartModel = {
    granularity: 'daily',
    periods: ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'],
    series: [series],
    totals: series.amounts,
    wholeIndex: 0,
    partialIndex: 4,
  }

  expect(toCumulative(model).series[0]?.amounts).toEqual(['0.1', null, '0.3', '0'])
  expect(toCumulative(model).totals).toEqual(['0.1', null, '0.3', '0'])
})

describe('weekdays against weeks', () => {
  const range = {
    start: '2026-11-05',
    end: '2026-11-14',
    dataThrough: '2026-11-12',
    partialFrom: '2026-11-12',
  }
  const days = [
    { day: '2026-11-05', cost: '10' },
    { day: '2026-11-12', cost: '40' },
    { day: '2026-11-07', cost: '1' },
    { day: '2026-11-08', cost: '2' },
    { day: '2026-11-09', cost: '3' },
  ]
  const { weeks, rows } = toWeekdayHeat({ ...range, days })

  test('a week begins on Monday, and a day outside the range or without data is none', () => {
    expect(weeks).toEqual(['2026-11-02', '2026-11-09'])
    expect(rows[3]?.cells.map(({ day, cost }) => [day, cost])).toEqual([
      ['2026-11-05', '10'],
      ['2026-11-12', '40'],
    ])
    expect(rows[0]?.cells.map(({ cost }) => cost)).toEqual([null, '3'])
    expect(rows[4]?.cells.map(({ cost }) => cost)).toEqual(['0', null])
  })

  test('the mean leaves out days in progress', () => {
    expect(rows[3]?.mean).toBe(10)
    expect(toWeekdayHeat({ ...range, days: [], dataThrough: '2026-11-01' }).rows[3]?.mean).toBeNull()
  })

  test('the steps are fifths of the days, so that one dear day does not hide the others', () => {
    const steps = rows.flatMap(({ cells }) => cells.filter(({ cost }) => Number(cost) > 0))
    expect(steps.map(({ cost, step }) => [cost, step]).toSorted()).toEqual([
      ['1', 1],
      ['10', 4],
      ['2', 2],
      ['3', 3],
      ['40', 5],
    ])
  })
})
