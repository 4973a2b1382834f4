import type { SlackChart, SlackChartBlock, SlackMessage } from '@outlay/shared/alerts'
import { expect, test } from 'vitest'
import { hasCharts, withoutCharts } from './slack-chart-text.ts'
import { slackFaults } from './slack-limits.ts'

const DAYS = ['Mon', 'Tue', 'Wed']
const series = (name: string, values: readonly number[], labels: readonly string[] = DAYS) => ({
  name,
  data: values.map((value, index) => ({ label: labels[index] ?? '', value })),
})
const line = (given: Partial<Extract<SlackChart, { type: 'line' | 'bar' | 'area' }>> = {}): SlackChart => ({
  type: 'line',
  series: [series('This week', [1320, 1380, 20]), series('Week before', [1230, 0, -5])],
  axis_config: { categories: DAYS, y_label: 'USD' },
  ...given,
})
const message = (chart: SlackChart, title = 'Daily cost ($)'): SlackMessage => ({
  text: 'Week 47',
  blocks: [{ type: 'data_visualization', title, chart }],
})
const pie = (...segments: readonly [string, number][]): SlackChart => ({
  type: 'pie',
  segments: segments.map(([label, value]) => ({ label, value })),
})
const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

test.each([
  ['a line of two weeks', line()],
  ['a pie', pie(['EC2', 2], ['S3', 0.5])],
  [
    'twenty categories and six series',
    line({
      axis_config: { categories: names(20) },
      series: names(6).map((name) => series(name, Array(20).fill(1), names(20))),
    }),
  ],
])('Slack takes %s', (_, chart) => {
  expect(slackFaults(message(chart))).toEqual([])
})

test.each([
  ['a title of 51 characters', message(line(), 'x'.repeat(51)), 'title: 51 of at most 50'],
  ['no title', message(line(), ''), 'title: missing'],
  [
    'seven series',
    message(line({ series: names(7).map((name) => series(name, [1, 2, 3])) })),
    'series: 7 of 1 to 6',
  ],
  [
    'two series of one name',
    message(line({ series: [series('a', [1, 2, 3]), series('a', [1, 2, 3])] })),
    'series: a name is there twice',
  ],
  [
    'a series that lacks a category',
    message(line({ series: [series('a', [1, 2])] })),
    'series a: its labels are not the categories',
  ],
  [
    'a series of other labels',
    message(line({ series: [series('a', [1, 2, 3], ['Mon', 'Tue', 'Thu'])] })),
    'series a: its labels are not the categories',
  ],
  [
    'a value that is none',
    message(line({ series: [series('a', [1, Number.NaN, 3])] })),
    'series a: a value is no number',
  ],
  [
    'a long category',
    message(
      line({
        axis_config: { categories: ['x'.repeat(21)] },
        series: [series('a', [1], ['x'.repeat(21)])],
      }),
    ),
    'category: 21 of at most 20',
  ],
  [
    'a long axis title',
    message(line({ axis_config: { categories: DAYS, y_label: 'y'.repeat(51) } })),
    'axis title: 51 of at most 50',
  ],
  ['a segment of nothing', message(pie(['EC2', 0])), 'segment EC2: 0 is not above 0'],
  [
    'seven segments',
    message(pie(...names(7).map((name): [string, number] => [name, 1]))),
    'segments: 7 of 1 to 6',
  ],
])('Slack refuses %s', (_, given, fault) => {
  expect(slackFaults(given)).toContain(`blocks[0].${fault}`)
})

test('Slack takes two charts a message, not three', () => {
  const chart: SlackChartBlock = { type: 'data_visualization', title: 'Days', chart: line() }

  expect(slackFaults({ text: 't', blocks: [chart, chart] })).toEqual([])
  expect(slackFaults({ text: 't', blocks: [chart, chart, chart] })).toEqual(['charts: 3 of at most 2'])
})

test('a chart as text keeps every figure and lets no name mention anybody', () => {
  const given = message(
    line({ series: [series('<!channel>', [1320, 1380, 20]), series('b', [1230, 0, -5])] }),
  )
  const [block] = withoutCharts(given).blocks

  expect(hasCharts(given)).toBe(true)
  expect(hasCharts(withoutCharts(given))).toBe(false)
  expect(block).toEqual({
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: [
        '*Daily cost ($)*',
        '&lt;!channel&gt;: Mon 1.3K · Tue 1.4K · Wed 20 `██▁`',
        'b: Mon 1.2K · Tue 0 · Wed -5 `█▁▁`',
      ].join('\n'),
    },
  })
})
