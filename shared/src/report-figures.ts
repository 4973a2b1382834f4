import { type Amount, subtractAmounts } from './money.ts'
import { type Day, monthInWords } from './period.ts'
import type { ReportMoney } from './report-money.ts'
import { periodName } from './report-periods.ts'
import type { ReportModel } from './reports.ts'

export interface ViewTile {
  readonly label: string
  readonly value: string
  readonly note: string
}

export interface ViewDay {
  readonly label: string
  readonly now: string
  readonly before: string
  /** Of the dearest day, 0–1. */
  readonly share: number
  readonly shareBefore: number
  /** Delivered, not settled: its label has a star. */
  readonly isOpen: boolean
}

/** The figures that stand on top, each with what it is held against. */
export function tilesOf(model: ReportModel, money: ReportMoney): readonly ViewTile[] {
  const { spend, saved, period } = model
  const change = spend.previous === null ? null : subtractAmounts(spend.cost, spend.previous)
  const percent = percentOf(spend.cost, spend.previous)
  return [
    {
      label: `Cost of ${periodName(period)}`,
      value: money.short(spend.cost),
      note:
        change === null
          ? 'Nothing to compare with'
          : `${money.arrow(change)}${percent === null ? '' : ` (${Math.abs(percent)}%)`}`,
    },
    monthTile(model, money),
    ...unitTile(model, money),
    {
      label: 'Saved, verified on the bill',
      value: `${money.estimate(saved.monthly)}/mo`,
      note:
        saved.accepted === 0
          ? 'No fix has been accepted yet'
          : `${saved.verified} of ${saved.accepted} accepted fixes verified`,
    },
  ]
}

function monthTile({ month, period }: ReportModel, money: ReportMoney): ViewTile {
  const { budget, expected } = month
  const label = `${monthInWords(month.month)} ${period.kind === 'month' ? 'against budget' : 'forecast'}`
  const value = expected === null ? 'Unknown' : money.estimate(expected)
  if (expected === null) return { label, value, note: month.missing ?? 'No forecast' }
  if (budget === null) return { label, value, note: `${money.short(month.actual)} so far; no budget` }
  const over = Math.round((expected / Number(budget.amount) - 1) * 100)
  const words = over === 0 ? 'on budget' : `${Math.abs(over)}% ${over > 0 ? 'over' : 'under'}`
  return { label, value: `${value} of ${money.short(budget.amount)}`, note: words }
}

function unitTile({ unit }: ReportModel, money: ReportMoney): readonly ViewTile[] {
  if (unit === null) return []
  const { previous } = unit
  const percent = previous === null || previous <= 0 ? null : Math.round((unit.unitCost / previous - 1) * 100)
  const note =
    percent === null
      ? 'Nothing to compare with'
      : percent === 0
        ? 'Unchanged'
        : `${percent > 0 ? '▲' : '▼'} ${Math.abs(percent)}%`
  return [{ label: `Cost per ${unit.unit.replace(/s$/, '')}`, value: money.price(unit.unitCost), note }]
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Every day of the period beside its counterpart. */
export function daysOf(model: ReportModel, money: ReportMoney): readonly ViewDay[] {
  const { days } = model.spend
  const open = new Set(openDays(model))
  const most = Math.max(
    1e-9,
    ...days.flatMap(({ cost, previous }) => [Number(cost ?? 0), Number(previous ?? 0)]),
  )
  const share = (amount: Amount | null) => Math.max(0, Number(amount ?? 0) / most)
  return days.map(({ day, cost, previous }) => ({
    label: `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${Number(day.slice(8))}${open.has(day) ? '*' : ''}`,
    isOpen: open.has(day),
    now: cost === null ? 'not delivered' : money.whole(cost),
    before: previous === null ? 'unknown' : money.whole(previous),
    share: share(cost),
    shareBefore: share(previous),
  }))
}

/** Days that are delivered and may still change. */
export function openDays({ spend, data }: Pick<ReportModel, 'spend' | 'data'>): readonly Day[] {
  const { settledThrough } = data
  return spend.days.flatMap(({ day, cost }) =>
    cost === null || (settledThrough !== null && day <= settledThrough) ? [] : [day],
  )
}

/** Whole percent of a change; null where there is nothing to compare with. */
export function percentOf(cost: Amount, previous: Amount | null): number | null {
  if (previous === null || Number(previous) <= 0) return null
  return Math.round((Number(cost) / Number(previous) - 1) * 100)
}
