import type { Shape } from './types.ts'

const HOURS = 168
const DAYLIGHT = [
  0.55, 0.45, 0.4, 0.38, 0.4, 0.5, 0.7, 0.9, 1.1, 1.25, 1.35, 1.4, 1.4, 1.35, 1.35, 1.3, 1.3, 1.35, 1.45, 1.5,
  1.4, 1.2, 0.9, 0.7,
]

/** Load at an hour of the week, hour 0 being Monday 00:00 UTC. */
const SHAPES: Readonly<Record<Shape, (hourOfDay: number, weekend: boolean, hourOfWeek: number) => number>> = {
  flat: () => 1,
  office: (hour, weekend) => (!weekend && hour >= 8 && hour < 18 ? 1 : 0),
  traffic: (hour, weekend) => (DAYLIGHT[hour] ?? 1) * (weekend ? 0.72 : 1.08),
  weekday: (_, weekend) => (weekend ? 0 : 1),
  nightly: (hour) => (hour >= 1 && hour < 7 ? 4 : 0),
  burst: (hour, weekend, hourOfWeek) =>
    hourOfWeek === 34 || hourOfWeek === 35 || hourOfWeek === 106 ? 24 : weekend || hour < 6 ? 0.4 : 0.6,
}

export interface ShapeHour {
  readonly shape: Shape
  /** 0–168 */
  readonly hour: number
  /** Load in this hour, and in all hours of the week before it. */
  readonly weight: number
  readonly before: number
  /** Mean load over the week. */
  readonly mean: number
}

/** Every shape as a table with running sums, so that any piece of a day is one subtraction. */
export function shapeHours(): readonly ShapeHour[] {
  return Object.entries(SHAPES).flatMap(([shape, load]) => {
    const weights = Array.from({ length: HOURS }, (_, hour) => load(hour % 24, hour >= 120, hour))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    let before = 0
    return [...weights, 0].map((weight, hour) => {
      const row = { shape: shape as Shape, hour, weight, before, mean: total / HOURS }
      before += weight
      return row
    })
  })
}
