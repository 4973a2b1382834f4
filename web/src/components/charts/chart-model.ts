import { groupBy } from '@outlay/shared/group-by'
import type { Amount } from '@outlay/shared/money'
import { addDays, type Day, monthStart } from '@outlay/shared/period'
import { addAmounts } from '../../lib/amounts.ts'
import type { Slot } from '../../lib/colors.ts'
import { restLabel } from '../../lib/labels.ts'

export interface Series {
  readonly key: string
  readonly label: string
  readonly slot: Slot
  /** One exact amount a period; `null` where there is no data, which is not zero. */
  readonly amounts: readonly (Amount | null)[]
  readonly total: Amount
}

export interface ChartModel {
  readonly granularity: 'daily' | 'weekly' | 'monthly' | 'total'
  readonly periods: readonly Day[]
  /** Largest total first, then all others, then what has no value: the order of the stack from the baseline. */
  readonly series: readonly Series[]
  readonly totals: readonly (Amount | null)[]
  /** Index of the first period that lies wholly in the range: a first week or month may be cut. */
  readonly wholeIndex: number
  /** Index of the first period that may still change or is cut; the number of periods where none is. */
  readonly partialIndex: number
  /** A level that is drawn across the plot, e.g. a base that was never undercut. */
  readonly level?: { readonly value: number; readonly label: string }
  /** Index of the first period that has not come yet: it is not in progress. */
  readonly futureIndex?: number
  /** What to say of a period beside or in the place of its amounts, by index. */
  readonly notes?: Readonly<Record<number, string>>
  /** The scale reaches at least this high. */
  readonly top?: number
  /** Flags on periods, by the numbers under which the page tells what happened. */
  readonly flags?: readonly { readonly index: number; readonly number: number }[]
}

export interface ModelPoint {
  readonly period: Day
  readonly key: string
  readonly kind: 'value' | 'other' | 'absent'
  readonly cost: Amount
}

export interface ModelInput {
  readonly granularity: ChartModel['granularity']
  /** Days asked for, end exclusive. */
  readonly start: Day
  readonly end: Day
  readonly points: readonly ModelPoint[]
  /** Days after this one have no data yet. */
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  /** Groups that the answer had already cut off. */
  readonly otherMembers?: number
  /** Keys that have a place of their own whatever their size. */
  readonly kept?: readonly string[]
  readonly label: (point: ModelPoint) => string
  readonly slots: (keys: readonly string[]) => ReadonlyMap<string, Slot>
}

const SERIES_MAX = 7
const REST_KEY = '\u0000other'

/** True for the series that gathers what has no place of its own, which no value can be mistaken for. */
export function isRest({ key }: Pick<Series, 'key'>): boolean {
  return key === REST_KEY
}

/** Arranges the rows of an answer as the series of a chart. */
export function toChartModel(input: ModelInput): ChartModel {
  const { granularity, start, end } = input
  const periods = periodsBetween(start, end, granularity)
  const lastPeriod = lastDataPeriod(input, periods)
  const series = orderedGroups(input).map(({ key, label, slot, points }) => {
    const byPeriod = groupBy(points, (point) => point.period)
    const amounts = periods.map((period) => {
      const cost = byPeriod.get(period)?.map((point) => point.cost)
      if (cost !== undefined) return addAmounts(cost)
      return lastPeriod !== null && period > lastPeriod ? null : '0'
    })
    return { key, label, slot, amounts, total: addAmounts(points.map((point) => point.cost)) }
  })
  const totals = periods.map((_, index) => sumAt(series, index))
  const known = input.partialFrom !== null && input.partialFrom < end ? input.partialFrom : end
  const partial =
    granularity === 'total' ? -1 : periods.findIndex((period) => endOf(period, granularity) > known)
  const wholeIndex = (periods[0] ?? start) < start ? 1 : 0
  const partialIndex = partial === -1 ? periods.length : partial
  return { granularity, periods, series, totals, wholeIndex, partialIndex }
}

/** First days of the days, Monday weeks or months that touch `[start, end)`. */
export function periodsBetween(start: Day, end: Day, granularity: ChartModel['granularity']): readonly Day[] {
  if (granularity === 'total') return [start]
  const periods: Day[] = []
  for (let period = firstPeriod(start, granularity); period < end; period = endOf(period, granularity)) {
    periods.push(period)
  }
  return periods
}

interface Group {
  readonly key: string
  readonly label: string
  readonly slot: Slot
  readonly points: readonly ModelPoint[]
}

function orderedGroups({ points, label, slots, otherMembers = 0, kept = [] }: ModelInput): readonly Group[] {
  const values = [...groupBy(of(points, 'value'), (point) => point.key).entries()]
    .map(([key, own]) => ({ key, own, size: Math.abs(Number(addAmounts(own.map((point) => point.cost)))) }))
    .sort((a, b) => b.size - a.size)
  const places = values.toSorted((a, b) => Number(kept.includes(b.key)) - Number(kept.includes(a.key)))
  const gathered = places.slice(SERIES_MAX)
  const shown = values.filter((value) => !gathered.includes(value))
  const other = [...gathered.flatMap(({ own }) => own), ...of(points, 'other')]
  const members = otherMembers + gathered.length
  const absent = of(points, 'absent')
  const colours = slots(shown.map(({ key }) => key))
  const name = (own: readonly ModelPoint[]) => (own[0] === undefined ? '' : label(own[0]))
  return [
    ...shown.map(({ key, own }) => ({
      key,
      label: name(own),
      slot: colours.get(key) ?? 'other',
      points: own,
    })),
    ...(other.length > 0
      ? [{ key: REST_KEY, label: restLabel(members), slot: 'other' as const, points: other }]
      : []),
    ...(absent.length > 0 ? [{ key: '', label: name(absent), slot: 'absent' as const, points: absent }] : []),
  ]
}

function of(points: readonly ModelPoint[], kind: ModelPoint['kind']): readonly ModelPoint[] {
  return points.filter((point) => point.kind === kind)
}

function sumAt(series: readonly Series[], index: number): Amount | null {
  const known = series.map(({ amounts }) => amounts[index] ?? null).filter((amount) => amount !== null)
  return known.length === 0 ? null : addAmounts(known)
}

function lastDataPeriod({ points, dataThrough }: ModelInput, periods: readonly Day[]): Day | null {
  if (dataThrough === null) return null
  const seen = points.map((point) => point.period).filter((period) => periods.includes(period))
  return [dataThrough, ...seen].sort().at(-1) ?? null
}

function firstPeriod(start: Day, granularity: ChartModel['granularity']): Day {
  if (granularity === 'monthly') return monthStart(start)
  if (granularity !== 'weekly') return start
  const weekday = (new Date(`${start}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(start, -weekday)
}

function endOf(period: Day, granularity: ChartModel['granularity']): Day {
  if (granularity === 'monthly') return monthStart(period, 1)
  return addDays(period, granularity === 'weekly' ? 7 : 1)
}
