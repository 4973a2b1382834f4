import type { AlertsAnswer, ChannelState } from '@outlay/shared/alerts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { formatDay, formatInstant } from '../../../lib/format.ts'
import { useView } from '../../../lib/search-state.ts'
import { alertsOptions } from '../answers.ts'
import { CHANNEL, channelWords } from '../words.ts'
import { AlertsTable } from './alerts-table.tsx'

/** How the channels are, and every alert with its deliveries. */
export function HistoryTab() {
  const query = useQuery(alertsOptions(null))
  return (
    <div className="budget-history">
      <Load query={query} what="The alerts" skeleton={<Skeleton height={420} />}>
        {(answer) => (
          <>
            <Channels answer={answer} />
            <section className="card card-flush" aria-labelledby="alert-history-name">
              <div className="card-head">
                <h2 id="alert-history-name" className="card-title">
                  What was told
                </h2>
                <span className="card-note">Newest first; budgets, anomalies and late data</span>
              </div>
              {answer.data.length === 0 ? (
                <EmptyState title="Nothing was told yet.">
                  <p>
                    Alerts come when a budget reaches a threshold, an anomaly is found or a source stays
                    behind.
                  </p>
                </EmptyState>
              ) : (
                <AlertsTable alerts={answer.data} />
              )}
            </section>
          </>
        )}
      </Load>
    </div>
  )
}

function Channels({ answer: { meta } }: { readonly answer: AlertsAnswer }) {
  const view = useView()
  return (
    <section className="card" aria-labelledby="channels-name">
      <h2 id="channels-name" className="card-title">
        Channels
      </h2>
      {meta.trialUntil !== null && (
        <p className="card-note">
          A source was connected lately: what hangs on it is kept as a preview until{' '}
          {formatDay(meta.trialUntil, 'year')}.
        </p>
      )}
      <ul className="channels">
        {meta.channels.map((channel) => (
          <Channel key={channel.id} channel={channel} />
        ))}
      </ul>
      {meta.unsubscribed.length > 0 && (
        <>
          <h3 className="card-title">Unsubscribed by a link in a mail</h3>
          <ul className="channels">
            {meta.unsubscribed.map(({ address, of, since }) => (
              <li key={`${address} ${of}`} className="channel">
                <strong>{address}</strong>
                <span>from {of}</span>
                <span className="muted">since {formatInstant(since)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="card-note channels-note">
        <Link to="/settings/alerts/preview" search={{ ...view, selected: null, local: {} }}>
          What each message looks like in Slack
        </Link>
      </p>
    </section>
  )
}

function Channel({
  channel: { id, state, reason, since, notifier, waiting },
}: {
  readonly channel: ChannelState
}) {
  return (
    <li className={`channel is-${state}`}>
      <strong>{channelWords(id)}</strong>
      <span className="muted">{notifier}</span>
      <span className="channel-state">{CHANNEL[state]}</span>
      {reason !== null && (
        <span className="channel-reason">
          {reason}
          {since !== null && `, since ${formatInstant(since)}`}
        </span>
      )}
      {waiting > 0 && <span>{waiting} waiting</span>}
    </li>
  )
}
