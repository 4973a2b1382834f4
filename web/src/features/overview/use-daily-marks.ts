import type { OverviewAnswer } from '@outlay/shared/api'
import type { AnomalyMark, ForecastDay } from '@outlay/shared/detect'
import { addDays } from '@outlay/shared/period'
import { useQuery } from '@tanstack/react-query'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { useView } from '../../lib/search-state.ts'
import { marksOptions } from '../anomalies/answers.ts'
import { forecastOptions } from './forecast-tile.tsx'

const MARKED_MAX = 3
const NONE: readonly ForecastDay[] = []

/** The days to come as they are forecast; none where there is not enough data or another currency is reported. */
export function useForecastDays({ report }: OverviewAnswer): readonly ForecastDay[] {
  const { data } = useQuery(forecastOptions(useView()))
  return data?.state === 'ready' && report === undefined ? data.days : NONE
}

/** What began in the days of the chart and goes on, the largest few. */
export function useMarks({ currency }: OverviewAnswer, model: ChartModel): readonly AnomalyMark[] {
  const { team } = useView()
  const [start = '', last = start] = [model.periods[0], model.periods.at(-1)]
  const asked = { start, end: addDays(last, 1), currency, ...(team === null ? {} : { team }) }
  const { data } = useQuery(marksOptions(asked))
  return (data?.data ?? [])
    .filter(({ startedOn }) => startedOn >= start)
    .toSorted((a, b) => Math.abs(b.excess) - Math.abs(a.excess))
    .slice(0, MARKED_MAX)
}
