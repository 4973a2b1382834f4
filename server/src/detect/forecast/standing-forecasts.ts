import type { Forecast } from '@outlay/shared/detect'
import { addDays, monthStart } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import { forecastCosts } from './forecast-costs.ts'
import type { ForecastScope } from './history.ts'
import { isKept } from './keep-forecast.ts'

export interface StandingForecast {
  readonly scope: ForecastScope
  readonly forecast: Forecast
}

const BASIS = { metric: 'effective', charges: 'cost' } as const

/**
 * Forecasts that are made with every new complete day whether anybody asks or not, so that their errors are known later:
 * all costs and each provider, in every currency, through the end of the next month. What is kept already is left out.
 */
export async function standingForecasts(ask: Ask): Promise<readonly StandingForecast[]> {
  const { dataThrough } = ask.state
  if (dataThrough === null) return []
  const until = monthStart(addDays(dataThrough, 1), 2)
  const made: StandingForecast[] = []
  for (const scope of scopesOf(ask)) {
    const forecast = await forecastCosts(ask, { ...scope, until })
    if (forecast.state === 'ready' && !(await isKept(ask.connection, scope, forecast)))
      made.push({ scope, forecast })
  }
  return made
}

function scopesOf({ state }: Ask): readonly ForecastScope[] {
  const pairs = new Set(state.accounts.map(({ provider, currency }) => `${currency}\0${provider}`))
  const whole = state.currencies.map((currency) => ({ ...BASIS, filters: [], currency }))
  const parts = [...pairs].toSorted().map((pair) => {
    const [currency = '', provider = ''] = pair.split('\0')
    return {
      ...BASIS,
      filters: [{ dimension: 'provider' as const, op: 'is' as const, values: [provider] }],
      currency,
    }
  })
  return [...whole, ...parts]
}
