import './teams.css'
import type { AllocationSummary } from '@outlay/shared/allocation'
import { useQuery } from '@tanstack/react-query'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { formatDay } from '../../lib/format.ts'
import { periodLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { summaryOptions } from './answers.ts'
import { Kpis } from './kpis.tsx'
import { PolicyTab } from './policy/policy-tab.tsx'
import { ReconcileLine } from './reconcile-line.tsx'
import { RulesTab } from './rules/rules-tab.tsx'
import { SharedTab } from './shared/shared-tab.tsx'
import { StatementsTab } from './statements/statements-tab.tsx'
import { type TabId, Tabs, tabOf } from './tabs.tsx'
import { TeamsTab } from './teams-tab.tsx'
import { UntaggedTab } from './untagged/untagged-tab.tsx'

/** Who bears which cost, what nobody does, and the rules by which that is so. */
export function TeamsPage() {
  useTitle('Teams')
  const view = useView()
  const { range, known } = usePeriod()
  const query = useQuery({ ...summaryOptions(view, range), enabled: known })
  return (
    <Load isPage query={query} what="The teams" skeleton={<PageSkeleton />}>
      {(summary) => <Content summary={summary} tab={tabOf(view)} />}
    </Load>
  )
}

function Content({ summary, tab }: { readonly summary: AllocationSummary; readonly tab: TabId }) {
  if (summary.dataThrough === null) return <NothingYet />
  return (
    <>
      <Head summary={summary} />
      <Warnings warnings={summary.warnings} currency={summary.currency} />
      <Kpis summary={summary} />
      <ReconcileLine summary={summary} />
      <Tabs />
      {tab === 'teams' && <TeamsTab summary={summary} />}
      {tab === 'untagged' && <UntaggedTab />}
      {tab === 'shared' && <SharedTab summary={summary} />}
      {tab === 'rules' && <RulesTab />}
      {tab === 'policy' && <PolicyTab />}
      {tab === 'statements' && <StatementsTab />}
    </>
  )
}

function Head({ summary }: { readonly summary: AllocationSummary }) {
  const view = useView()
  const { start, end, basis, currency, currencies, dataThrough } = summary
  return (
    <div className="page-head">
      <div>
        <h1 className="answer">{summary.sentence}</h1>
        <p className="answer-detail muted">
          {periodLabel(view.period, { start, end })}
          {dataThrough !== null && <> · data through {formatDay(dataThrough, 'year')}</>}{' '}
          <NotIncluded currencies={currencies} currency={currency} lead="· other currencies:" />
          {view.team !== null && <> · all teams are shown, the scope does not narrow this page</>}
        </p>
      </div>
      <BasisChip basis={basis} currency={currency} />
    </div>
  )
}

function NothingYet() {
  return (
    <EmptyState isPage title="No costs yet">
      <p>Load a bill first: Data sources shows how. Teams follow from its tags and from your rules.</p>
    </EmptyState>
  )
}

function PageSkeleton() {
  return (
    <>
      <Skeleton height={92} />
      <Skeleton height={128} />
      <Skeleton height={420} />
    </>
  )
}
