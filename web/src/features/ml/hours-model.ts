import { groupBy } from '@outlay/shared/group-by'
import type { MlGpuAnswer } from '@outlay/shared/ml'

export interface HourSeries {
  readonly periods: readonly string[]
  /** Most hours first, the rest gathered in `Others`. */
  readonly series: readonly {
    readonly name: string
    readonly slot: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 'other'
    readonly hours: readonly number[]
    readonly total: number
  }[]
  /** Hours of the largest period. */
  readonly top: number
}

const SLOTS = [1, 2, 3, 4, 5, 6, 7] as const

/** Arranges hours by period and model as the series of a chart, at most seven and the rest. */
export function hourSeries(rows: MlGpuAnswer['series']): HourSeries {
  const periods = [...new Set(rows.map(({ period }) => period))].toSorted()
  const sizes = [...groupBy(rows, ({ model }) => model ?? 'not named')]
    .map(([name, own]) => ({ name, own, total: own.reduce((sum, { hours }) => sum + hours, 0) }))
    .toSorted((a, b) => b.total - a.total)
  const kept = sizes.slice(0, SLOTS.length)
  const rest = sizes.slice(SLOTS.length)
  const gathered = {
    name: 'Others',
    own: rest.flatMap(({ own }) => own),
    total: rest.reduce((sum, { total }) => sum + total, 0),
  }
  const hoursOf = (own: MlGpuAnswer['series']) =>
    periods.map((period) =>
      own.filter((row) => row.period === period).reduce((sum, { hours }) => sum + hours, 0),
    )
  const series = [
    ...kept.map(({ name, own, total }, index) => ({
      name,
      slot: SLOTS[index] ?? ('other' as const),
      hours: hoursOf(own),
      total,
    })),
    ...(rest.length === 0
      ? []
      : [{ name: 'Others', slot: 'other' as const, hours: hoursOf(gathered.own), total: gathered.total }]),
  ]
  const totals = periods.map((_, index) => series.reduce((sum, { hours }) => sum + (hours[index] ?? 0), 0))
  return { periods, series, top: Math.max(0, ...totals) }
}
