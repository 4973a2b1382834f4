import type { BudgetRow, BudgetsAnswer } from '@outlay/shared/budgets'
import { Link } from '@tanstack/react-router'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { formatDay, formatMoney, formatMoneyCompact } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { BulletBar, percent } from './bullet-bar.tsx'
import { StatusWord } from './status-word.tsx'
import { channelWords } from './words.ts'

/** Every budget where it stands, children below their parents. */
export function BudgetTable({ answer }: { readonly answer: BudgetsAnswer }) {
  return (
    <section className="card card-flush" aria-labelledby="budget-table-name">
      <div className="card-head">
        <h2 id="budget-table-name" className="card-title">
          Where they stand
        </h2>
        <span className="card-note">▲ below the bar: an even pace. Pale: forecast. Line: the budget.</span>
      </div>
      <ScrollRegion label="Budgets">
        <table className="table budget-table">
          <caption className="sr-only">Budgets, what is spent of them and what is forecast</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky-col">
                Budget
              </th>
              <th scope="col" className="num">
                Amount
              </th>
              <th scope="col" className="num">
                Spent
              </th>
              <th scope="col">Used against pace</th>
              <th scope="col" className="num">
                Forecast
              </th>
              <th scope="col">Status</th>
              <th scope="col">Used up</th>
              <th scope="col">Owner, channels</th>
            </tr>
          </thead>
          <tbody>
            {answer.data.map((row) => (
              <Row key={row.budget.id} row={row} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Row({ row }: { readonly row: BudgetRow }) {
  const { budget, standing, depth, overAllocated } = row
  const view = useView()
  const { currency } = budget
  const isOpen = view.selected === budget.id
  return (
    <tr data-id={budget.id} className={isOpen ? 'is-selected' : undefined}>
      <th scope="row" className="sticky-col" style={{ paddingLeft: 18 + depth * 18 }}>
        <Link
          to="."
          search={{ ...view, selected: isOpen ? null : budget.id }}
          resetScroll={false}
          className="budget-name"
          activeProps={{}}
          {...(isOpen ? { 'aria-current': 'true' as const } : {})}
        >
          {budget.name}
        </Link>
        <div className="row-note">{standing.period.label}</div>
        {overAllocated !== null && (
          <div className="row-note warn-text">
            ▲ Children have {formatMoneyCompact(overAllocated, currency)}, more than this
          </div>
        )}
      </th>
      <td className="num">{standing.amount === null ? '–' : formatMoney(standing.amount, currency)}</td>
      <td className="num">
        {formatMoney(standing.actual, currency)}
        {standing.used !== null && <div className="row-note">{percent(standing.used)} used</div>}
      </td>
      <td>
        <BulletBar standing={standing} currency={currency} />
      </td>
      <td className="num">
        <Forecast row={row} />
      </td>
      <td>
        <StatusWord status={standing.status} />
      </td>
      <td>{breachWords(row)}</td>
      <td>
        {budget.owner ?? budget.team ?? 'nobody named'}
        <div className="row-note">{row.channels.map(channelWords).join(', ')}</div>
      </td>
    </tr>
  )
}

function Forecast({ row: { standing, budget } }: { readonly row: BudgetRow }) {
  const { forecast, forecastMissing } = standing
  if (forecast === null) return <span title={forecastMissing ?? undefined}>unknown</span>
  const money = (value: number) => formatMoneyCompact(value, budget.currency)
  return (
    <>
      {money(forecast.expected)}
      {forecast.low80 !== forecast.high80 && (
        <div className="row-note">
          {money(forecast.low80)}–{money(forecast.high80)}
        </div>
      )}
    </>
  )
}

function breachWords({ standing: { breach } }: BudgetRow) {
  if (breach === null) return <span className="muted">not in sight</span>
  if (breach.happened) return `since ${formatDay(breach.day)}`
  const span =
    breach.latest === null
      ? `from ${formatDay(breach.earliest)}`
      : `${formatDay(breach.earliest)}–${formatDay(breach.latest)}`
  return (
    <>
      about {formatDay(breach.day)}
      {breach.earliest !== breach.latest && <div className="row-note">{span}</div>}
    </>
  )
}
