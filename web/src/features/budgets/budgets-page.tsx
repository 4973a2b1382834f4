import './budgets.css'
import type { BudgetsAnswer } from '@outlay/shared/budgets'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { formatDay } from '../../lib/format.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { useTitle } from '../../lib/use-title.ts'
import { budgetsOptions } from './answers.ts'
import { BudgetTable } from './budget-table.tsx'
import { BudgetDetailCard } from './detail/budget-detail.tsx'
import { BudgetDialog } from './form/budget-dialog.tsx'
import { HistoryTab } from './history/history-tab.tsx'
import { Tabs, tabOf } from './tabs.tsx'

/** Will we stay within what we planned, and who is told if not. */
export function BudgetsPage() {
  useTitle('Budgets & alerts')
  const query = useQuery(budgetsOptions())
  return (
    <Load isPage query={query} what="The budgets" skeleton={<PageSkeleton />}>
      {(answer) => <PageContent answer={answer} />}
    </Load>
  )
}

function PageContent({ answer }: { readonly answer: BudgetsAnswer }) {
  const view = useView()
  const setView = useSetView()
  const [isNew, setNew] = useState(false)
  const { meta, data } = answer
  const selected = data.find(({ budget }) => budget.id === view.selected)
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{meta.sentence}</h1>
          <p className="answer-detail muted">
            {meta.dataThrough !== null && `Complete through ${formatDay(meta.dataThrough, 'year')}. `}
            Each budget keeps its own metric, charges and currency.
          </p>
        </div>
        <button type="button" className="button primary" onClick={() => setNew(true)}>
          <Icon name="plus" /> New budget
        </button>
      </div>
      <Tabs />
      {tabOf(view) === 'history' ? (
        <HistoryTab />
      ) : (
        <>
          {data.length === 0 ? <NoBudget onNew={() => setNew(true)} /> : <BudgetTable answer={answer} />}
          {selected !== undefined && (
            <BudgetDetailCard key={selected.budget.id} id={selected.budget.id} answer={answer} />
          )}
        </>
      )}
      {isNew && (
        <BudgetDialog
          answer={answer}
          budget={null}
          onClose={() => setNew(false)}
          onKept={(id) => {
            setNew(false)
            setView({ selected: id, local: {} })
          }}
        />
      )}
    </>
  )
}

function NoBudget({ onNew }: { readonly onNew: () => void }) {
  return (
    <EmptyState title="There is no budget yet.">
      <p>
        A budget says what a team, a service or everything may cost in a month, and tells somebody before it
        breaks.
      </p>
      <p className="state-actions">
        <button type="button" className="button" onClick={onNew}>
          Make the first one
        </button>
      </p>
    </EmptyState>
  )
}

function PageSkeleton() {
  return (
    <>
      <div className="page-head">
        <Skeleton height={34} width="min(46rem, 100%)" />
      </div>
      <Skeleton height={40} />
      <Skeleton height={420} />
    </>
  )
}
