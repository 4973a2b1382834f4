import type { OverviewAnswer } from '@outlay/shared/api'
import type { BudgetRow } from '@outlay/shared/budgets'
import { daysBetween } from '@outlay/shared/period'
import { useEffect, useMemo } from 'react'
import { type ShownDays, withForecast } from './daily-model.ts'
import { useSplit } from './daily-tools.tsx'
import { MarkedList } from './marked-list.tsx'
import { useBudgetInView } from './use-budget-in-view.ts'
import { useForecastDays, useMarks } from './use-daily-marks.ts'
import { useDailyModel } from './use-daily-model.ts'

interface DailyExtrasProps {
  readonly overview: OverviewAnswer
  readonly onShown: (shown: ShownDays) => void
}

/** Tells the chart what other answers add to its days, and lists what it marks. */
export function DailyExtras({ overview, onShown }: DailyExtrasProps) {
  const days = useForecastDays(overview)
  const perDay = budgetPerDay(useBudgetInView(overview))
  const { split, model: bars } = useDailyModel(overview, useSplit())
  const model = useMemo(() => {
    const level = perDay === null ? {} : { level: { value: perDay, label: 'Budget a day' }, top: perDay }
    return withForecast({ ...bars, ...level }, days, overview.currency)
  }, [bars, days, perDay, overview])
  useEffect(() => onShown({ overview, split, model }), [onShown, overview, split, model])
  return (
    <>
      {days.length > 0 && (
        <p className="card-note">Outlined days are forecast; the line is their 80 % range.</p>
      )}
      <MarkedList marks={useMarks(overview, model)} />
    </>
  )
}

function budgetPerDay(row: BudgetRow | undefined): number | null {
  if (row === undefined || row.standing.amount === null) return null
  const { start, end } = row.standing.period
  return Number(row.standing.amount) / daysBetween(start, end)
}
