import { expect, test } from 'vitest'
import type { Episode } from './walk.ts'
import { watch } from './watch.ts'

const DAYS = 160
const WEEKDAYS = [1.1, 1.1, 1.05, 1.1, 1.05, 0.75, 0.7]

/** 300 a day with a weekly shape and 5 % of noise that is the same in every run; `change` by day. */
function series(change: (day: number) => number = () => 1, level = 300): number[] {
  return Array.from({ length: DAYS }, (_, day) => {
    const noise = 1 + 0.05 * Math.sin(day * day * 12.9898)
    return level * (WEEKDAYS[day % 7] ?? 1) * noise * change(day)
  })
}

function episodes(values: readonly number[], gate = 50): readonly Episode[] {
  return watch(values, {
    first: 0,
    last: values.length - 1,
    gate: values.map(() => gate),
    share: 0.2,
  }).episodes
}

test.each([
  ['what only moves by weekday and noise', series()],
  ['slow growth of business', series((day) => 1 + day * 0.002)],
  ['a rise below the share of 20 %', series((day) => (day >= 120 ? 1.15 : 1))],
  ['a rise below the gate in money', series((day) => (day >= 120 ? 1.4 : 1), 100)],
  ['jobs that run on some days since ever', series((day) => (day % 9 < 2 ? 3 : 1))],
])('%s is no episode', (_, values) => {
  expect(episodes(values)).toEqual([])
})

test('a spike is raised on its first day and over when two days are back', () => {
  const [spike, ...others] = episodes(series((day) => (day === 120 || day === 121 ? 2.5 : 1)))

  expect(spike).toMatchObject({ direction: 'up', start: 120, last: 121, detected: 120, open: false })
  expect(others).toEqual([])
})

test('a new level stays one episode until it has lasted six weeks, and counts as usual then', () => {
  const open = episodes(series((day) => (day >= 130 ? 1.8 : 1)))
  const settled = episodes(series((day) => (day >= 90 ? 1.8 : 1)))

  expect(open).toMatchObject([{ start: 130, last: 159, open: true }])
  expect(settled).toMatchObject([{ start: 90, open: false, settledIn: true }])
})

test('the fall back from a level that had become usual is no news', () => {
  const found = episodes(series((day) => (day >= 60 && day < 140 ? 2 : 1)))

  expect(found.map(({ direction }) => direction)).toEqual(['up'])
})

test('a drop is raised; one that noise could hide needs days that agree', () => {
  const clear = episodes(series((day) => (day >= 120 && day < 124 ? 0.2 : 1)))
  const noisy = series().map((value, day) => value * (1 + 0.3 * Math.sin(day * day)))
  const hidden = episodes(noisy.map((value, day) => (day >= 120 && day < 126 ? value * 0.05 : value)))

  expect(clear).toMatchObject([{ direction: 'down', start: 120, detected: 120, last: 123 }])
  expect(hidden).toMatchObject([{ direction: 'down', start: 120 }])
  expect(hidden[0]?.detected).toBeGreaterThan(120)
})

test('growth of a few percent a day is found though no day stands out', () => {
  const [drift, ...others] = episodes(series((day) => (day < 110 ? 1 : 1 + 0.02 * (day - 110))))

  expect(drift).toMatchObject({ direction: 'up', open: true })
  expect(drift?.start).toBeGreaterThanOrEqual(108)
  expect(others).toEqual([])
})

test('nothing is raised in the first four weeks, and no drop in the first ten', () => {
  expect(episodes(series((day) => (day === 20 ? 5 : 1)))).toEqual([])
  expect(episodes(series((day) => (day >= 50 && day < 55 ? 0.1 : 1)))).toEqual([])
})

test('a day that is known later does not change what was said before it', () => {
  const values = series((day) => (day >= 120 && day < 123 ? 2.5 : 1))
  const then = watch(values.slice(0, 122), {
    first: 0,
    last: 121,
    gate: values.map(() => 50),
    share: 0.2,
  })
  const now = watch(values, { first: 0, last: DAYS - 1, gate: values.map(() => 50), share: 0.2 })

  expect(then.expected.slice(28)).toEqual(now.expected.slice(28, 122))
  expect(then.episodes[0]?.detected).toBe(now.episodes[0]?.detected)
})

test.each([
  [5, 100, 10],
  [5, 60, 17],
  [4, 60, 21],
])(
  'growth of %i %% of %i a day leaves the gates after %i days and is told within three more',
  (percent, level, left) => {
    const [drift] = episodes(series((day) => 1 + Math.max(0, day - 110) * (percent / 100), level))

    expect(drift?.direction).toBe('up')
    expect(drift?.detected).toBeLessThanOrEqual(110 + left + 3)
  },
)

test('a place that only grows as a sum is told from twice the gates on', () => {
  const rising = series((day) => 1 + Math.max(0, day - 110) * 0.045, 50)
  const options = { first: 0, last: DAYS - 1, gate: rising.map(() => 50), share: 0.2 }
  const explained = rising.map(() => 0)

  expect(watch(rising, options).episodes).toHaveLength(1)
  expect(watch(rising, { ...options, explained }).episodes).toEqual([])
})
