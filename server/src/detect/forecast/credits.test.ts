import { expect, test } from 'vitest'
import type { CreditPool } from '../../queries/credit-pool.ts'
import { drawCredits } from './credits.ts'

const STRAND = { key: 'aws', values: new Array<number>(40).fill(-10), through: '2026-11-20' }
const DAYS = new Array<number>(10).fill(-10)

function pool(purse: Partial<CreditPool['purses'][number]>, more: Partial<CreditPool> = {}): CreditPool {
  const purses = [{ name: 'Grant', start: '2026-01-01', expires: null, balance: null, ...purse }]
  return {
    ...{ provider: 'aws', currency: 'USD', start: '2026-10-24', end: '2026-11-21', drawn: 280, known: 1 },
    purses,
    ...more,
  }
}

const repeat = (value: number, times: number) => new Array<number>(times).fill(value)

test('without anything known of them credits go on while they do', () => {
  expect(drawCredits(DAYS, STRAND, [])).toEqual({ means: DAYS, ends: undefined })
  expect(drawCredits(DAYS, STRAND, [pool({ balance: 0 }, { provider: 'gcp' })]).means).toEqual(DAYS)
  expect(drawCredits(DAYS, STRAND, [pool({})])).toEqual({ means: DAYS, ends: undefined })
})

test('credits stop on the day on which they expire', () => {
  expect(drawCredits(DAYS, STRAND, [pool({ expires: '2026-11-24' })])).toEqual({
    means: [...repeat(-10, 3), ...repeat(0, 7)],
    ends: 'Grant expires on 24 Nov 2026',
  })
})

test('an end beyond the forecast days is not told', () => {
  expect(drawCredits(DAYS, STRAND, [pool({ expires: '2026-12-24', balance: 1000 })])).toEqual({
    means: DAYS,
    ends: undefined,
  })
})

test('credits stop when the balance is used up, the last day with what is left', () => {
  expect(drawCredits(DAYS, STRAND, [pool({ expires: '2026-12-24', balance: 45 })])).toEqual({
    means: [...repeat(-10, 4), -5, ...repeat(0, 5)],
    ends: 'Grant is used up about 25 Nov 2026',
  })
})

test('a balance that is gone gives nothing more', () => {
  expect(drawCredits(DAYS, STRAND, [pool({ balance: 0 })])).toEqual({
    means: repeat(0, 10),
    ends: 'Grant is used up',
  })
})

test('a scope uses up its share of the balance', () => {
  const half = pool({ balance: 100 }, { drawn: 560 })

  expect(drawCredits(DAYS, STRAND, [half]).means).toEqual([...repeat(-10, 5), ...repeat(0, 5)])
})

test('credits that nobody told of go on', () => {
  expect(drawCredits(DAYS, STRAND, [pool({ expires: '2026-11-21' }, { known: 0.75 })]).means).toEqual(
    repeat(-2.5, 10),
  )
})

test('the next credit follows the one that ends first', () => {
  const both = pool({ expires: '2026-11-23' })
  const next = { name: 'Second', start: '2026-01-01', expires: null, balance: 30 }

  expect(drawCredits(DAYS, STRAND, [{ ...both, purses: [...both.purses, next] }])).toEqual({
    means: [...repeat(-10, 5), ...repeat(0, 5)],
    ends: 'Grant expires on 23 Nov 2026; Second is used up about 25 Nov 2026',
  })
})

test('a correction upwards draws on nothing', () => {
  expect(drawCredits([4, -10], STRAND, [pool({ balance: 5 })]).means).toEqual([4, -5])
})
