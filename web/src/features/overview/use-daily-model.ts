import type { OverviewAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { type DailySplit, pointsOf, pointsOfCosts, toDailyModel } from './daily-model.ts'

const GROUPS = 7

/** The overview's own days, or those that another split asks for; they stay until the others have come. */
export function useDailyModel(
  overview: OverviewAnswer,
  split: DailySplit,
): { readonly split: DailySplit; readonly model: ChartModel } {
  const view = useView()
  const own = useMemo(() => toDailyModel(overview, 'provider', pointsOf(overview.daily)), [overview])
  const past = own.periods.slice(0, own.futureIndex)
  const range = { start: past[0] ?? '', end: addDays(past.at(-1) ?? overview.period.end, 1) }
  const basis = { ...view, currency: view.report === null ? overview.currency : view.currency }
  const question = { granularity: 'daily', groupBy: [split], top: GROUPS } as const
  const { data, isPlaceholderData } = useQuery({
    ...costsOptions(costsQuery(basis, range, question)),
    enabled: split !== 'provider',
  })
  return useMemo(() => {
    if (split === 'provider' || data === undefined || isPlaceholderData)
      return { split: 'provider', model: own }
    const { data: rows, meta } = data
    return { split, model: toDailyModel(overview, split, pointsOfCosts(rows), meta.other?.members ?? 0) }
  }, [overview, split, data, isPlaceholderData, own])
}
