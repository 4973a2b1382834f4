import type { BudgetBreach, BudgetDetail, BudgetsAnswer } from '@outlay/shared/budgets'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Load, Skeleton } from '../../../components/ui/states.tsx'
import { WorkingButton } from '../../../components/ui/working.tsx'
import { deleteChange, postChange } from '../../../lib/change.ts'
import { formatDay, formatMoneyCompact } from '../../../lib/format.ts'
import { CHARGES_LABEL, METRIC_LABEL, rangeLabel } from '../../../lib/labels.ts'
import { useSetView } from '../../../lib/search-state.ts'
import { budgetOptions } from '../answers.ts'
import { percent } from '../bullet-bar.tsx'
import { BudgetDialog } from '../form/budget-dialog.tsx'
import { StatusWord } from '../status-word.tsx'
import { useChanges } from '../use-changes.tsx'
import { BudgetAlerts } from './budget-alerts.tsx'
import { CurveChart } from './curve-chart.tsx'
import { Drivers } from './drivers.tsx'

interface CardProps {
  readonly id: string
  readonly answer: BudgetsAnswer
}

/** One budget: its curve, what is left, what drives it, what can be saved, and whom it told. */
export function BudgetDetailCard({ id, answer }: CardProps) {
  const ref = useRef<HTMLElement>(null)
  const query = useQuery(budgetOptions(id))
  useEffect(() => ref.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <section ref={ref} className="card budget-detail" aria-label="The chosen budget">
      <Load query={query} what="The budget" skeleton={<Skeleton height={460} />}>
        {({ data }) => <Content detail={data} answer={answer} />}
      </Load>
    </section>
  )
}

function Content({ detail, answer }: { readonly detail: BudgetDetail; readonly answer: BudgetsAnswer }) {
  const { budget, standing } = detail
  return (
    <>
      <div className="budget-detail-head">
        <div>
          <h2>
            {budget.name} <StatusWord status={standing.status} />
          </h2>
          <p className="muted">
            {standing.period.label} · {METRIC_LABEL[budget.basis.metric]} ·{' '}
            {CHARGES_LABEL[budget.basis.charges]} · {budget.currency}
            {budget.source === 'config' && ' · in outlay.config.yaml'}
          </p>
        </div>
        <Actions detail={detail} answer={answer} />
      </div>
      <Facts detail={detail} />
      <div className="budget-detail-grid">
        <CurveChart detail={detail} />
        <Drivers detail={detail} />
      </div>
      <BudgetAlerts budget={budget} />
    </>
  )
}

function Actions({ detail, answer }: { readonly detail: BudgetDetail; readonly answer: BudgetsAnswer }) {
  const { budget, standing, working } = detail
  const [editing, setEditing] = useState(false)
  const setView = useSetView()
  const { start, busy, notice } = useChanges()
  const path = `/budgets/${encodeURIComponent(budget.id)}`
  return (
    <div className="budget-actions">
      <div className="card-actions">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() =>
            start({
              run: () => postChange(`${path}/test-alert`, {}),
              says: `Test sent to ${detail.channels.join(', ')}`,
            })
          }
        >
          Send test
        </button>
        {budget.source !== 'config' && (
          <>
            <button type="button" className="button" onClick={() => setEditing(true)}>
              Edit
            </button>
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() =>
                start({
                  run: () => deleteChange(path),
                  says: `${budget.name} deleted`,
                  done: () => setView({ selected: null }),
                })
              }
            >
              Delete
            </button>
          </>
        )}
        <WorkingButton
          of="what is spent"
          working={() => ({
            question: `${METRIC_LABEL[budget.basis.metric]} cost of ${budget.name} by day, ${rangeLabel(standing.period)}`,
            method: 'Complete days only. The first period is there to compare with.',
            sql: [{ title: 'Cost by day', ...working }],
            rows: null,
            view: null,
          })}
        />
      </div>
      {notice}
      {editing && (
        <BudgetDialog
          answer={answer}
          budget={budget}
          onClose={() => setEditing(false)}
          onKept={() => setEditing(false)}
        />
      )}
    </div>
  )
}

function Facts({ detail: { standing, budget } }: { readonly detail: BudgetDetail }) {
  const money = (value: number | string) => formatMoneyCompact(value, budget.currency)
  const { allowancePerDay, recentPerDay, daysLeft, breach, forecast } = standing
  return (
    <dl className="budget-facts">
      <div>
        <dt>Spent{standing.dataThrough !== null && ` to ${formatDay(standing.dataThrough)}`}</dt>
        <dd>{money(standing.actual)}</dd>
        <dd className="muted">
          {standing.used === null
            ? 'no amount for this period'
            : `${percent(standing.used)} used, ${percent(standing.elapsed)} of the period`}
        </dd>
      </div>
      <div>
        <dt>Left a day</dt>
        <dd>{allowancePerDay === null ? '–' : money(allowancePerDay)}</dd>
        <dd className="muted">
          for {daysLeft} days
          {recentPerDay !== null && `, recent pace ${money(recentPerDay)}`}
        </dd>
      </div>
      <div>
        <dt>Forecast</dt>
        <dd>{forecast === null ? 'unknown' : money(forecast.expected)}</dd>
        <dd className="muted">
          {forecast === null
            ? standing.forecastMissing
            : `80% range ${money(forecast.low80)} to ${money(forecast.high80)}`}
        </dd>
      </div>
      <div>
        <dt>Used up</dt>
        <dd>{breach === null ? 'not in sight' : formatDay(breach.day)}</dd>
        <dd className="muted">{breach !== null && breachNote(breach)}</dd>
      </div>
    </dl>
  )
}

function breachNote({ earliest, latest, happened }: BudgetBreach): string {
  if (happened) return 'it has happened'
  if (earliest === latest) return 'whichever way it goes, by the 80% range'
  return `between ${formatDay(earliest)} and ${latest === null ? 'after the period' : formatDay(latest)}`
}
