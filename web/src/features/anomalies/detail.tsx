import type { AnomalyDetail } from '@outlay/shared/detect'
import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { formatDay, formatInstant, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { Actions } from './actions.tsx'
import { anomalyOptions } from './answers.ts'
import { BandChart } from './band-chart.tsx'
import { Causes } from './causes.tsx'
import { Events } from './events.tsx'
import { toExplorer } from './to-explorer.ts'
import { useAnomalyChanges } from './use-anomaly-changes.tsx'
import { ValueForm } from './value-form.tsx'
import { CLASS, daysInWords, KIND, SILENT, STATE } from './words.ts'

/** One anomaly: is it real, is it going on, whose, since when, how much by the end of the month, and why. */
export function AnomalyCard({ id, today }: { readonly id: string; readonly today: string }) {
  const query = useQuery(anomalyOptions(id))
  return (
    <Load query={query} what="The anomaly" skeleton={<Skeleton height={560} />}>
      {({ data }) => <Content anomaly={data} today={today} />}
    </Load>
  )
}

function Content({ anomaly, today }: { readonly anomaly: AnomalyDetail; readonly today: string }) {
  const changes = useAnomalyChanges()
  return (
    <>
      <section className="card" aria-labelledby="anomaly-name">
        <h2 id="anomaly-name" className="anomaly-title">
          {anomaly.sentence}
        </h2>
        {anomaly.silent !== null && <p className="muted">{SILENT[anomaly.silent]}</p>}
        <Facts anomaly={anomaly} />
        <Actions anomaly={anomaly} changes={changes} today={today} />
        {changes.notice}
      </section>
      <section className="card">
        <BandChart anomaly={anomaly} />
        <WorkingButton of="the days of this anomaly" working={() => workingOf(anomaly)} />
      </section>
      <Causes anomaly={anomaly} />
      <Events anomaly={anomaly} />
      <Notes anomaly={anomaly} onNote={(note) => changes.change(anomaly.id, { note }, 'Note kept.')} />
    </>
  )
}

function Facts({ anomaly }: { readonly anomaly: AnomalyDetail }) {
  const { currency, excess, excessPerDay, monthEndImpact, startedOn, lastDay, days, state, confidence } =
    anomaly
  const goesOn =
    state === 'active' || state === 'acknowledged' || (state === 'preview' && monthEndImpact !== 0)
  const facts: readonly (readonly [string, string])[] = [
    ['Since', `${formatDay(startedOn, 'year')}, ${daysInWords(days)}`],
    [goesOn ? 'Goes on, seen through' : 'Was over after', formatDay(lastDay, 'year')],
    ['So far', formatMoneyChange(excess.toFixed(2), currency)],
    ['A day', formatMoneyChange(excessPerDay.toFixed(2), currency)],
    [
      'More by month end, if it goes on',
      goesOn ? formatMoney(monthEndImpact.toFixed(2), currency) : 'nothing, it is over',
    ],
    ['Kind', KIND[anomaly.kind]],
    [
      'State',
      [STATE[state], anomaly.classification === null ? '' : CLASS[anomaly.classification]]
        .filter(Boolean)
        .join(', '),
    ],
    ['Team', anomaly.team ?? 'unknown: its lines carry no team'],
    ['Looked after by', anomaly.assignee ?? 'nobody'],
    ['Confidence', `${Math.round(confidence * 100)} %`],
  ]
  return (
    <dl className="anomaly-facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {anomaly.reason !== null && (
        <div className="is-wide">
          <dt>Why this state</dt>
          <dd>{anomaly.reason}</dd>
        </div>
      )}
    </dl>
  )
}

function Notes({
  anomaly,
  onNote,
}: {
  readonly anomaly: AnomalyDetail
  readonly onNote: (note: string) => void
}) {
  return (
    <section className="card" aria-labelledby="anomaly-history">
      <h3 id="anomaly-history" className="card-title">
        Note and history
      </h3>
      {anomaly.note !== null && <p className="anomaly-note">{anomaly.note}</p>}
      <ValueForm
        key={anomaly.note}
        label="Note"
        className="anomaly-note-form"
        submit="Keep"
        initial={anomaly.note ?? ''}
        onSubmit={onNote}
      />
      <ul className="anomaly-history">
        {anomaly.history.map((event, index) => (
          <li key={index}>
            <time dateTime={event.happenedAt}>{formatInstant(event.happenedAt)}</time> {event.actor}:{' '}
            {[event.kind, event.to].filter((part) => part !== null).join(' ')}
            {event.note !== null && ` (${event.note})`}
          </li>
        ))}
      </ul>
    </section>
  )
}

function workingOf(anomaly: AnomalyDetail) {
  return {
    question: `Cost a day of this place: ${anomaly.sentence.replace(/\.$/, '')}`,
    method:
      'Expected: median of the last two normal weeks times the factor of the weekday. Band: the largest of 50 a day, 0.5 % of the billing account, 20 % of what is expected and 3.5 robust deviations of the last six weeks.',
    sql: [{ title: '', sql: anomaly.sql, params: anomaly.sqlParams }],
    rows: null,
    view: (view: Parameters<typeof toExplorer>[0]) => toExplorer(view, anomaly),
  }
}
