import './anomalies.css'
import type { AnomaliesAnswer } from '@outlay/shared/detect'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { formatDay } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { anomaliesOptions } from './answers.ts'
import { AnomalyCard } from './detail.tsx'
import { Inbox } from './inbox.tsx'
import { Tabs, tabOf } from './tabs.tsx'

/** What is unusual: the inbox on the left, the selected anomaly with its cause on the right. */
export function AnomaliesPage() {
  useTitle('Anomalies')
  const { team } = useView()
  const query = useQuery(anomaliesOptions(team))
  return (
    <Load isPage query={query} what="The anomalies" skeleton={<PageSkeleton />}>
      {(answer) => <Content answer={answer} />}
    </Load>
  )
}

function Content({ answer }: { readonly answer: AnomaliesAnswer }) {
  const view = useView()
  const { now } = usePeriod()
  const tab = tabOf(view, answer.data)
  const shown = answer.data.filter(({ state }) => tab.states.includes(state))
  const selected = shown.find(({ id }) => id === view.selected) ?? shown[0]
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{answer.sentence}</h1>
          <p className="answer-detail muted">
            {answer.dataThrough !== null && `Settled days through ${formatDay(answer.dataThrough, 'year')}. `}
            Usage at effective cost, without tax, credits, refunds, commitment fees and what is paid once or
            recurs. At least 50 a day, 0.5 % of the billing account and 20 % of what is usual.
          </p>
        </div>
      </div>
      <Tabs current={tab.id} anomalies={answer.data} />
      {selected === undefined ? (
        <Nothing tab={tab.id} />
      ) : (
        <div className="anomaly-columns">
          <Inbox anomalies={shown} selected={selected.id} />
          <div className="anomaly-detail">
            <AnomalyCard key={selected.id} id={selected.id} today={now.today} />
          </div>
        </div>
      )}
    </>
  )
}

const NOTHING: Readonly<Record<string, { readonly title: string; readonly why: string }>> = {
  active: {
    title: 'Nothing unusual is going on.',
    why: 'Every settled day of every account, service, usage type and team lies within what is usual there.',
  },
  resolved: {
    title: 'Nothing has been resolved yet.',
    why: 'What is over, or was said to be planned, comes here.',
  },
  preview: {
    title: 'There is nothing to preview.',
    why: 'What began before a source was connected, or in its first 14 days, is shown here and alerts nobody.',
  },
}

function Nothing({ tab }: { readonly tab: string }) {
  const text = NOTHING[tab]
  return (
    <EmptyState title={text?.title ?? ''}>
      <p>{text?.why}</p>
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
      <div className="anomaly-columns">
        <Skeleton height={420} />
        <Skeleton height={560} />
      </div>
    </>
  )
}
