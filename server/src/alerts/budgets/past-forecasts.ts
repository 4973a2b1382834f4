import type { ForecastDay } from '@outlay/shared/detect'
import { type Day, daysBetween } from '@outlay/shared/period'
import { cutHistory } from '../../detect/forecast/cut-history.ts'
import { combine } from '../../detect/forecast/forecast-costs.ts'
import { type ForecastScope, type History, readHistory } from '../../detect/forecast/history.ts'
import { readKnownEnds } from '../../detect/forecast/known-ends.ts'
import type { Ask } from '../../queries/ask.ts'

/** Forecasts as they would have been made on past days, from the bill as it is known now. */
export interface PastForecasts {
  /** Cumulative from the day after `day` to `end`, exclusive, without intervals; undefined for want of history. */
  on(day: Day, end: Day): Promise<readonly ForecastDay[] | undefined>
}

const DAYS_NEEDED = 10

/** Each is made when it is asked for, once; a moment between two of them lets the server answer others. */
export async function readPastForecasts(ask: Ask, scope: ForecastScope): Promise<PastForecasts> {
  const history = await readHistory(ask, scope)
  const ends = await readKnownEnds(ask)
  const made = new Map<string, readonly ForecastDay[]>()
  return {
    async on(day, end) {
      if (history === undefined || daysBetween(history.from, day) + 1 < DAYS_NEEDED) return undefined
      const key = `${day} ${end}`
      const found = made.get(key)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => setImmediate(resolve))
      const days = make(history, { ...scope, until: end, day }, ends)
      made.set(key, days)
      return days
    },
  }
}

function make(
  history: History,
  { day, ...question }: ForecastScope & { readonly day: Day; readonly until: Day },
  ends: ReadonlyMap<string, Day>,
): readonly ForecastDay[] {
  return combine(cutHistory(history, day), question, { ends }, true).cumulative
}
