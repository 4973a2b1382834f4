import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curveOf } from './curve.ts'

const same = (discount: number) => ({
  ...({
    discount,
    low: discount,
    high: discount,
    source: 'entered',
    detail: '',
    asOf: null,
    rough: false,
  } as const),
})
const WEEKS = Array.from({ length: 3 * 168 }, (_, hour) => (hour % 24 < 12 ? 10 : 4))

test('a rough discount spans from its least to its best at the same dollars', () => {
  const discount = { ...same(0.27), low: 0.2, high: 0.37, rough: true }
  const { saving } = curveOf({ hours: WEEKS, discount, daily: false }).point(2.92)

  // 2.92 an hour covers 4 at 27 %, 3.65 at 20 %, 4.63 at 37 %, of which half the hours use 4 only.
  expect(saving.expected).toBeCloseTo((4 - 2.92) * 720, 1)
  expect(saving.low).toBeCloseTo((3.65 - 2.92) * 720, 1)
  expect(saving.high).toBeCloseTo(((2.92 / 0.63 + 4) / 2 - 2.92) * 720, 1)
})

test('weeks that differ widen the range', () => {
  const hours = WEEKS.map((cost, hour) => (hour < 168 ? cost / 2 : cost))
  const { saving } = curveOf({ hours, discount: same(0.2), daily: false }).point(3.2)

  expect(saving.low).toBeLessThan(saving.expected)
  expect(saving.high).toBeGreaterThan(saving.expected)
})

test('the curve holds its best point, starts at nothing, and never regrets less than zero', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 336, maxLength: 500 }),
      fc.double({ min: 0.05, max: 0.7, noNaN: true }),
      (hours, discount) => {
        const { curve, best } = curveOf({ hours, discount: same(discount), daily: false })
        const most = Math.max(...curve.map(({ saving }) => saving.expected))

        expect(curve[0]).toMatchObject({ hourly: 0, saving: { expected: 0 } })
        expect(curve.some(({ hourly }) => hourly === best.hourly)).toBe(true)
        for (const { regret, utilisation, coverage, savingIfDown20, savingIfDown40, saving } of curve) {
          expect(regret).toBeGreaterThanOrEqual(0)
          expect(utilisation).toBeLessThanOrEqual(1)
          expect(coverage).toBeLessThanOrEqual(1.0001)
          expect(savingIfDown40).toBeLessThanOrEqual(savingIfDown20 + 0.01)
          expect(savingIfDown20).toBeLessThanOrEqual(saving.expected + 0.01)
          expect(most - saving.expected).toBeLessThanOrEqual(regret + 0.02)
        }
      },
    ),
    { numRuns: 15 },
  )
})
