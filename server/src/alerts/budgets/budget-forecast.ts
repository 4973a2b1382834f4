import type { ForecastDay } from '@outlay/shared/detect'
import { addDays, type Day } from '@outlay/shared/period'
import { forecastCosts } from '../../detect/forecast/forecast-costs.ts'
import type { Ask } from '../../queries/ask.ts'
import type { ReadCreditPools } from '../../queries/credit-pool.ts'
import type { Filter } from '../../queries/filters.ts'
import type { Watched } from './budget.ts'
import { type PastForecasts, readPastForecasts } from './past-forecasts.ts'

export interface ScopeForecast {
  /** Cumulative, from the day after the last complete one; undefined with the reason beside it. */
  readonly days: readonly ForecastDay[] | undefined
  readonly missing: string | null
}

/** Forecasts by scope and day, made once while the facts stay as they are. */
export interface Forecasts {
  /** From the day after `ask.state.dataThrough` up to `until`, exclusive. */
  of(ask: Ask, budget: Pick<Watched, 'scope' | 'basis' | 'currency'>, until: Day): Promise<ScopeForecast>
  /** As they would have been made on past days; undefined for a scope that has no forecast. */
  past(ask: Ask, budget: Pick<Watched, 'scope' | 'basis' | 'currency'>): Promise<PastForecasts> | undefined
  /** Forgets everything unless the facts bear this stamp. */
  useStamp(stamp: string): void
}

const KEPT_MAX = 2000
/** Each holds a year of a scope by day. */
const PASTS_MAX = 20

/** `readPools` tells when credits end; without it they go on while they do. */
export function createForecasts(readPools?: ReadCreditPools): Forecasts {
  let known = ''
  const kept = new Map<string, Promise<ScopeForecast>>()
  const pasts = new Map<string, Promise<PastForecasts>>()
  return {
    useStamp(stamp) {
      if (stamp !== known) {
        kept.clear()
        pasts.clear()
      }
      known = stamp
    },
    past(ask, { scope, basis, currency }) {
      const filters = asOneList(scope)
      if (filters === undefined) return undefined
      const key = JSON.stringify([filters, basis, currency, ask.state.dataThrough])
      const found = pasts.get(key)
      if (found !== undefined) return found
      const made = readPastForecasts(ask, { filters, ...basis, currency })
      if (pasts.size >= PASTS_MAX) pasts.clear()
      pasts.set(key, made)
      made.catch(() => pasts.delete(key))
      return made
    },
    of(ask, { scope, basis, currency }, until) {
      const { dataThrough } = ask.state
      if (dataThrough === null || until <= addDays(dataThrough, 1))
        return Promise.resolve({ days: undefined, missing: null })
      const filters = asOneList(scope)
      if (filters === undefined) return Promise.resolve({ days: undefined, missing: SEVERAL_LISTS })
      const key = JSON.stringify([filters, basis, currency, dataThrough, until])
      const found = kept.get(key)
      if (found !== undefined) return found
      const made = forecast(ask, { filters, ...basis, currency, until }, readPools)
      if (kept.size >= KEPT_MAX) kept.clear()
      kept.set(key, made)
      made.catch(() => kept.delete(key))
      return made
    },
  }
}

const SEVERAL_LISTS = 'A budget over several lists of filters has no forecast: make it a team.'

async function forecast(...asked: Parameters<typeof forecastCosts>): Promise<ScopeForecast> {
  const answer = await forecastCosts(...asked)
  if (answer.state !== 'ready') return { days: undefined, missing: answer.reason }
  return { days: answer.cumulative, missing: null }
}

/** One list whose filters must all hold, which says the same; undefined where there is none. */
export function asOneList(scope: Watched['scope']): readonly Filter[] | undefined {
  const [first, ...others] = scope
  if (first === undefined || others.length === 0) return first
  const [filter] = first
  if (filter === undefined) return first
  const alike = scope.every(
    ([each, ...more]) =>
      each !== undefined &&
      more.length === 0 &&
      each.dimension === filter.dimension &&
      each.op === filter.op &&
      (each.op === 'is' || each.op === 'contains'),
  )
  if (!alike) return undefined
  return [{ ...filter, values: [...new Set(scope.flatMap(([each]) => each?.values ?? []))].toSorted() }]
}
