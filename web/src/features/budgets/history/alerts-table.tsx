import type { Alert, AlertDelivery } from '@outlay/shared/alerts'
import { useState } from 'react'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { patchJson } from '../../../lib/change.ts'
import { formatDay, formatInstant } from '../../../lib/format.ts'
import { useChanges } from '../use-changes.tsx'
import { ALERT_STATE, channelWords, DELIVERY, ruleWords, whenWords } from '../words.ts'
import { AlertPreview } from './alert-preview.tsx'

/** Alerts with where they stand, how they were delivered, and what can be done. */
export function AlertsTable({ alerts }: { readonly alerts: readonly Alert[] }) {
  const { start, busy, notice } = useChanges()
  const [shown, setShown] = useState<string | null>(null)
  const change = (alert: Alert, state: 'acknowledged' | 'snoozed' | 'open', says: string) =>
    start({ run: () => patchJson(`/alerts/${encodeURIComponent(alert.id)}`, { state }), says })
  return (
    <>
      {notice}
      <ScrollRegion label="Alerts">
        <table className="table alerts-table">
          <caption className="sr-only">Alerts and their deliveries</caption>
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col">Rule</th>
              <th scope="col">State</th>
              <th scope="col">Delivered</th>
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {alerts.map((alert) => (
              <tr key={alert.id} data-alert={alert.id}>
                <th scope="row">
                  {alert.message.title}
                  <div className="row-note">{formatInstant(alert.createdAt)}</div>
                </th>
                <td>
                  {ruleWords(alert.rule)}
                  <div className="row-note">{whenWords(alert)}</div>
                </td>
                <td>
                  <StateCell alert={alert} />
                </td>
                <td>
                  <Deliveries deliveries={alert.deliveries} />
                </td>
                <td>
                  <div className="alert-actions">
                    <button type="button" className="button small" onClick={() => setShown(alert.id)}>
                      Message<span className="sr-only"> of {alert.message.title}</span>
                    </button>
                    {alert.state === 'open' && (
                      <>
                        <button
                          type="button"
                          className="button small"
                          disabled={busy}
                          onClick={() => change(alert, 'acknowledged', 'Acknowledged')}
                        >
                          Acknowledge<span className="sr-only"> {alert.message.title}</span>
                        </button>
                        <button
                          type="button"
                          className="button small"
                          disabled={busy}
                          onClick={() => change(alert, 'snoozed', 'Snoozed for 3 days')}
                        >
                          Snooze 3 days<span className="sr-only"> {alert.message.title}</span>
                        </button>
                      </>
                    )}
                    {(alert.state === 'snoozed' || alert.state === 'acknowledged') && (
                      <button
                        type="button"
                        className="button small"
                        disabled={busy}
                        onClick={() => change(alert, 'open', 'Open again')}
                      >
                        Open again<span className="sr-only"> {alert.message.title}</span>
                      </button>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {shown !== null && <AlertPreview id={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function StateCell({ alert: { state, actor, reason, snoozedUntil } }: { readonly alert: Alert }) {
  const by = actor === null ? '' : ` by ${actor}`
  const until = snoozedUntil === null ? '' : ` until ${formatDay(snoozedUntil)}`
  return (
    <>
      <span className={`alert-state is-${state}`}>
        {ALERT_STATE[state]}
        {state === 'acknowledged' || state === 'snoozed' ? `${until}${by}` : ''}
      </span>
      {reason !== null && <div className="row-note">{reason}</div>}
    </>
  )
}

function Deliveries({ deliveries }: { readonly deliveries: readonly AlertDelivery[] }) {
  if (deliveries.length === 0) return <span className="muted">to nobody</span>
  return (
    <ul className="deliveries">
      {deliveries.map(({ id, channel, action, state, attempts, note }) => (
        <li key={id} className={`is-${state}`}>
          {action === 'post' ? channelWords(channel) : `${channelWords(channel)}, ${action}`}:{' '}
          {DELIVERY[state]}
          {attempts > 1 && `, ${attempts} tries`}
          {note !== null && state !== 'bundled' && <span className="row-note"> {note}</span>}
        </li>
      ))}
    </ul>
  )
}
