import type { ForecastPageAnswer } from '@outlay/shared/detect'
import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatFilter } from '../../lib/filters.ts'
import { formatMoneyCompact, formatMonth, formatShare } from '../../lib/format.ts'
import { answer } from '../../lib/queries.ts'
import { allFilters, appendBasis } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'

/** Where the month is heading, how sure that is, and how far off the last one was; leads to the budgets. */
export function ForecastTile() {
  const query = useQuery(forecastOptions(useView()))
  return (
    <Load query={query} what="The forecast" skeleton={<Skeleton height={128} />}>
      {(forecast) => (
        <ViewLink to="/budgets" className="tile-link">
          {forecast.state === 'ready' ? (
            <MonthEnd forecast={forecast} />
          ) : (
            <>
              <span className="tile-label">Month end</span>
              <span className="tile-value muted">–</span>
              <span className="tile-note">{forecast.reason}</span>
            </>
          )}
        </ViewLink>
      )}
    </Load>
  )
}

function MonthEnd({ forecast }: { readonly forecast: ForecastPageAnswer & { readonly state: 'ready' } }) {
  const { monthEnd, currency, record } = forecast
  const money = (amount: number) => formatMoneyCompact(amount, currency)
  return (
    <>
      <span className="tile-label">Forecast of {formatMonth(monthEnd.month)}</span>
      <data className="tile-value" value={monthEnd.mean}>
        {money(monthEnd.mean)}
      </data>
      <span className="tile-delta">
        <span className="muted">
          80 % between {money(monthEnd.low80)} and {money(monthEnd.high80)}
        </span>
      </span>
      <span className="tile-note">
        {record.lastMonth === null
          ? 'No earlier forecast to compare with yet'
          : `${formatMonth(record.lastMonth.month)} was ${formatShare(record.lastMonth.error)} off at its tenth day`}
      </span>
    </>
  )
}

/** A forecast is made in one currency: none is converted. */
export function forecastOptions(view: View) {
  const query = new URLSearchParams()
  appendBasis(query, { ...view, report: null })
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  return answer<ForecastPageAnswer>(`/forecast${query.size === 0 ? '' : `?${query}`}`)
}
