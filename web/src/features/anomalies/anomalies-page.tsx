import './anomalies.css'
import type { AnomaliesAnswer } from '@outlay/shared/detect'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { formatCount, formatDay } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { anomaliesOptions } from './answers.ts'
import { AnomalyCard } from './detail.tsx'
import { Inbox } from './inbox.tsx'
import { NoiseRules } from './noise-rules.tsx'
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
            recurs.
          </p>
          <NoiseRules />
        </div>
      </div>
      <Tabs current={tab.id} anomalies={answer.data} />
      {selected === undefined ? (
        <Nothing tab={tab.id} answer={answer} />
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
  resolved: {
    title: 'Nothing has been resolved yet.',
    why: 'What is over, or was said to be planned, comes here.',
  },
  preview: {
    title: 'There is nothing to preview.',
    why: 'What began before a source was connected, or in its first 14 days, is shown here and alerts nobody.',
  },
}

function Nothing({ tab, answer }: { readonly tab: string; readonly answer: AnomaliesAnswer }) {
  const text = NOTHING[tab]
  if (text === undefined) return <NothingActive answer={answer} />
  return (
    <EmptyState title={text.title}>
      <p>{text.why}</p>
    </EmptyState>
  )
}

/** Silence with its reason: what was judged, and what could not be. */
function NothingActive({ answer: { sentence, unjudged } }: { readonly answer: AnomaliesAnswer }) {
  return (
    <EmptyState title={sentence}>
      {unjudged.length === 0 ? (
        <p>
          Every settled day of every account, service, usage type and team lies within what is usual there.
        </p>
      ) : (
        <ul>
          {unjudged.map(({ provider, billingAccount, name, days, needed }) => (
            <li key={`${provider} ${billingAccount}`}>
              {isolate(name ?? billingAccount)}: {formatCount(days)} settled days of {formatCount(needed)}{' '}
              that are needed before a day can be judged.
            </li>
          ))}
        </ul>
      )}
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
