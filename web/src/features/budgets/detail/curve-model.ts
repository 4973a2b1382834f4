import type { BudgetCurveDay, BudgetDetail } from '@outlay/shared/budgets'
import type { Day } from '@outlay/shared/period'

/** Paths and places of the drawing, in pixels. */
export interface Curve {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly ticks: readonly { readonly value: number; readonly y: number }[]
  readonly days: readonly { readonly day: Day; readonly x: number }[]
  readonly actual: string
  readonly expected: string
  readonly cone80: string
  readonly cone95: string
  readonly budgetY: number | null
  readonly breachX: number | null
  /** From the earliest to the latest day on which it is used up; to the right edge where that lies behind the period. */
  readonly breachRange: { readonly from: number; readonly to: number } | null
}

const LEFT = 58
const RIGHT = 14
const TOP = 14
const BOTTOM = 26

/** Lays out a budget's curve: the period runs from the left edge, where nothing is spent, to the right. */
export function toCurve(
  { curve, standing }: Pick<BudgetDetail, 'curve' | 'standing'>,
  { width, height }: { readonly width: number; readonly height: number },
): Curve {
  const amount = standing.amount === null ? null : Number(standing.amount)
  const highest = Math.max(
    1,
    amount ?? 0,
    ...curve.flatMap(({ actual, high95 }) => [actual ?? 0, high95 ?? 0]),
  )
  const step = tickStep(highest)
  const top = Math.ceil((highest * 1.04) / step) * step
  const [left, right, bottom] = [LEFT, Math.max(width - RIGHT, LEFT + 1), height - BOTTOM]
  const x = (index: number) => left + ((index + 1) / Math.max(curve.length, 1)) * (right - left)
  const y = (value: number) => bottom - (value / top) * (bottom - TOP)
  const spent = curve.findLastIndex(({ actual }) => actual !== null)
  const from = { x: spent < 0 ? left : x(spent), y: y(curve[spent]?.actual ?? 0) }
  const ahead = curve.flatMap((day, index) => (day.expected === null ? [] : [{ ...day, x: x(index) }]))
  const band = (low: 'low80' | 'low95', high: 'high80' | 'high95') => {
    if (ahead.length === 0) return ''
    const upper = ahead.map((day) => `${day.x} ${y(day[high] ?? 0)}`)
    const lower = ahead.map((day) => `${day.x} ${y(day[low] ?? 0)}`).toReversed()
    return `M${from.x} ${from.y}L${[...upper, ...lower].join('L')}Z`
  }
  const placeOf = (day: Day | null | undefined) => curve.findIndex((each) => each.day === day)
  const breach = placeOf(standing.breach?.day)
  const [earliest, latest] = [placeOf(standing.breach?.earliest), placeOf(standing.breach?.latest)]
  return {
    ...{ left, right, bottom },
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => ({
      value: index * step,
      y: y(index * step),
    })),
    days: dayTicks(curve, width).map((index) => ({ day: curve[index]?.day ?? '', x: x(index) })),
    actual:
      spent < 0
        ? ''
        : line([
            { x: left, y: bottom },
            ...curve.slice(0, spent + 1).map(({ actual }, index) => ({ x: x(index), y: y(actual ?? 0) })),
          ]),
    expected:
      ahead.length === 0 ? '' : line([from, ...ahead.map((day) => ({ x: day.x, y: y(day.expected ?? 0) }))]),
    cone80: band('low80', 'high80'),
    cone95: band('low95', 'high95'),
    budgetY: amount === null ? null : y(amount),
    breachX: breach < 0 ? null : x(breach),
    breachRange:
      breach < 0 || earliest < 0 ? null : { from: x(earliest), to: latest < 0 ? right : x(latest) },
  }
}

function line(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** 1, 2 or 5 times a power of ten, four or five of them up to `highest`. */
function tickStep(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest / 4))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => highest / step <= 5) ?? power * 10
}

function dayTicks(curve: readonly BudgetCurveDay[], width: number): readonly number[] {
  const count = Math.max(2, Math.min(7, Math.floor(width / 110)))
  const last = curve.length - 1
  if (last < 1) return last === 0 ? [0] : []
  const every = Math.max(1, Math.ceil(last / count))
  return curve.flatMap((_, index) => (index % every === 0 && index > 0 && index < last ? [index] : []))
}
