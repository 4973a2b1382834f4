import type { CostsAnswer, OverviewAnswer } from '@outlay/shared/api'
import type { ForecastDay } from '@outlay/shared/detect'
import { addDays, monthStart } from '@outlay/shared/period'
import { type ChartModel, type ModelPoint, toChartModel } from '../../components/charts/chart-model.ts'
import { assignSlots } from '../../lib/colors.ts'
import { formatMoneyCompact } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'

export type DailySplit = 'provider' | 'service' | 'team'

/** What the chart shows of an answer. */
export interface ShownDays {
  readonly overview: OverviewAnswer
  readonly split: DailySplit
  readonly model: ChartModel
}

/** The days of the chart: those of the answer, then those up to the end of the month, which a forecast fills. */
export function toDailyModel(
  { period, daily }: Pick<OverviewAnswer, 'period' | 'daily'>,
  split: DailySplit,
  points: readonly ModelPoint[],
  otherMembers = 0,
): ChartModel {
  const days = daily.map(({ day }) => day).sort()
  const [first = period.start, last = period.start] = [days[0], days.at(-1)]
  const model = toChartModel({
    granularity: 'daily',
    start: first,
    end: monthStart(last, 1),
    points,
    dataThrough: period.dataThrough,
    partialFrom: period.partialFrom ?? addDays(last, 1),
    otherMembers,
    label: ({ key }) => valueLabel(split, key === '' ? null : key),
    slots: (keys) => assignSlots(split, keys),
  })
  const futureIndex = model.periods.findIndex((day) => day > last)
  return { ...model, futureIndex: futureIndex === -1 ? model.periods.length : futureIndex }
}

/** Daily cost by provider as the overview answers it. */
export function pointsOf(daily: OverviewAnswer['daily']): readonly ModelPoint[] {
  return daily.map(({ day, group, cost }) => ({ period: day, key: group, kind: 'value', cost }))
}

/** The rows of a daily `GET /costs` over one dimension. */
export function pointsOfCosts(data: CostsAnswer['data']): readonly ModelPoint[] {
  return data.map(({ period, group: [value = null], cost, other }) => ({
    period,
    key: value ?? '',
    kind: other === true ? 'other' : value === null ? 'absent' : 'value',
    cost,
  }))
}

/** The model with what each of its days was forecast to cost, said in its table and under the pointer too. */
export function withForecast(model: ChartModel, days: readonly ForecastDay[], currency: string): ChartModel {
  const shown = days.filter(({ day }) => model.periods.includes(day))
  const notes = shown.flatMap(({ day, mean, low80, high80 }) => {
    const index = model.periods.indexOf(day)
    if (index < (model.futureIndex ?? 0)) return []
    const money = (amount: number) => formatMoneyCompact(amount, currency)
    return [[index, `forecast ${money(mean)}, 80 % between ${money(low80)} and ${money(high80)}`] as const]
  })
  const top = Math.max(model.top ?? 0, ...shown.map(({ high80 }) => high80))
  return { ...model, top, notes: { ...model.notes, ...Object.fromEntries(notes) } }
}
