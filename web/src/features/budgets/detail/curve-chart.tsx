import type { BudgetBreach, BudgetCurveDay, BudgetDetail } from '@outlay/shared/budgets'
import type { Day } from '@outlay/shared/period'
import { useId, useState } from 'react'
import { useWidth } from '../../../components/charts/use-size.ts'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { formatDay, formatMoney, formatMoneyCompact, formatMoneyTick } from '../../../lib/format.ts'
import { type Curve, toCurve } from './curve-model.ts'

/** Cumulative spend of the period against the budget, with the forecast's cone and the day on which it is used up. */
export function CurveChart({ detail }: { readonly detail: BudgetDetail }) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const { budget, standing } = detail
  return (
    <figure className="chart budget-curve" aria-labelledby={`${id}name`}>
      <figcaption className="chart-head">
        <span id={`${id}name`} className="card-title">
          Spent and forecast against the budget
        </span>
        <span className="chart-unit">cumulative, {budget.currency}</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      {asTable ? <CurveTable days={detail.curve} currency={budget.currency} /> : <Drawing detail={detail} />}
      {!asTable && (
        <ul className="curve-legend">
          <li className="is-actual">spent</li>
          {standing.forecast !== null && <li className="is-expected">forecast, 80% and 95% range</li>}
          {standing.amount !== null && <li className="is-budget">budget</li>}
          {standing.amount !== null && <li className="is-pace">even pace</li>}
        </ul>
      )}
    </figure>
  )
}

const HEIGHT = 260

function Drawing({ detail }: { readonly detail: BudgetDetail }) {
  const [ref, width] = useWidth<HTMLDivElement>(720)
  const curve = toCurve(detail, { width, height: HEIGHT })
  const { budget, standing } = detail
  const words = [
    `${formatMoney(standing.actual, budget.currency)} spent`,
    ...(standing.amount === null ? [] : [`of ${formatMoney(standing.amount, budget.currency)}`]),
    ...(standing.forecast === null
      ? []
      : [`forecast ${formatMoneyCompact(standing.forecast.expected, budget.currency)}`]),
    'the table holds every figure',
  ].join(', ')
  return (
    <div ref={ref}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} height={HEIGHT} role="img" aria-label={words}>
        {curve.ticks.map(({ value, y }) => (
          <g key={value}>
            <line x1={curve.left} x2={curve.right} y1={y} y2={y} className="curve-grid" />
            <text x={curve.left - 6} y={y + 4} textAnchor="end" className="curve-text">
              {formatMoneyTick(value, budget.currency)}
            </text>
          </g>
        ))}
        <path d={curve.cone95} className="curve-cone95" />
        <path d={curve.cone80} className="curve-cone80" />
        <path d={curve.expected} className="curve-expected" />
        <path d={curve.actual} className="curve-actual" />
        <Limits curve={curve} detail={detail} />
        {curve.days.map(({ day, x }) => (
          <text key={day} x={x} y={HEIGHT - 6} textAnchor="middle" className="curve-text">
            {formatDay(day)}
          </text>
        ))}
      </svg>
    </div>
  )
}

function Limits({
  curve,
  detail: { standing, budget },
}: {
  readonly curve: Curve
  readonly detail: BudgetDetail
}) {
  if (curve.budgetY === null || standing.amount === null) return null
  const { left, right, bottom, budgetY, breachX, breachRange } = curve
  return (
    <>
      <line x1={left} x2={right} y1={bottom} y2={budgetY} className="curve-pace" />
      <line x1={left} x2={right} y1={budgetY} y2={budgetY} className="curve-budget" />
      <text x={left + 6} y={budgetY - 6} className="curve-text is-strong">
        Budget {formatMoneyCompact(standing.amount, budget.currency)}
      </text>
      {breachX !== null && standing.breach !== null && (
        <>
          <line x1={breachX} x2={breachX} y1={budgetY} y2={bottom} className="curve-breach" />
          {breachRange !== null && (
            <line
              x1={breachRange.from}
              x2={breachRange.to}
              y1={budgetY}
              y2={budgetY}
              className="curve-breach-range"
            />
          )}
          <circle cx={breachX} cy={budgetY} r="4.5" className="curve-breach-dot" />
          <text
            x={breachX + (breachX > (left + right) / 2 ? -8 : 8)}
            y={bottom - 8}
            textAnchor={breachX > (left + right) / 2 ? 'end' : 'start'}
            className="curve-text is-strong"
          >
            {breachLabel(standing.breach)}
          </text>
        </>
      )}
    </>
  )
}

/** `expected 24 Nov (21–27)`; open towards the end where it may not happen in this period. */
function breachLabel({ day, earliest, latest, happened }: BudgetBreach): string {
  if (happened) return `used up ${formatDay(day)}`
  if (earliest === latest) return `expected ${formatDay(day)}`
  if (latest === null) return `expected ${formatDay(day)} (from ${formatDay(earliest)})`
  const isOneMonth = [earliest, latest].every((each) => each.slice(0, 7) === day.slice(0, 7))
  const named = (each: Day) => (isOneMonth ? String(Number(each.slice(8))) : formatDay(each))
  return `expected ${formatDay(day)} (${named(earliest)}–${named(latest)})`
}

function CurveTable({
  days,
  currency,
}: {
  readonly days: readonly BudgetCurveDay[]
  readonly currency: string
}) {
  const money = (value: number | null) => (value === null ? '–' : formatMoney(value, currency))
  return (
    <ScrollRegion label="Spent and forecast by day" className="is-tall">
      <table className="table">
        <caption className="sr-only">Cumulative spend and forecast by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {['Spent', 'Forecast', 'Low 80%', 'High 80%', 'Low 95%', 'High 95%'].map((name) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, actual, expected, low80, high80, low95, high95 }) => (
            <tr key={day}>
              <th scope="row">{formatDay(day, 'year')}</th>
              <td className="num">{money(actual)}</td>
              <td className="num">{money(expected)}</td>
              <td className="num">{money(low80)}</td>
              <td className="num">{money(high80)}</td>
              <td className="num">{money(low95)}</td>
              <td className="num">{money(high95)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
