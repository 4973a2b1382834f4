import { addDays } from '@outlay/shared/period'
import { describe, expect, test } from 'vitest'
import { spikeOn } from '../decide/daily-spike.ts'
import { crossingsOf } from '../decide/thresholds.ts'
import { amountOf } from './amount-of.ts'
import { type StandingInput, standingOf } from './standing.ts'

const PERIOD = { key: '2026-11', label: 'Nov 2026', start: '2026-11-01', end: '2026-12-01' }

/** 20 days of `cost` each, and a forecast of the same. */
function input(cost: number, given: Partial<StandingInput> = {}): StandingInput {
  const days = Array.from({ length: 20 }, (_, index) => ({
    day: addDays('2026-11-01', index),
    cost: String(cost),
  }))
  const forecast = Array.from({ length: 10 }, (_, index) => ({
    day: addDays('2026-11-21', index),
    mean: cost * (index + 1),
    low80: cost * (index + 1) * 0.8,
    high80: cost * (index + 1) * 1.25,
    low95: cost * (index + 1) * 0.5,
    high95: cost * (index + 1) * 2,
  }))
  return {
    ...{ period: PERIOD, amount: '3000', dataThrough: '2026-11-20', days, forecast },
    ...{ forecastMissing: null, previous: null, ...given },
  }
}

describe('a budget', () => {
  test.each([
    ['on track', input(90), 'on_track', null],
    [
      'at risk, with the interval of the breach',
      input(125),
      'at_risk',
      { day: '2026-11-24', earliest: '2026-11-24', latest: '2026-11-25', happened: false },
    ],
    [
      'over, since the day on which it happened',
      input(160),
      'over',
      { day: '2026-11-19', earliest: '2026-11-19', latest: '2026-11-19', happened: true },
    ],
    ['unknown without an amount', input(90, { amount: null }), 'unknown', null],
    [
      'unknown before its first complete day',
      input(90, { dataThrough: '2026-10-30', days: [] }),
      'unknown',
      null,
    ],
  ] as const)('is %s', (_, given, status, breach) => {
    expect(standingOf(given)).toMatchObject({ status, breach })
  })

  test('knows what is left a day and at what pace it goes', () => {
    expect(standingOf(input(100))).toMatchObject({
      actual: '2000',
      used: 2 / 3,
      elapsed: 20 / 30,
      daysLeft: 10,
      allowancePerDay: 100,
      recentPerDay: 100,
      forecast: { expected: 3000, low80: 2800, high80: 3250 },
    })
  })

  test('is what was spent once its period is over', () => {
    const days = [{ day: '2026-11-30', cost: '3100' }]
    const ended = standingOf(input(0, { days, dataThrough: '2026-12-05', forecast: undefined }))

    expect(ended).toMatchObject({
      status: 'over',
      daysLeft: 0,
      allowancePerDay: null,
      forecast: { expected: 3100 },
    })
  })
})

describe('thresholds', () => {
  const all = { thresholds: [50, 80, 100].map((percent) => ({ percent, on: 'actual' as const })) }
  const rules = (given: StandingInput, budget: Parameters<typeof crossingsOf>[0]['budget'] = all) =>
    crossingsOf({
      budget,
      standing: standingOf(given),
      days: given.days.map((each) => ({ ...each, watched: each.cost })),
    }).map(({ rule, day }) => `${rule} ${day}`)

  test('are reached on a day each, the gravest first', () => {
    expect(rules(input(160))).toEqual([
      'actual-100 2026-11-19',
      'actual-80 2026-11-15',
      'actual-50 2026-11-10',
    ])
  })

  test('a forecast is no rule in the first five days, nor once the period is over', () => {
    const forecast = { thresholds: [{ percent: 100, on: 'forecast' as const }] }
    const early = input(500, { dataThrough: '2026-11-05', days: input(500).days.slice(0, 5) })

    expect(rules(early, forecast)).toEqual([])
    expect(rules(input(125), forecast)).toEqual(['forecast-100 2026-11-20'])
    expect(rules(input(125, { dataThrough: '2026-12-01' }), forecast)).toEqual([])
  })

  test('say when they are reached only with what is on trial', () => {
    const given = input(160)
    const [crossing] = crossingsOf({
      budget: all,
      standing: standingOf(given),
      days: given.days.map((each) => ({ ...each, watched: '1' })),
    })

    expect(crossing).toMatchObject({ rule: 'actual-100', watched: false })
  })
})

test.each([
  ['a day far above its weekday', '200', 200],
  ['a day that is not 50 more', '149', undefined],
  ['a day that is not half as much again', '149.99', undefined],
])('a spike: %s', (_, cost, found) => {
  const days = [-28, -21, -14, -7].map((shift) => ({
    day: addDays('2026-11-20', shift),
    cost: '100',
    watched: '100',
  }))

  expect(spikeOn([...days, { day: '2026-11-20', cost, watched: cost }], '2026-11-20', 50)?.cost).toBe(found)
})

test.each([
  ['the flat amount', [], '2026-11', '3000'],
  ['its plan', [{ period: '2026-11', amount: '5' }], '2026-11', '5'],
  ['nothing where the plan has no such month', [{ period: '2026-10', amount: '5' }], '2026-11', null],
])('an amount is %s', (_, plan, key, amount) => {
  expect(amountOf({ plan, amount: '3000' }, { ...PERIOD, key })).toBe(amount)
})

test('a quarter adds the months of its plan, or has none', () => {
  const plan = ['10', '11', '12'].map((month) => ({ period: `2026-${month}`, amount: '0.1' }))
  const quarter = { key: '2026-Q4', label: '', start: '2026-10-01', end: '2027-01-01' }

  expect(amountOf({ plan, amount: null }, quarter)).toBe('0.3')
  expect(amountOf({ plan: plan.slice(1), amount: null }, quarter)).toBeNull()
})
