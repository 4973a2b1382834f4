import type { AnomalyDetail, MatchedEvent } from '@outlay/shared/detect'
import { formatDay } from '../../lib/format.ts'

const KIND: Readonly<Record<MatchedEvent['kind'], string>> = {
  new_resource: 'New resource',
  price: 'Other price',
  commitment_end: 'Commitment ended',
  team_change: 'Other team',
}

/** What else the bill shows about the day on which it began. */
export function Events({ anomaly: { events } }: { readonly anomaly: AnomalyDetail }) {
  return (
    <section className="card" aria-labelledby="anomaly-events">
      <h3 id="anomaly-events" className="card-title">
        What happened then
      </h3>
      {events.length === 0 ? (
        <p className="muted">
          The bill shows no new resource, other price, ended commitment or other team about that day that
          would explain it.
        </p>
      ) : (
        <ul className="anomaly-events">
          {events.map(({ kind, day, text }) => (
            <li key={`${kind} ${text}`}>
              <span className="anomaly-kind">{KIND[kind]}</span>{' '}
              <span className="muted">{formatDay(day)}</span> <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
